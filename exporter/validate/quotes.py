"""Quotation marks around a whole answer, left over from a quoted YAML string."""

from collections.abc import Iterator

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import QuestionAnswer, Text
from exporter.model.walk import every_node, plain_text, walk
from exporter.validate.context import RuleContext

STRAY_QUOTES = Code(
    "stray-quotes",
    Severity.WARNING,
    "quotation marks around a whole answer",
    why="Readers see the quotation marks.",
    mend="Remove the marks; a block scalar (a: |) does not need them.",
)
CODES = (STRAY_QUOTES,)
PAIRS = {'"': '"', "“": "”", "'": "'", "‘": "’"}


def check(context: RuleContext) -> None:
    """Check both ends of every answer."""
    for page in context.pages:
        for node in every_node(page):
            if isinstance(node, QuestionAnswer) and _quoted(plain_text(node.answer).strip()):
                first = next(_texts(node), None)
                pos = context.part(first, 0, 1) if first else node.pos
                question = plain_text(node.question)
                message = f"the whole answer to '{question}' is in quotation marks"
                context.report(STRAY_QUOTES, message, pos, "remove them: a block scalar (a: |) does not need them")


def _texts(node: QuestionAnswer) -> Iterator[Text]:
    return (n for n in walk(node.answer) if isinstance(n, Text))


def _quoted(words: str) -> bool:
    """Return whether the marks at both ends belong together, without another mark of their kind between them."""
    if len(words) < 2 or PAIRS.get(words[0]) != words[-1]:
        return False
    inside = words[1:-1]
    apostrophes = words[0] in "'‘"
    return apostrophes or not (words[0] in inside or words[-1] in inside)
