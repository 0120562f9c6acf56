"""Front matter that the site shows as words: it does not begin in the first line, or it has no end."""

import re

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Heading, Paragraph, Rule
from exporter.model.walk import plain_text
from exporter.validate.context import RuleContext

OPEN_FRONT_MATTER = Code(
    "open-front-matter",
    Severity.WARNING,
    "front matter that is not read, because it has no end or does not begin in the first line",
    why="The website and the document show its keys as words, and the page has none of its values.",
    mend="Let '---' be the page's first line, and put a line '---' behind the last key.",
)
CODES = (OPEN_FRONT_MATTER,)
KEY = re.compile(r"[A-Za-z_][\w.-]*:(?:\s|\Z)", re.ASCII)


def check(context: RuleContext) -> None:
    """Check whether a page begins with a rule and a key."""
    for page in context.pages:
        match page.body[:2]:
            case (Rule() as rule, (Paragraph() | Heading()) as first) if not page.data:
                if KEY.match(plain_text(first.children)) and rule.pos is not None:
                    late = rule.pos.start.line > 1
                    message = f"the front matter {'begins behind the first line' if late else 'has no end'}"
                    hint = "move '---' to the first line" if late else "put a line '---' behind the last key"
                    context.report(OPEN_FRONT_MATTER, f"{message}: the website shows it as words", rule.pos, hint)
            case _:
                pass
