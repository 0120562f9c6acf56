"""Codes of the findings of planning."""

from exporter.config import load
from exporter.diagnostics import Code, Severity
from exporter.source import reader

PAGE = reader.MISSING
FORMAT = load.FORMAT
SECTION = Code(
    "missing-section",
    Severity.ERROR,
    "An export names a section that its page does not have.",
    why="The file would have no content.",
    mend="Write the heading as the page has it; the hint names the nearest one.",
)
OUTPUT = Code(
    "bad-output",
    Severity.ERROR,
    "A path that files may not have: outside its folder, reserved or too long.",
    why="Some systems cannot store the file, or the file would be outside its folder.",
    mend="Use letters, digits, hyphens and slashes; do not begin a name with a dot.",
)
TWICE = Code(
    "output-twice",
    Severity.ERROR,
    "Two outputs have the same file, or one needs a folder with the name of the other's file: only the first is made."
    " A lower severity counts only for outputs that differ in case: both are made then.",
    why="One of the two files would overwrite the other.",
    mend="Give one of the two another 'output'.",
    lowered=True,
)
ROUTE = Code(
    "output-at-route",
    Severity.ERROR,
    "An HTML file would replace a page of the site.",
    why="The site would show the HTML file instead of the page.",
    mend="Choose another output, or leave html out of its formats.",
)
NOTHING = Code(
    "no-export",
    Severity.ERROR,
    "Values for an export that is not requested.",
    why="The values have no effect, since no page or entry requests the file.",
    mend="Add 'page', or write the output as in the download link.",
)
TARGET = Code(
    "unknown-target",
    Severity.ERROR,
    "A name does not match a page, folder, pattern or output.",
    why="The exporter cannot do anything for the name.",
    mend="Check the spelling; 'exporter list' shows pages and outputs.",
)
PROPERTY = Code(
    "bad-property",
    Severity.WARNING,
    "A value of the front matter is invalid; it is left out.",
    why="The document does not show the value.",
    mend="Write it as the message shows, such as a date as 2026-03-31.",
)
IDLE = Code(
    "nothing-asked",
    Severity.WARNING,
    "The pages and the configuration request no export.",
    why="A build without names makes no files.",
    mend="Set 'every_page: true' or 'exports:' in exporter.yaml, name a page on the command line, or add a download"
    " link above an FAQ.",
)
LEFT_OUT = Code(
    "not-in-navigation",
    Severity.NOTE,
    "Pages that the site's navigation leaves out, in the pattern of a document of several pages.",
    why="A pattern stands for the pages of the navigation: 'navigation: false' takes a page or folder out of both.",
    mend="Name a page's own file under 'pages' to take it in.",
)
CODES = (IDLE, PAGE, SECTION, OUTPUT, TWICE, ROUTE, NOTHING, TARGET, FORMAT, PROPERTY, LEFT_OUT)
