"""Links whose words say nothing outside of their sentence (WCAG 2.2, 2.4.9)."""

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Link
from exporter.model.walk import every_node, plain_text
from exporter.validate.context import RuleContext

BARE_LINK = Code(
    "bare-link",
    Severity.WARNING,
    "a link whose words do not describe its target",
    why="Screen readers list the links of a page: 'here' means nothing in this list.",
    mend="Name the link's target in its words, as its page's title does.",
)
CODES = (BARE_LINK,)
BARE = frozenset(
    {
        "click",
        "click here",
        "here",
        "clicking here",
        "press here",
        "tap here",
        "this",
        "this link",
        "this page",
        "link",
        "the link",
        "more",
        "learn more",
        "read more",
        "see more",
        "more info",
        "more information",
        "details",
        "continue",
        "go",
        "download",
        "open",
        "view",
        "pdf",
        "docx",
        "zip",
        "file",
        "document",
        "website",
        "web site",
        "url",
    }
)


def check(context: RuleContext) -> None:
    """Check the words of every link."""
    for page in context.pages:
        for node in every_node(page):
            if isinstance(node, Link) and (words := plain_text(node.children)) and _normalized(words) in BARE:
                hint = "name its target, as its page's title does"
                context.report(BARE_LINK, f"link '{words.strip()}' does not describe its target", node.pos, hint)


def _normalized(words: str) -> str:
    return " ".join(words.casefold().strip(" \t\n.,:;!?…»›→>()[]").split())
