"""Words and their faces."""

import pytest

from exporter.fonts.families import chain
from exporter.fonts.words import mixed_words, words

TEXT = chain(["Merriweather Sans"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two words", ["two", "words"]),
        ("LwM2Mは何", ["LwM", "M", "は", "何"]),
        ("Nǐ H\u0331a x-y", ["Nǐ", "H\u0331a", "x", "y"]),
        ("αβγabc", ["αβγ", "abc"]),
    ],
)
def test_words_are_letters_of_one_script(text: str, expected: list[str]) -> None:
    """A word ends with its letters or its script; marks belong to the letter before them."""
    assert [text[start:end] for start, end in words(text)] == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [("babban ɓauna", "ɓauna"), ("a ƙasa", "ƙasa"), ("the schwǝ", "schwǝ")],
)
def test_word_goes_to_the_first_family_with_all_of_its_letters(text: str, word: str) -> None:
    """A letter that the first family does not have takes its whole word along, and no other."""
    assert {found: family.name for found, family in mixed_words([text], TEXT).items()} == {word: "Noto Sans"}


@pytest.mark.parametrize("text", ["plain", "Ελληνικά", "Привет", "日本語の文", "سلام", "Tiếng Việt", "🚀 →"])
def test_words_of_one_family_stay(text: str) -> None:
    """A word whose letters all come from one family needs no other."""
    assert mixed_words([text], TEXT) == {}
