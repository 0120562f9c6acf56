"""Differences between two states of a document."""

from exporter.model.document import Document
from exporter.model.nodes import Heading, Paragraph, QuestionAnswer, Text
from exporter.textdiff.passage_changes import PassageChange, changes


def document(*parts: tuple[str, str]) -> Document:
    """Questions where the title ends with a question mark, else headings with their text."""
    body: list[QuestionAnswer | Heading | Paragraph] = []
    for title, text in parts:
        words = (Paragraph(children=(Text(text=text),)),)
        if title.endswith("?"):
            body.append(QuestionAnswer(number=1, anchor=title, question=(Text(text=title),), answer=words))
        else:
            body += [Heading(level=2, anchor=title, children=(Text(text=title),)), *words]
    return Document(title="FAQ", body=tuple(body))


OLD = (("Why?", "Because it is so."), ("Who?", "The group that wrote it."), ("About", "A few words on it."))


def told(found: list[PassageChange]) -> list[tuple[str, str]]:
    """Each change's kind and title."""
    return [(change.kind, change.title) for change in found]


def test_the_same_state_has_no_change() -> None:
    """Equal documents have no changes."""
    assert changes(document(*OLD), document(*OLD)) == []


def test_new_gone_and_reworded_are_told_in_the_order_of_the_page() -> None:
    """Each passage has one change, gone passages come last."""
    new = (("When?", "Next year."), ("Who?", "The people that wrote it."), ("About", "A few words on it."))
    found = changes(document(*OLD), document(*new))
    assert told(found) == [("new", "When?"), ("reworded", "Who?"), ("gone", "Why?")]
    assert [(w.how, w.text) for w in found[1].words] == [
        ("same", "The"),
        ("gone", "group"),
        ("new", "people"),
        ("same", "that wrote it."),
    ]


def test_a_reworded_question_keeps_its_answer() -> None:
    """A changed title is the same passage if its text or most of its words are the same."""
    new = (("For which reason?", "Because it is so."), *OLD[1:])
    assert told(changes(document(*OLD), document(*new))) == [("reworded", "For which reason?")]


def test_a_moved_question_is_one_change() -> None:
    """The fewest passages count as moved."""
    assert told(changes(document(*OLD), document(OLD[1], OLD[0], OLD[2]))) == [("moved", "Who?")]


def test_a_section_s_own_text_is_told_of_the_section() -> None:
    """Text that answers nothing belongs to the heading above it."""
    found = changes(document(*OLD), document(*OLD[:2], ("About", "Many words on it.")))
    assert told(found) == [("reworded", "About")]
    assert not found[0].asks
