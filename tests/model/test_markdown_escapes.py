"""Escapes: words stand for themselves in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exporter.model.markdown_escapes import MDC_SIGNS, code_span, destination, escape, escape_starts, is_sign

SIGNS = st.text("\\`*_[]<>~|&#x; a1.)-+=:!(\"'", max_size=20)


def words(markdown: str) -> str:
    """The words that GitHub's Markdown shows."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return "".join(child.content for token in tokens for child in token.children or ())


@given(SIGNS)
def test_escaped_words_stand_for_themselves(text: str) -> None:
    """Any line of signs comes out as it went in."""
    line = text.strip()
    assert words(escape_starts(escape(line))) == line


@given(SIGNS)
def test_code_stands_for_itself(text: str) -> None:
    """Any code comes out as it went in."""
    assert not text or words(f"x{code_span(text)}x") == f"x{text}x"


@pytest.mark.parametrize(
    ("text", "at", "sign"),
    [("a_b", 1, False), ("_b", 0, True), ("a :b", 2, True), ("a: b", 1, False), ("&amp;", 0, True), ("& b", 0, False)],
)
def test_signs_go_by_their_neighbours(text: str, at: int, sign: bool) -> None:
    """An underscore within a word, a colon before a blank and a lone ampersand are words."""
    assert is_sign(text, at, MDC_SIGNS) is sign


def test_addresses_with_blanks_stand_in_brackets() -> None:
    """A blank or bracket would end an address."""
    assert destination("/a b") == "</a b>"
    assert destination("/ab") == "/ab"
