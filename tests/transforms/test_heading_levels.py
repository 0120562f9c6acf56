"""Levels of headings have no gaps, and skipped levels are reported."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostics
from exporter.model.nodes import Block, Container, Heading, QuestionAnswer
from exporter.model.walk import walk
from exporter.transforms.heading_levels import report_skipped_levels, with_outline_levels
from exporter.transforms.unique_anchors import with_unique_anchors
from tests.plan.pages import heading, question


def levels(blocks: tuple[Block, ...]) -> list[int]:
    """The levels of headings and questions in reading order."""
    return [n.level for n in walk(blocks) if isinstance(n, Heading | QuestionAnswer)]


def run(*blocks: Block) -> tuple[list[int], list[str]]:
    """The levels below a title, and the findings."""
    diagnostics = Diagnostics()
    (body,), _ = with_unique_anchors([blocks])
    report_skipped_levels(body, 1, diagnostics)
    return levels(with_outline_levels(body, 2)), [str(d) for d in diagnostics]


@pytest.mark.parametrize(
    ("written", "expected", "warnings"),
    [
        ([2, 3, 3, 2], [2, 3, 3, 2], 0),
        ([1, 2, 1], [2, 3, 2], 0),
        ([3, 3, 2], [2, 2, 2], 1),
        ([2, 4, 4, 3, 2], [2, 3, 3, 3, 2], 1),
        ([2, 3, 2, 4], [2, 3, 2, 3], 1),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6], 0),
    ],
)
def test_gaps_are_closed_with_one_warning_each(written: list[int], expected: list[int], warnings: int) -> None:
    """The outline begins at 2, goes down by one at most, and stops at 6; siblings stay siblings."""
    found = run(*(heading(f"h{n}", level) for n, level in enumerate(written)))
    assert found[0] == expected
    assert len(found[1]) == warnings


def test_the_warning_stands_at_the_heading() -> None:
    """The finding names the skipped level and the right one."""
    (line,) = run(heading("a"), heading("b", 4, 9))[1]
    assert line == (
        "content/about/faq.md:9:1: warning[heading-skipped]: heading of level 4 after one of level 2\n"
        "  hint: make it a heading of level 3"
    )


def test_questions_are_one_below_their_heading() -> None:
    """Questions without a heading are right below the title; boxes do not count."""
    body = (
        question("a"),
        heading("h"),
        Container(role="box", children=(question("b"),)),
        heading("i", 3),
        question("c"),
    )
    assert run(*body)[0] == [2, 2, 3, 3, 4]


def test_headings_in_an_answer_are_below_its_question() -> None:
    """An answer has an outline of its own, and the page's goes on behind it."""
    body = (heading("h"), question("q", heading("in", 2), heading("sub", 3)), heading("next"))
    assert run(*body) == ([2, 3, 4, 5, 2], [])


@given(st.lists(st.integers(1, 6), max_size=12))
def test_no_outline_skips_a_level(written: list[int]) -> None:
    """Whatever is written: from the title on, each heading is at most one deeper than the one before."""
    found = [1, *run(*(heading(f"h{n}", level) for n, level in enumerate(written)))[0]]
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert all(2 <= level <= 6 for level in found[1:])
