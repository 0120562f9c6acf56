"""Words for comparison, independent of line breaks, hyphenation, quotes and ligatures."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from exporter.textdiff.tokens import COMPOUND

QUOTES = str.maketrans("‘’‚‛“”„‟«»′″", "''''" + '""""""' + "'\"")
HYPHENS = str.maketrans("‐‑", "--")
DASHES = re.compile("[‒–—―−]")
# extraction cannot tell the hyphen of a line break from a hyphen of the word: neither counts
BROKEN = re.compile(r"(?<=\w)(?:-|\xad)\s+(?=\w)")
LIST_MARKS = frozenset("•◦▪‣·●○■□☐☑☒✓✔")
HIDDEN = dict.fromkeys(map(ord, "\xad\u200b\u200c\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, its key for comparison, and whether a blank stands before it."""

    text: str
    key: str
    spaced: bool = True


def words(text: str) -> list[Word]:
    """Return the words and punctuation marks of ``text``, without list marks and blanks."""
    text = unicodedata.normalize("NFKC", text.translate(HYPHENS)).translate(QUOTES)
    text = BROKEN.sub("-", DASHES.sub("-", text)).translate(HIDDEN)
    matches = (match for match in COMPOUND.finditer(text) if match[0] not in LIST_MARKS)
    return [Word(m[0], _key(m[0]), m.start() == 0 or text[m.start() - 1].isspace()) for m in matches]


def keys(text: str) -> list[str]:
    """Return the keys of the words of ``text``."""
    return keys_of(words(text))


def keys_of(words: Iterable[Word]) -> list[str]:
    """Return the keys of words."""
    return [word.key for word in words]


def printed(words: Iterable[Word]) -> str:
    """Return words as a reader sees them."""
    return "".join((" " if word.spaced else "") + word.text for word in words).strip()


def _key(word: str) -> str:
    bare = word.replace("-", "") or word
    return bare.casefold() if bare.isupper() else bare
