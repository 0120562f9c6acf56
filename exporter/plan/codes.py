"""The kinds of findings of planning."""

from exporter.config import load
from exporter.diagnostics import Code, Severity
from exporter.source import reader

PAGE = reader.MISSING
FORMAT = load.FORMAT
SECTION = Code("missing-section", Severity.ERROR, "A section that an export asks for is not in its page.")
OUTPUT = Code("bad-output", Severity.ERROR, "A path that no file may have: out of its folder, reserved, too long.")
TWICE = Code(
    "output-twice",
    Severity.ERROR,
    "Two outputs are one file, or one needs a folder where the other is a file: the first is made. Lowered, its"
    " severity counts for outputs that differ in case alone: both are made then.",
)
ROUTE = Code("output-at-route", Severity.ERROR, "An HTML file would stand where a page of the site is.")
NOTHING = Code("no-export", Severity.ERROR, "Values for an export that nothing asks for.")
TARGET = Code("unknown-target", Severity.ERROR, "A name that is no page, folder, pattern or output.")
PROPERTY = Code("bad-property", Severity.WARNING, "A value of the front matter that cannot be used; it is left out.")
IDLE = Code("nothing-asked", Severity.WARNING, "The pages ask for no export, and neither does the configuration.")
CODES = (IDLE, PAGE, SECTION, OUTPUT, TWICE, ROUTE, NOTHING, TARGET, FORMAT, PROPERTY)
