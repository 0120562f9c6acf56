"""Words written left to right in a language that is written right to left.

They become spans with a language, so that every format keeps their order and has them read aloud as English. Whatever
may be another language, and addresses, only keep their direction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from exporter.model.languages import UNDETERMINED, language_of
from exporter.model.nodes import Code, Emphasis, Inline, Link, Revision, Span, Strong, Text
from exporter.model.walk import plain_text

_LETTER = "A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ"
# scripts from Hebrew to Arabic, with their digits and signs, in all blocks (Unicode 16, bidi classes R, AL and AN)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]+")
_LATIN = re.compile(
    # words, from the first to the last, with the signs that belong to them
    rf"(?:(?<![^\s(\[«“\"'])[#@/\\$~.+-]+)?(?<!\d)\d*[{_LETTER}](?:.*[{_LETTER}\d])?[+#/%=&\\]*"
    r"|\+\d[\d\s()./-]{5,}\d",  # a telephone number
    re.DOTALL,
)
_ADDRESS = re.compile(r"\S*(?:://|@|www\.|[\w-]/|/[\w-]|\\)\S*|\+[\d\s()./-]+|\S+\.\w+/?")
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”"}

Part = tuple[Inline, bool | None]  # whether it is written left to right; None for signs and digits alone


def with_directions(inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    """Return the ``inlines`` of a line with spans around words left to right, if ``language`` is right to left."""
    if not language_of(language).right_to_left or not re.search(rf"[{_LETTER}]|\+\d", plain_text(inlines)):
        return inlines
    if not _RIGHT_TO_LEFT.search(plain_text(inlines)):
        return inlines if _has_direction(inlines) else (_span(inlines),)  # a line of English with its full stop
    parts = [part for inline in inlines for part in _parts(inline, language)]
    return tuple(_grouped(parts))


def _grouped(parts: Sequence[Part]) -> Iterator[Inline]:
    """Yield the inlines of ``parts``, those from the first to the last left to right of a sequence in one span."""
    start = 0
    while start < len(parts):
        last = end = start
        while parts[start][1] and end < len(parts) and parts[end][1] is not False:
            last = end if parts[end][1] else last
            end += 1
        group = tuple(inline for inline, _ in parts[start : last + 1])
        yield _span(group) if parts[start][1] and not _has_direction(group) else group[0]
        start = last + 1


def _has_direction(group: tuple[Inline, ...]) -> bool:
    """Whether a group is code, or words with a language, alone."""
    return len(group) == 1 and isinstance(group[0], Code | Span) and getattr(group[0], "lang", "code") is not None


def _parts(inline: Inline, language: str) -> Iterator[Part]:
    match inline:
        case Text():
            yield from _runs(inline.text)
        case Code():
            yield inline, True
        case Span(lang=str() as own):
            yield inline, not language_of(own).right_to_left
        case Emphasis() | Strong() | Link() | Span() | Revision():
            words = plain_text((inline,))
            if _RIGHT_TO_LEFT.search(words) or not inline.children:
                yield replace(inline, children=with_directions(inline.children, language)), False
            else:
                yield inline, True if _LATIN.search(words) else None
        case _:
            yield inline, False


def _runs(text: str) -> Iterator[Part]:
    """Yield the parts of ``text``: words left to right, and all that is between them."""
    shown = 0
    for start, end in _segments(text):
        if found := _LATIN.search(text, start, end):
            yield from _between(text[shown : found.start()])
            shown = _closed(text, found.start(), found.end(), end)
            yield Text(text=text[found.start() : shown]), True
    yield from _between(text[shown:])


def _between(text: str) -> Iterator[Part]:
    if text:
        yield Text(text=text), False if _RIGHT_TO_LEFT.search(text) else None


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part of ``text`` without letters right to left."""
    start = 0
    for found in _RIGHT_TO_LEFT.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _closed(text: str, start: int, stop: int, end: int) -> int:
    """Return the end of a run with the brackets and quotes that close those opened in it."""
    run = text[start:stop]
    for opened, closed in _PAIRS.items():
        if stop < end and run.count(opened) > run.count(closed) and text[stop] == closed:
            return stop + 1
    return stop


def _span(inlines: tuple[Inline, ...]) -> Span:
    words = plain_text(inlines)
    is_english = words.isascii() and not all(map(_ADDRESS.fullmatch, words.split())) and not _ADDRESS.fullmatch(words)
    return Span(lang="en" if is_english else UNDETERMINED, children=inlines)


def begins_right_to_left(text: str) -> bool:
    """Whether the first letter of ``text`` is written right to left."""
    letter = next((character for character in text if character.isalpha()), "")
    return _RIGHT_TO_LEFT.match(letter) is not None


def has_right_to_left(text: str) -> bool:
    """Whether ``text`` has a character that is written right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def direction_of(language: str | None, document_language: str) -> str:
    """Return the direction of a passage in a language; empty if it is left to right as its document is."""
    if language_of(language).right_to_left:
        return "rtl"
    return "ltr" if language and language_of(document_language).right_to_left else ""


def is_turned(words: Markup, document_language: str) -> bool:
    """Return whether words of a document from left to right begin with a letter from right to left."""
    if language_of(document_language).right_to_left or not has_right_to_left(words):
        return False
    return begins_right_to_left(words.striptags())
