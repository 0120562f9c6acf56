"""Ids and classes behind words, which MDC does not have there: the site shows them as words.

Headings have none; a caption has one if it stands right below its table (``lowering.captions``).
"""

import re

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Heading, Paragraph, Text
from exporter.model.position import Pos
from exporter.model.walk import every_node, plain_text
from exporter.validate.context import RuleContext

HEADING_ID = Code(
    "heading-id",
    Severity.WARNING,
    "an id or a class behind a heading's words, which the site shows as words",
    why="The website and the document show the braces, and the heading has another id, or no class.",
    mend="Put the words in brackets, as in '## [Words]{#id}', or leave the id out: headings have ids of their words.",
)
CAPTION_ID = Code(
    "caption-id",
    Severity.WARNING,
    "an id behind a line that looks like a caption and is none",
    why="The website and the document show the braces, and references to the id lead nowhere.",
    mend="Write 'Table: words {#id}' right below the table. A picture's caption is its title.",
)
CODES = (HEADING_ID, CAPTION_ID)
WRITTEN = re.compile(r"\{(?:#[^\s{}]+|\.(?:unnumbered|appendix))\}\s*\Z")
CAPTION = re.compile(r"\w+(?: \w{1,4})?\s?[:.\uff1a]")  # "Table:", "Tableau 2 :"
CAPTION_ID_WRITTEN = re.compile(r"\{#[^\s{}]+\}\s*\Z")


def check(context: RuleContext) -> None:
    """Check the end of each heading, and of each line that looks like a caption."""
    for page in context.pages:
        for node in every_node(page):
            match node:
                case Heading():
                    _check_heading(context, node)
                case Paragraph():
                    _check_caption(context, node)


def _check_heading(context: RuleContext, heading: Heading) -> None:
    if (found := _end(context, heading, WRITTEN)) is not None:
        written, pos = found
        message = f"the website shows '{written}' as words of the heading"
        context.report(HEADING_ID, message, pos, f"write '## [Words]{written}', or leave it out")


def _check_caption(context: RuleContext, line: Paragraph) -> None:
    found = _end(context, line, CAPTION_ID_WRITTEN)
    if found is not None and CAPTION.match(plain_text(line.children)):
        written, pos = found
        message = f"'{written}' is no id here, but words: the line is not the caption of a table"
        context.report(CAPTION_ID, message, pos, f"write 'Table: words {written}' right below the table")


def _end(context: RuleContext, node: Heading | Paragraph, form: re.Pattern[str]) -> tuple[str, Pos | None] | None:
    """Return the braces at the end of a line's last text, and their place."""
    last = node.children[-1] if node.children else None
    found = form.search(last.text) if isinstance(last, Text) else None
    if not isinstance(last, Text) or found is None:
        return None
    written = found[0].strip()
    return written, context.part(last, found.start(), found.start() + len(written))
