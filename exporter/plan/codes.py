"""Codes of the findings of planning."""

from exporter.config import load
from exporter.diagnostics import Code, Severity
from exporter.source import reader

PAGE = reader.MISSING
FORMAT = load.FORMAT
SECTION = Code(
    "missing-section",
    Severity.ERROR,
    "A section that an export asks for is not in its page.",
    why="There is nothing to put into the file.",
    mend="Write the heading as the page has it; the hint names the nearest one.",
)
OUTPUT = Code(
    "bad-output",
    Severity.ERROR,
    "A path that no file may have: out of its folder, reserved, too long.",
    why="Some system could not store a file of that name, or it would leave its folder.",
    mend="Choose letters, digits, hyphens and slashes; no name that begins with a dot.",
)
TWICE = Code(
    "output-twice",
    Severity.ERROR,
    "Two outputs are one file, or one needs a folder where the other is a file: the first is made. Lowered, its"
    " severity counts for outputs that differ in case alone: both are made then.",
    why="One of the two files would overwrite the other.",
    mend="Give one of the two another 'output'.",
    lowered=True,
)
ROUTE = Code(
    "output-at-route",
    Severity.ERROR,
    "An HTML file would stand where a page of the site is.",
    why="On the site the HTML file would stand in place of the page.",
    mend="Choose another output, or leave html out of its formats.",
)
NOTHING = Code(
    "no-export",
    Severity.ERROR,
    "Values for an export that nothing asks for.",
    why="The values have no effect, since nothing asks for that file.",
    mend="Add 'page', or write the output as the download link has it.",
)
TARGET = Code(
    "unknown-target",
    Severity.ERROR,
    "A name that is not a page, folder, pattern or output.",
    why="Nothing is done for a name that means nothing.",
    mend="Check the spelling; 'exporter list' shows pages and outputs.",
)
PROPERTY = Code(
    "bad-property",
    Severity.WARNING,
    "A value of the front matter that cannot be used; it is left out.",
    why="The value is left out of the document's facts.",
    mend="Write it as the message says, such as a date as 2026-03-31.",
)
IDLE = Code(
    "nothing-asked",
    Severity.WARNING,
    "The pages ask for no export, and neither does the configuration.",
    why="A build without names makes no file here.",
    mend="Name a page on the command line, add a download link above an FAQ, or add 'exports:' to exporter.yaml.",
)
CODES = (IDLE, PAGE, SECTION, OUTPUT, TWICE, ROUTE, NOTHING, TARGET, FORMAT, PROPERTY)
