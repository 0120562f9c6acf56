"""Estimated widths of words without a font, and the places where long words of narrow columns may break."""

import re
from math import ceil

from exporter.backends.directions import has_right_to_left
from exporter.backends.identifiers import is_identifier

WHOLE = 12  # letters of a word that is not divided
TAIL = 4  # letters of the shortest end of a divided word
BREAK = "\u200b"  # a zero-width space: a place where a line may end
_TOKENS = re.compile(r"\s+|\S+")
_BREAK = re.compile(r"(?<=[_./\-:\[(,])(?=[^\W_])|(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
_NARROW, _WIDE = frozenset("iljtfrI.,:;!'|()[] "), frozenset("mwMWOQ@%_&")
_LETTER, _CAPITAL, _MONOSPACED = 0.6, 0.7, 0.6
BOLD = 1.05
ROUNDING = 0.01  # em that widths may differ by
MARGIN = 0.2  # em that a word may be wider than estimated


def text_width(text: str, monospaced: bool = False) -> float:
    """Return an estimate of the width of ``text``, in em."""
    return MARGIN + (len(text) * _MONOSPACED if monospaced else sum(map(_letter_width, text)))


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.39
    if letter in _WIDE:
        return 0.95
    if is_ideograph(letter):
        return 1.0
    return _CAPITAL if letter.isupper() or letter.isdigit() else _LETTER


def is_ideograph(letter: str) -> bool:
    """Whether a letter is as wide as high: Chinese, Japanese, Korean, emoji."""
    return letter > "\u2e80"


def word_pieces(word: str) -> list[str]:
    """Return the parts of a word that a line may end after: behind marks and before inner capitals of long words."""
    if len(word) <= WHOLE:
        return [word]
    *pieces, last = _BREAK.split(word)
    return [*pieces[:-1], pieces[-1] + last] if pieces and len(last) < TAIL else [*pieces, last]


def divided(text: str, room: float, *, heavy: bool = False, monospaced: bool = False) -> list[str]:
    """Return ``text`` in turns of words that fit a line of ``room`` em and words that do not.

    Words of the second kind, at odd places, have a ``BREAK`` where a line may end, or are plain words: those are left
    to the hyphenation of their language.
    """
    wide = room / (BOLD if heavy else 1.0)
    turns = [""]
    for token in _TOKENS.findall(text):
        if not token.isspace() and text_width(token, monospaced) > wide + ROUNDING:
            plain = not monospaced and is_plain(token)
            turns += [token if plain else BREAK.join(_chunks(token, wide, monospaced)), ""]
        else:
            turns[-1] += token
    return turns


def is_plain(word: str) -> bool:
    """Whether a word has no break points of its own: no identifier, and no marks within but hyphens.

    Numbers and words from right to left have none either: the engine would put the parts in another order.
    """
    if has_right_to_left(word) or not any(map(str.isalpha, word)):
        return True
    return not is_identifier(word) and len(word_pieces(word.replace("-", ""))) == 1


def _chunks(word: str, room: float, monospaced: bool) -> list[str]:
    """Return the parts of a word at its break points; a part that is too long is divided anywhere, evenly."""
    parts = []
    for piece in word_pieces(word):
        count = max(1, ceil(text_width(piece, monospaced) / max(room, 1.0)))
        size = ceil(len(piece) / count)
        parts += [piece[at : at + size] for at in range(0, len(piece), size)]
    return parts
