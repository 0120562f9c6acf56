from exporter.drift import Difference, compare
from exporter.model.document import Document
from exporter.model.nodes import List, ListItem, Paragraph, QuestionAnswer, Text


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(children=(Text(text=text),))


def document(*qas: tuple[str, str]) -> Document:
    """A document of these questions and answers."""
    body = (
        QuestionAnswer(number=n, anchor=f"q{n}", question=(Text(text=q),), answer=(paragraph(a),))
        for n, (q, a) in enumerate(qas, 1)
    )
    return Document(title="FAQ", body=tuple(body))


PAGE = document(
    ("What is LwM2M?", "A protocol for re-branding devices, ‘small’ ones too."),
    ("Why now?", "Because it is ready. Who says so? The group says so."),
    ("How do I join?", "Write to the staff, they answer within a day."),
)
PUBLISHED = [
    "Q. What is LwM2M?",
    "A protocol for re-",
    "branding devices, 'small' ones too.",
    "Q. Why now?",
    "Because it is ready.  Who says so?",
    "The group says so.",
    "Q. How do I join?",
    "Write to the staff, they answer",
    "within a day.",
]


def kinds(found: list[Difference]) -> list[tuple[str, str]]:
    """What kind of difference each question has."""
    return [(d.kind, d.question) for d in found]


def test_line_breaks_hyphenation_quotes_and_questions_inside_answers_are_no_difference() -> None:
    """The same words printed over other lines, with other quotes and broken words, compare as equal."""
    assert compare(PAGE, PUBLISHED) == []


def test_a_missing_and_an_added_question_are_named() -> None:
    """A question that one side lacks is missing or added, and its answer belongs to no other question."""
    published = [*PUBLISHED[:3], "Q. Is it free?", "Yes, it is.", *PUBLISHED[6:]]
    assert kinds(compare(PAGE, published)) == [("missing", "Why now?"), ("added", "Is it free?")]


def test_a_reworded_answer_shows_the_words_that_differ() -> None:
    """A rewording is told as (published, page) words and nothing around them."""
    published = [*PUBLISHED[:7], "Write to the board, they answer within a week."]
    (found,) = compare(PAGE, published)
    assert found.kind == "reworded"
    assert found.changes == (("board", "staff"), ("week", "day"))


def test_an_answer_with_few_words_in_common_is_another_text() -> None:
    """Below half of the words alike, the whole answer counts as another text."""
    published = [PUBLISHED[0], "The successor brand of something else entirely.", *PUBLISHED[3:]]
    assert kinds(compare(PAGE, published)) == [("another text", "What is LwM2M?")]


def test_a_reworded_question_is_still_found() -> None:
    """A question that is nearly the same is reworded, not missing and added."""
    published = ["Q. What exactly is LwM2M?", *PUBLISHED[1:]]
    assert kinds(compare(PAGE, published)) == [("reworded", "What is LwM2M?")]


def test_the_fewest_questions_are_called_reordered() -> None:
    """One question moved to the front is one finding, not three."""
    published = [*PUBLISHED[6:], *PUBLISHED[:6]]
    assert kinds(compare(PAGE, published)) == [("reordered", "How do I join?")]


def test_list_items_read_as_words_whatever_their_marks() -> None:
    """Bullets that extraction prints before items are no words."""
    items = tuple(ListItem(children=(paragraph(t),)) for t in ("Goals", "Tools"))
    node = QuestionAnswer(number=1, anchor="q", question=(Text(text="What do I get?"),), answer=(List(items=items),))
    assert compare(Document(title="FAQ", body=(node,)), ["What do I get?", "• Goals", "• Tools"]) == []
