"""Loads WeasyPrint where it is imported: once, by the process that workers are forked off.

The configuration that it reads has the family of text, which nearly every document has.
"""

from contextlib import suppress

import exporter.backends.pdf.rendering  # noqa: F401 (and all that goes with it)
from exporter.backends.pdf import engine
from exporter.diagnostics import ExporterError
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration

with suppress(ExporterError, OSError):  # what lacks is told where a file is rendered
    engine.load(configuration({FAMILIES[0]: frozenset()}))
