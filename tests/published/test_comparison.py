from exporter.model.document import Document
from exporter.model.nodes import Container, Heading, List, ListItem, Paragraph, QuestionAnswer, Text
from exporter.published import Difference, compare


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
    """The kind and question of each difference."""
    return [(d.kind, d.question) for d in found]


def test_line_breaks_hyphenation_quotes_and_questions_inside_answers_are_no_difference() -> None:
    """The same words printed over other lines, with other quotes and broken words, compare as equal."""
    assert compare(PAGE, PUBLISHED) == []


def test_a_missing_and_an_added_question_are_named() -> None:
    """A question that one side lacks is missing or added, and its answer belongs to no other question."""
    published = [*PUBLISHED[:3], "Q. Is it free?", "Yes, it is.", *PUBLISHED[6:]]
    assert kinds(compare(PAGE, published)) == [("missing", "Why now?"), ("added", "Is it free?")]


def test_a_reworded_answer_shows_the_words_that_differ() -> None:
    """A rewording has its (published, page) words and nothing around them."""
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


def asked(question: str, *answer: Paragraph | List | Container) -> QuestionAnswer:
    """One question with the blocks of its answer."""
    return QuestionAnswer(number=1, anchor=question, question=(Text(text=question),), answer=answer)


def test_contents_in_front_are_not_taken_for_the_questions() -> None:
    """Questions that a table of contents lists are found where their answers are."""
    contents = ["Contents", "What is LwM2M? 1", "Why now? 1", "How do I join? 2"]
    assert compare(PAGE, [*contents, *PUBLISHED]) == []


def test_the_same_question_of_two_sections_is_told_apart_by_its_answer() -> None:
    """Each of two equal questions is compared with its own answer, also where they changed places."""
    page = document(("What is it?", "A protocol for small devices."), ("What is it?", "The group that wrote it down."))
    lines = ["What is it?", "The group that wrote it down.", "What is it?", "A protocol for small devices."]
    assert kinds(compare(page, lines)) == [("reordered", "What is it?")]


def test_headings_and_notices_between_questions_belong_to_no_answer() -> None:
    """Text between two questions does not count for the first one's answer."""
    heading = Heading(level=2, anchor="s", children=(Text(text="LwM2M"),))
    first, second = asked("Why now?", paragraph("Because it is ready.")), asked("Who?", paragraph("LwM2M people."))
    page = Document(title="FAQ", body=(first, heading, paragraph("All about it."), second))
    lines = ["Why now?", "Because it is ready.", "LwM2M", "All about it.", "Who?", "LwM2M people."]
    assert compare(page, lines) == []


def test_what_is_added_to_an_answer_is_told() -> None:
    """Words that only the published text has are a rewording."""
    (found,) = compare(PAGE, [*PUBLISHED, "Or within two."])
    assert (found.kind, found.changes) == ("reworded", (("Or within two.", ""),))


def test_generated_words_and_list_numbers_are_no_difference() -> None:
    """An alert's label and an ordered list's numbers are printed, but stand in no page."""
    items = tuple(ListItem(children=(paragraph(text),)) for text in ("Ask", "Wait"))
    alert = Container(role="alert-note", label=True, children=(paragraph("Be kind."),))
    page = Document(title="FAQ", body=(asked("How?", List(ordered=True, items=items), alert),), labels={"note": "Note"})
    assert compare(page, ["How?", "1. Ask", "2. Wait", "Note", "Be kind."]) == []


def test_the_label_of_each_role_is_no_difference() -> None:
    """A box that is no alert has the label that its role has: what only the website shows says so."""
    box = Container(role="loss", label=True, children=(paragraph("A film."),))
    page = Document(title="FAQ", body=(asked("How?", box),), labels={"on_website": "On the website"})
    assert compare(page, ["How?", "On the website", "A film."]) == []


def test_a_page_without_questions_is_compared_by_its_headings() -> None:
    """Where nothing is asked, each heading's text is compared."""
    body = tuple(
        block
        for name, text in (("First", "Words of the first part."), ("Second", "Words of the second part."))
        for block in (Heading(level=2, anchor=name, children=(Text(text=name),)), paragraph(text))
    )
    lines = ["First", "Words of the first part.", "Second", "Other words of the second part."]
    (found,) = compare(Document(title="Page", body=body), lines)
    assert (found.kind, found.question, found.changes) == ("reworded", "Second", (("Other words", "Words"),))


def test_a_heading_whose_words_stand_in_its_own_text_again() -> None:
    """The heading is where all of its text follows, not where its words stand a second time."""
    body = (
        Heading(level=2, anchor="g", children=(Text(text="Groups"),)),
        *map(paragraph, ("All who work on it.", "Groups", "They meet each week, and write down what they agree on.")),
    )
    lines = ["Groups", "All who work on it.", "Groups", "They meet each week, and write", "down what they agree on."]
    assert compare(Document(title="Page", body=body), lines) == []


def test_a_question_that_is_asked_and_answered_twice_is_found_twice() -> None:
    """Equal questions with equal answers are taken in their order."""
    page = document(("Why?", "Because it is so."), ("Who?", "The group."), ("Why?", "Because it is so."))
    lines = ["Why?", "Because it is so.", "Who?", "The group.", "Why?", "Because it is so."]
    assert compare(page, ["Contents", "Why? 1", "Who? 1", "Why? 1", *lines]) == []


def test_words_that_extraction_joined_or_parted_are_no_difference() -> None:
    """A PDF has no blanks but those that a reader guesses, and breaks lines behind a slash."""
    page = document(("Why?", "See WAP-231_100 for hardware/software at the next meeting. 17:25 is the end of it all."))
    lines = ["Why?", "See WAP-231 _100 for hardware/", "software at the n ext meeting.17:25 is the end of it all."]
    assert compare(page, lines) == []


def test_an_address_at_the_end_of_an_answer_ends_there() -> None:
    """The slash at its end does not take the next line with it."""
    page = document(("Why?", "See https://example.org/video/"), ("Who?", "The group."))
    assert compare(page, ["Q. Why?", "See https://example.org/video/", "Q. Who?", "The group."]) == []


def test_a_page_without_headings_is_compared_as_a_whole() -> None:
    """Text without any heading is found by its first words."""
    page = Document(title="Page", body=(paragraph("One two three four five six seven eight nine."),))
    assert compare(page, ["Page", "One two three four five six", "seven eight nine."]) == []
    (found,) = compare(page, ["Page", "One two three four five six", "seven eight ten."])
    assert found.changes == (("ten", "nine"),)


def test_a_text_of_another_document_lacks_everything() -> None:
    """All questions are missing, and what the other asks is added."""
    found = kinds(compare(PAGE, ["Q. Is it raining?", "It is."]))
    assert found == [("missing", question) for question in ("What is LwM2M?", "Why now?", "How do I join?")] + [
        ("added", "Is it raining?")
    ]


def test_nothing_published_and_nothing_to_compare() -> None:
    """Empty texts on either side are no fault."""
    assert compare(Document(title="Empty"), []) == []
    assert [kind for kind, _ in kinds(compare(PAGE, []))] == ["missing"] * 3
