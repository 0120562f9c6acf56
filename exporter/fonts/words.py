"""Words in one face: a word whose letters come from several families goes to the first family that has them all."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from fontTools import unicodedata as scripts

from exporter.fonts.coverage import characters, needed, split
from exporter.fonts.families import Family

# Each letter of these is a word: their texts have no blanks between words.
_WITHOUT_BLANKS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_SHARED = frozenset({"Zinh", "Zyyy"})
_RUN = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff])+")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word, letters and marks of one script."""
    for run in _RUN.finditer(text):
        if run[0].isascii():
            yield run.span()
            continue
        start = run.start()
        for _, letters in groupby(_scripts(run[0])):
            end = start + len(list(letters))
            yield start, end
            start = end


def _scripts(run: str) -> list[str]:
    """Return the script of each letter; a mark, and a letter of several scripts, has that of the letter before it."""
    found: list[str] = []
    for letter in run:
        own = _script(letter)
        found.append(found[-1] if own in _SHARED and found else own)
    return found


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    name: str = scripts.script(letter)
    return name


def mixed_words(texts: Sequence[str], families: Sequence[Family]) -> dict[str, Family]:
    """Return the words of ``texts`` that single letters would mix from ``families``, each with a family of its own."""
    letters = {c for c in needed(texts) if unicodedata.category(c)[0] in "LM" and _script(c) not in _WITHOUT_BLANKS}
    given, _ = split(letters, families)
    family_of = {letter: family for family, own in given.items() for letter in own}
    others = "".join(sorted(letter for letter in family_of if family_of[letter] is not families[0]))
    found: dict[str, Family] = {}
    if not others:
        return found
    other = re.compile(f"[{re.escape(others)}]")
    for text in filter(other.search, texts):
        for word in {text[start:end] for start, end in words(text)} - found.keys():
            if len({family_of.get(letter) for letter in word}) > 1 and (whole := _whole(word, families)):
                found[word] = whole
    return found


def _whole(word: Iterable[str], families: Sequence[Family]) -> Family | None:
    codes = {ord(letter) for letter in word}
    return next((family for family in families if codes <= characters(family)), None)
