"""Text as a sequence of words that line breaks, hyphenation, quotes and ligatures do not change."""

import re
import unicodedata
from dataclasses import dataclass

QUOTES = str.maketrans("‘’‚‛“”„‟«»′″", "''''" + '""""""' + "'\"")
DASHES = re.compile("[‐‑‒–—―−]")
# a hyphen inside a word, at the end of a line or not, says nothing: extraction can not tell the two apart
HYPHEN = re.compile(r"(?<=\w)(?:-\s*\n?\s*|\xad\s*)(?=\w)")
WORD = re.compile(r"\w+(?:[.'@/:]\w+)*/?|[^\w\s]")
LIST_MARKS = frozenset("•◦▪‣·●○■□–☐☑☒✓✔")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, and what it is compared by."""

    text: str
    key: str


def words(text: str) -> list[Word]:
    """The words and punctuation marks of ``text``; list marks and blanks are none."""
    text = unicodedata.normalize("NFKC", text).translate(QUOTES)
    text = HYPHEN.sub("", DASHES.sub("-", text))
    found = WORD.findall(text)
    return [Word(word, word.casefold() if word.isupper() else word) for word in found if word not in LIST_MARKS]


def keys(text: str) -> list[str]:
    """What the words of ``text`` are compared by."""
    return [word.key for word in words(text)]
