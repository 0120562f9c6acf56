"""Tokens: each character of a text is in one token."""

from hypothesis import given
from hypothesis import strategies as st

from exporter.textdiff.tokens import COMPOUND, starts, tokens, words


@given(st.text())
def test_tokens_are_the_whole_text(text: str) -> None:
    """Joined, tokens are the text; starts are right; words are the tokens except blanks."""
    found = tokens(text)
    assert "".join(found) == text
    assert [text[a:b] for a, b in zip(starts(found), starts(found)[1:], strict=False)] == found
    assert words(text) == [token for token in found if not token.isspace()]


def test_compounds_are_one_word() -> None:
    """A hyphen, an apostrophe or a point inside of a word belongs to it."""
    assert COMPOUND.findall("It's state-of-the-art (v1.2), a@b.org.") == [
        "It's",
        "state-of-the-art",
        "(",
        "v1.2",
        ")",
        ",",
        "a@b.org",
        ".",
    ]
