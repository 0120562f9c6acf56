"""Loads WeasyPrint where it is imported: once, by the process that workers are forked off.

The configuration that it reads has the family of text, which nearly every document has.
"""

import exporter.backends.pdf.rendering  # noqa: F401 (and all that goes with it)
from exporter.backends.pdf import engine
from exporter.fonts.families import FAMILIES
from exporter.fonts.fontconfig import configuration

engine.load(configuration({FAMILIES[0]: frozenset()}))
