"""Pictures without alternative text (WCAG 2.2, 1.1.1)."""

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Image
from exporter.model.walk import every_node
from exporter.validate.context import RuleContext

MISSING_ALT = Code(
    "missing-alt",
    Severity.WARNING,
    "A picture without alternative text (WCAG 2.2, 1.1.1).",
    why="Blind readers miss the picture (WCAG 2.2, 1.1.1).",
    mend="Describe the picture in its 'alt'; alt=\"\" marks decoration.",
)
CODES = (MISSING_ALT,)
SHOWN = 60  # characters of a picture's path


def check(context: RuleContext) -> None:
    """Check the alternative text of every picture."""
    for page in context.pages:
        for node in every_node(page):
            if isinstance(node, Image) and not (node.alt.strip() or node.decorative):
                hint = "describe it in its 'alt' or the component's 'altImage'; alt=\"\" marks decoration"
                context.report(MISSING_ALT, f"picture '{_short(node.asset)}' has no alternative text", node.pos, hint)


def _short(path: str) -> str:
    return path if len(path) <= SHOWN else "..." + path[3 - SHOWN :]
