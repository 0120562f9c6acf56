"""Whole pages: the FAQ page of the project, and any text at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.lowering.text import offsets_of
from exporter.model.nodes import Heading, QuestionAnswer, Text
from exporter.model.walk import plain_text, walk
from tests.lowering.pages import lowered_text

PAGE = Path(__file__).parents[2] / "content" / "about" / "faq.md"
SOURCE = PAGE.read_bytes().decode()
PIECES = st.sampled_from(
    [
        *"*_[](){}<>#:`|-~!&;\\\"'= \na",
        *("é", "\x00", "\u200b", "::", "::note\n", "::ShFaq\n---\n", "---\n", "qas:\n  - q: x\n    a: y\n"),
        *("https://x.y", "<b>", "</b>", "<a href=", "<img>", "<details>", "<ul><li>", "<table><tr><td colspan=9>"),
        *("| a | b |\n| - | - |\n", "- ", "1. ", "{{ $doc.x }}", "::ShMultiColumn{cols=2}\n", "[^1]", "[^1]: x\n"),
    ]
)


def test_the_faq_page_has_its_questions() -> None:
    """The four sections have 7, 4, 2 and 10 questions, numbered through, each with a unique anchor and an answer."""
    page, found = lowered_text(SOURCE, "faq.md", "/about/faq")
    sections: dict[str, list[QuestionAnswer]] = {}
    for block in page.body:
        if isinstance(block, Heading):
            sections[plain_text(block.children)] = []
        elif isinstance(block, QuestionAnswer):
            list(sections.values())[-1].append(block)
    counts = {name: len(questions) for name, questions in sections.items()}
    assert counts == {"OMA & OMASpecWorks": 7, "LwM2M": 4, "Test Events": 2, "Utilities": 10}
    questions = [q for part in sections.values() for q in part]
    assert [q.number for q in questions] == list(range(1, 24))
    assert len({q.anchor for q in questions}) == 23
    assert all(q.level == 3 and q.answer for q in questions)
    assert not list(found)


def test_each_character_of_the_faq_page_stands_at_its_place() -> None:
    """Every character shown is the one at its offset in the file: nothing on the page is escaped or made up."""
    page, _ = lowered_text(SOURCE, "faq.md", "/about/faq")
    for node in walk(page.body):
        if isinstance(node, Text):
            offsets = offsets_of(node)
            assert offsets is not None
            for char, offset in zip(node.text, offsets, strict=False):
                assert SOURCE[offset] == char or (char == " " and SOURCE[offset] == "\n")


def test_a_list_may_follow_its_line_without_a_blank_one() -> None:
    """Two answers have lists right behind a line of text; they are lists here as on the website."""
    page, _ = lowered_text(SOURCE, "faq.md", "/about/faq")
    lists = [type(b).__name__ for q in walk(page.body) if isinstance(q, QuestionAnswer) for b in q.answer]
    assert lists.count("List") == 2


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_lowers(text: str) -> None:
    """Whatever a page holds, lowering ends, and each node's place is inside the file."""
    page, found = lowered_text(text)
    for node in walk(page.body):
        if node.pos is not None:
            assert 0 <= node.pos.start.offset <= node.pos.end.offset <= len(text)
    assert all(d.pos is not None for d in found)


@pytest.mark.parametrize(
    "piece",
    [
        "Words *and* [links](/x), `code`. ",
        "| a | b |\n",
        "- item\n",
        "<td rowspan=9>x</td>",
        "::note\nwords\n::\n\n",
        "<b>",
        "word  \n",
    ],
)
def test_a_long_page_lowers_whole(piece: str) -> None:
    """Thousands of the same piece lower, none of their words lost but where a limit tells so."""
    head = "| a | b |\n| - | - |\n" if piece.startswith("|") else "<table><tr>" if "<td" in piece else ""
    page, found = lowered_text(head + piece * 3000)
    shown = len(plain_text(page.body))
    assert shown >= 3000 or {"depth", "table-size"} & {d.code for d in found} or piece == "<b>"
