"""Words that no dictionary of slips judges: names, acronyms, and passages in other languages."""

import re
from collections.abc import Iterable
from typing import Final


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Frequent words that English does not have, of languages with Latin letters, and of the filler text "Lorem ipsum".
FOREIGN: Final = _set_of("""
    le la les des du une est et dans avec sur vous votre vos nous qui que pas aux au cette pour leur ses
    der das und ist nicht ein eine einen mit für auf dem von zu werden wird sie ich auch bei oder wie
    el los las una uno para del por como más este esta su sus es y
    não uma em ao pelo pela seu sua são você os às da
    il gli della delle dei che sono nel nella con più di
    het een voor zijn niet wordt naar
    och att det som är för på ikke og til ett av
    nec sed sit amet quis vel lorem ipsum dolor eget nunc nulla
""")
ENGLISH: Final = _set_of("""
    the and of to with this that these those you your are be been from it its not can could which have has by we our
    will would when for is was were they their there if at more all any each how what do does
""")
WORDS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_ENDS: Final = (".", "!", "?", "…")
QUOTES: Final = " \t\n\"'“”‘’()[]*«»"
SHORT: Final = 3  # letters: a shorter word alone is a code, and not every longer word of a title has a capital
ACRONYM: Final = 5  # letters of the longest acronym


def is_foreign(words: Iterable[str]) -> bool:
    """Whether more of ``words`` are frequent in other languages than in English."""
    known = [word for word in words if not word.isupper()]
    foreign = sum(word.lower() in FOREIGN for word in known)
    return foreign > sum(word.lower() in ENGLISH for word in known)


def is_name(line: str, start: int, end: int, title: bool) -> bool:
    """Whether the word at ``start`` up to ``end`` of a line is a name, an acronym or a code, judged by its capitals.

    ``title`` says that the line is one, so that each of its words may begin with a capital.
    """
    word = line[start:end]
    if word.isupper() and len(word) > 1:
        return len(word) <= ACRONYM or not line.isupper()
    if word[1:] != word[1:].lower():
        return True
    others = WORDS.findall(line[:start]) + WORDS.findall(line[end:])
    if not word[:1].isupper():
        return not others and len(word) <= SHORT
    long_words = [other for other in others if len(other) > SHORT]
    if others and all(other[:1].isupper() for other in long_words):
        return not title and bool(long_words)
    before = line[:start].rstrip(QUOTES)
    following = WORDS.match(line, end + 1)
    return (bool(before) and not before.endswith(SENTENCE_ENDS)) or (following is not None and following[0].istitle())
