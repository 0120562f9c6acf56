"""First import of everything that reading and rendering need, by the server that worker processes are forked off.

What each worker would find out again is found out here once: the list of slips, the installed plug-ins, a first page.
"""

from contextlib import suppress
from importlib.util import find_spec

import exporter.build.making
import exporter.build.reading
import exporter.build.selecting
import exporter.transforms.code_tokens  # noqa: F401 (imports all that workers need)
from exporter.diagnostics import ExporterError
from exporter.markdown import parse
from exporter.plugins import GROUPS, points
from exporter.validate.spelling import dictionary

with suppress(ExporterError, OSError):  # reading a page reports what is missing
    points(GROUPS[0])
    parse("# A heading\n\nWords.\n")
    if find_spec("codespell_lib"):
        dictionary()
