"""Questions with two different answers."""

from collections.abc import Mapping

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.validate.cross_page import AskedQuestion, ComparedPage, pos_of

TWO_ANSWERS = Code(
    "two-answers",
    Severity.WARNING,
    "a question with two different answers",
    why="Readers do not know which answer is valid.",
    mend="Give the same answer in both places, or word the questions differently.",
)
CODES = (TWO_ANSWERS,)


def compare_answers(pages: Mapping[str, ComparedPage], diagnostics: Diagnostics) -> None:
    """Compare the questions of all pages, given by their files."""
    seen: dict[str, tuple[str, AskedQuestion]] = {}
    for page in pages.values():
        for question in page.facts.questions:
            plain, words, answer, coordinates = question
            file, first = seen.setdefault(plain, (page.file, question))
            if first is not question and first[2] != answer:
                where = f"{file}:{first[3][0]}" if first[3] else "another place"
                message = f"'{words}' has another answer at {where}"
                diagnostics.add(
                    TWO_ANSWERS,
                    message,
                    pos_of(page.file, coordinates),
                    "give the same answer, or word the questions differently",
                )
