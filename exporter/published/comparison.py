"""Compare a document with a published text, question by question."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exporter.diagnostics import Code, Diagnostic
from exporter.model.document import Document
from exporter.model.position import Pos
from exporter.model.text_lines import printed_lines
from exporter.published import codes
from exporter.published.divided_tables import divided
from exporter.published.document_parts import DocumentPart, parts_of
from exporter.published.heading_numbers import without_heading_numbers
from exporter.published.normalized_words import Word, keys, keys_of, printed, words
from exporter.published.published_text import OPENING, Occurrence, PublishedText
from exporter.textdiff.alignment import opcodes
from exporter.textdiff.move_detection import longest_increasing
from exporter.textdiff.similarity import similarity
from exporter.theme.files import SHIPPED, Theme
from exporter.theme.styles import labels_of

# least similarity of a text and its rewording
SAME_TEXT = 0.5
LIST_NUMBER = re.compile(r"\d{1,3}|[a-z]|[ivx]{1,5}|[.)]")
# changes that a finding names, and characters of each side of one
NAMED = 4
LONGEST = 90


class DifferenceKind(StrEnum):
    """The kind of a difference."""

    MISSING = "missing"
    OTHER_TEXT = "another text"
    REWORDED = "reworded"
    ADDED = "added"
    REORDERED = "reordered"


_FINDINGS: dict[DifferenceKind, tuple[Code, str]] = {
    DifferenceKind.MISSING: (codes.MISSING, "is missing"),
    DifferenceKind.OTHER_TEXT: (codes.OTHER_TEXT, "has another text"),
    DifferenceKind.REWORDED: (codes.REWORDED, "is worded differently"),
    DifferenceKind.ADDED: (codes.ADDED, "is not in the page"),
    DifferenceKind.REORDERED: (codes.REORDERED, "is at another place"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between a published text and the document.

    ``question`` names the question (the heading, in a document without questions); ``pos`` is its place in the page
    (None if the page does not have it). ``changes`` are the words that differ, as (published, page): one side is empty
    for added or left out words.
    """

    kind: DifferenceKind
    question: str
    pos: Pos | None = None
    changes: tuple[tuple[str, str], ...] = ()


def compare(document: Document, lines: Sequence[str], theme: Theme = SHIPPED) -> list[Difference]:
    """Return the differences between ``document`` and the published ``lines``."""
    published = PublishedText(without_heading_numbers(lines, document), document.labels.get("question_mark", ""))
    document = divided(document, published.words)
    parts = parts_of(document, theme)
    places = published.locate(parts)
    page = keys("\n".join(printed_lines(document.body, labels_of(document, theme))))
    unknown = published.unknown_questions(places, page)
    bounds = sorted({*(p.start for p in (*places, *unknown) if p), len(published.words)})
    comparison = _Comparison(published, document, parts)
    out: list[Difference] = []
    for part, place in zip(parts, places, strict=True):
        if place is None:
            out.append(Difference(kind=DifferenceKind.MISSING, question=part.title, pos=part.pos))
        else:
            end = bounds[bisect_left(bounds, place.start + 1)] if place.start < bounds[-1] else bounds[-1]
            out += comparison.differences(part, place, end)
    out += [Difference(kind=DifferenceKind.ADDED, question=published.title(place)) for place in unknown]
    return out + list(_reordered(parts, places))


def finding(difference: Difference, file: str, pos: Pos | None) -> Diagnostic:
    """Return a difference of the published ``file`` as a finding; ``pos`` is the place of an added question."""
    code, text = _FINDINGS[difference.kind]
    name = difference.question or "the opening text"
    return code.remark(f"'{file}': '{name}' {text}{_changes(difference)}", difference.pos or pos)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The parts of a document and a published text."""

    published: PublishedText
    document: Document
    parts: Sequence[DocumentPart]

    def differences(self, part: DocumentPart, place: Occurrence, end: int) -> Iterator[Difference]:
        """Yield the differences between a part and the published text from its place up to ``end``."""
        own = part.words
        there = self.published.words
        end = self._end(part, place.text, end, len(own))
        alike = similarity(keys_of(there[place.text : end]), keys_of(own), SAME_TEXT)
        title = self._changed_words(place.start, place.text, words(part.title))
        if own and not alike:
            changes = (*title, (printed(there[place.text : end]), printed(own)))
            yield Difference(kind=DifferenceKind.OTHER_TEXT, question=part.title, pos=part.pos, changes=changes)
        elif changes := (*title, *self._changed_words(place.text, end, own)):
            yield Difference(kind=DifferenceKind.REWORDED, question=part.title, pos=part.pos, changes=changes)

    def _end(self, part: DocumentPart, start: int, end: int, length: int) -> int:
        """Return the end of a part's own text: the next text between the parts, this part's first, else ``end``."""
        around = part.after, [t for p in self.parts if p is not part for t in p.after if len(keys(t)) > 1]
        for texts in around:
            starts = [at for text in texts for at in self._openings(keys(text), start, end)]
            if starts:
                return min(starts, key=lambda at: abs(at - start - length))
        return end

    def _openings(self, text: Sequence[str], start: int, end: int) -> Iterator[int]:
        """Yield the lines between two places that begin with a text; a short text has to fill its lines."""
        opening = text[:OPENING]
        lines = self.published.line_starts
        ends = {*lines, len(self.published.words)}
        for at in lines[bisect_left(lines, start) : bisect_left(lines, end)] if opening else ():
            after = at + len(opening)
            fills = len(text) > OPENING or after in ends
            if fills and keys_of(self.published.words[at:after]) == opening:
                yield at

    def _changed_words(self, start: int, end: int, here: Sequence[Word]) -> list[tuple[str, str]]:
        """Return the words that differ, as (published, page)."""
        there = self.published.words[start:end]
        changed = (codes for codes in opcodes(keys_of(there), keys_of(here)) if codes[0] != "equal")
        return [
            (printed(there[a:b]), printed(here[c:d]))
            for _, a, b, c, d in changed
            if _letters(there[a:b]) != _letters(here[c:d]) and (c < d or not self._is_generated(start + a, start + b))
        ]

    def _is_generated(self, start: int, end: int) -> bool:
        """Return whether words that only the published text has are list numbers or a generated word."""
        there = self.published.words[start:end]
        if self.published.begins_line(start, end) and all(LIST_NUMBER.fullmatch(word.key) for word in there):
            return True
        return printed(there) in {printed(words(label)) for label in self.document.labels.values()}


def _letters(words: Sequence[Word]) -> str:
    """Return words as one string without blanks and hyphens: extraction may join or split words."""
    return "".join(keys_of(words)).casefold().replace("-", "")


def _reordered(parts: Sequence[DocumentPart], places: Sequence[Occurrence | None]) -> Iterator[Difference]:
    """Yield the fewest parts whose move would put the published parts into the document's order."""
    pairs = [(place.start, part) for part, place in zip(parts, places, strict=True) if place]
    kept = set(longest_increasing([start for start, _ in pairs]))
    for at, (_, part) in enumerate(pairs):
        if at not in kept:
            yield Difference(kind=DifferenceKind.REORDERED, question=part.title, pos=part.pos)


def _changes(difference: Difference) -> str:
    """Return the words that differ, shortened for a message."""
    shown = [_change(there, here) for there, here in difference.changes[:NAMED]]
    more = len(difference.changes) - NAMED
    return f": {'; '.join(shown)}{f'; {more} more' if more > 0 else ''}" if shown else ""


def _change(there: str, here: str) -> str:
    if not there:
        return f"without '{_short(here)}'"
    return f"'{_short(there)}' for '{_short(here)}'" if here else f"with '{_short(there)}'"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ..."
