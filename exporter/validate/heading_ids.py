"""Ids and classes behind the words of headings, which MDC does not have there: the site shows them as words."""

import re

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Heading, Text
from exporter.model.walk import every_node
from exporter.validate.context import RuleContext

HEADING_ID = Code(
    "heading-id",
    Severity.WARNING,
    "an id or a class behind a heading's words, which the site shows as words",
    why="The website and the document show the braces, and the heading has another id, or no class.",
    mend="Put the words in brackets, as in '## [Words]{#id}', or leave the id out: headings have ids of their words.",
)
CODES = (HEADING_ID,)
WRITTEN = re.compile(r"\{(?:#[^\s{}]+|\.(?:unnumbered|appendix))\}\s*\Z")


def check(context: RuleContext) -> None:
    """Check the end of each heading."""
    for page in context.pages:
        for node in every_node(page):
            last = node.children[-1] if isinstance(node, Heading) and node.children else None
            if isinstance(last, Text) and (found := WRITTEN.search(last.text)):
                written = found[0].strip()
                pos = context.part(last, found.start(), found.start() + len(written))
                message = f"the website shows '{written}' as words of the heading"
                context.report(HEADING_ID, message, pos, f"write '## [Words]{written}', or leave it out")
