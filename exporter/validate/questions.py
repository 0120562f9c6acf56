"""The same question twice with different answers."""

import re

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import QuestionAnswer
from exporter.model.walk import every_node, plain_text
from exporter.validate.subject import Subject

TWO_ANSWERS = Code("two-answers", Severity.WARNING, "a question that is answered twice, in different words")
CODES = (TWO_ANSWERS,)


def check(subject: Subject) -> None:
    """Compare the questions of all pages."""
    seen: dict[str, QuestionAnswer] = {}
    for page in subject.pages:
        for node in every_node(page):
            if not isinstance(node, QuestionAnswer):
                continue
            first = seen.setdefault(_plain(plain_text(node.question)), node)
            if first is not node and _plain(plain_text(first.answer)) != _plain(plain_text(node.answer)):
                where = f"{first.pos.file}:{first.pos.start.line}" if first.pos else "another place"
                message = f"'{plain_text(node.question)}' has another answer at {where}"
                pos = node.question[0].pos if node.question else node.pos
                subject.report(TWO_ANSWERS, message, pos, "give one answer, or word the questions apart")


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
