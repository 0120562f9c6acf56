"""First import of WeasyPrint, by the server that worker processes are forked off.

It reads a font configuration with the family of text, which nearly every document has.
"""

from contextlib import suppress

import exporter.backends.pdf.rendering  # noqa: F401 (imports all that rendering needs)
from exporter.backends.pdf import engine
from exporter.diagnostics import ExporterError
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration

with suppress(ExporterError, OSError):  # rendering a file reports what is missing
    engine.load(configuration({FAMILIES[0]: frozenset()}))
