"""A check: each question ends with a question mark."""

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import QuestionAnswer
from exporter.model.walk import plain_text, walk
from exporter.validate import Rule, RuleContext

QUESTION_MARK = Code(
    "question-mark",
    Severity.WARNING,
    "a question without a question mark",
    why="Screen readers and readers in a hurry take it for a heading.",
    mend="End the question with '?'.",
)


def check(context: RuleContext) -> None:
    """Report each question that ends with another character."""
    for page in context.pages:
        for node in walk(page.body):
            if isinstance(node, QuestionAnswer) and not plain_text(node.question).rstrip().endswith(("?", "？", "؟")):
                context.report(QUESTION_MARK, "this question has no question mark", node.pos, "end it with '?'")


RULE = Rule((QUESTION_MARK,), check)
