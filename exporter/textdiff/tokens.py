"""Split texts into the tokens that are compared."""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
"""A word, a stretch of blanks or a sign: every character is in a token, so that tokens map back to characters."""
COMPOUND: Final = re.compile(r"\w+(?:[-.'@:]\w+)*|[^\w\s]")
"""A word with its hyphens, apostrophes and points, or a sign: a line of print may break a word at its hyphen."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Return the words, blanks and signs of a text; together they are the text."""
    return TOKEN.findall(text)


def words(text: str) -> list[str]:
    """Return the words and signs of a text, for similarity: blanks would make any two texts similar."""
    return _WORD.findall(text)


def is_word(token: str) -> bool:
    """Return whether a token is more than a blank or sign."""
    return any(char.isalnum() for char in token)


def starts(tokens: Iterable[str]) -> list[int]:
    """Return the start of each token of a text, and the end of the last one."""
    return list(accumulate(map(len, tokens), initial=0))
