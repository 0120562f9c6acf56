"""Texts cut into the units that they are compared by."""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
"""A word, a stretch of blanks or a sign: every character is in a token, so that tokens lead back to characters."""
COMPOUND: Final = re.compile(r"\w+(?:[-.'@:]\w+)*|[^\w\s]")
"""A word with its hyphens, apostrophes and points, or a sign: a line of print may break a word at its hyphen."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")


def tokens(text: str) -> list[str]:
    """The words, blanks and signs of a text, all of it."""
    return TOKEN.findall(text)


def words(text: str) -> list[str]:
    """The words and signs of a text: for similarity, where blanks would make any two texts alike."""
    return _WORD.findall(text)


def is_word(token: str) -> bool:
    """Whether a token is more than a blank or sign."""
    return any(char.isalnum() for char in token)


def starts(found: Iterable[str]) -> list[int]:
    """Where each of a text's tokens begins, and behind those where the last one ends."""
    return list(accumulate(map(len, found), initial=0))
