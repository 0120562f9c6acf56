"""A document and a published text, question by question."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from exporter.diagnostics import Code, Diagnostic
from exporter.model.document import Document
from exporter.model.position import Pos
from exporter.model.text_lines import printed_lines
from exporter.published import codes
from exporter.published.document_parts import DocumentPart, parts_of
from exporter.published.normalized_words import Word, keys, keys_of, printed, words
from exporter.published.published_text import OPENING, Occurrence, PublishedText
from exporter.textdiff.alignment import opcodes
from exporter.textdiff.move_detection import longest_increasing
from exporter.textdiff.similarity import similarity
from exporter.theme.files import SHIPPED, Theme
from exporter.theme.styles import labels_of

Kind = Literal["missing", "another text", "reworded", "added", "reordered"]

# changes that a finding names, and characters of each side of one
NAMED = 4
LONGEST = 90
# below this a text is not a rewording but another one
SAME_TEXT = 0.5
LIST_NUMBER = re.compile(r"\d{1,3}|[a-z]|[ivx]{1,5}|[.)]")


_SAID: dict[Kind, tuple[Code, str]] = {
    "missing": (codes.MISSING, "is missing"),
    "another text": (codes.OTHER_TEXT, "has another text"),
    "reworded": (codes.REWORDED, "is worded differently"),
    "added": (codes.ADDED, "is not in the page"),
    "reordered": (codes.REORDERED, "stands at another place"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which a published text is not the document.

    ``question`` names it (or the heading, in a document without questions), ``pos`` is its place in the page (None for
    one that the page does not have). ``changes`` are the words that differ: (published, page), one of them empty for
    words left out or put in.
    """

    kind: Kind
    question: str
    pos: Pos | None = None
    changes: tuple[tuple[str, str], ...] = ()


def compare(document: Document, lines: Sequence[str], theme: Theme = SHIPPED) -> list[Difference]:
    """What of ``document`` the published ``lines`` lack, word differently, add or put in another order."""
    published = PublishedText(lines, document.labels.get("question_mark", ""))
    wanted = parts_of(document, theme)
    places = published.locate(wanted)
    unknown_questions = published.unknown_questions(
        places, keys("\n".join(printed_lines(document.body, labels_of(document, theme))))
    )
    bounds = sorted({*(p.start for p in (*places, *unknown_questions) if p), len(published.words)})
    matching = _Matching(published, document, wanted)
    out: list[Difference] = []
    for part, place in zip(wanted, places, strict=True):
        if place is None:
            out.append(Difference(kind="missing", question=part.title, pos=part.pos))
        else:
            end = bounds[bisect_left(bounds, place.start + 1)] if place.start < bounds[-1] else bounds[-1]
            out += matching.differences(part, place, end)
    out += [Difference(kind="added", question=published.title(s)) for s in unknown_questions]
    return out + list(_reordered(wanted, places))


@dataclass(frozen=True, slots=True)
class _Matching:
    """Parts and their published words."""

    published: PublishedText
    document: Document
    parts: Sequence[DocumentPart]

    def differences(self, part: DocumentPart, place: Occurrence, end: int) -> Iterator[Difference]:
        """How the part differs from what is published from its place up to ``end``."""
        own = part.words
        there = self.published.words
        end = self._end(part, place.text, end, len(own))
        alike = similarity(keys_of(there[place.text : end]), keys_of(own), SAME_TEXT)
        title = self._changes(place.start, place.text, words(part.title))
        if own and not alike:
            text = (printed(there[place.text : end]), printed(own))
            yield Difference(kind="another text", question=part.title, pos=part.pos, changes=(*title, text))
        elif changes := (*title, *self._changes(place.text, end, own)):
            yield Difference(kind="reworded", question=part.title, pos=part.pos, changes=changes)

    def _end(self, part: DocumentPart, start: int, end: int, length: int) -> int:
        """Where the part's own text ends: before what stands between it and the next one, or anywhere on the page."""
        around = part.after, [t for p in self.parts if p is not part for t in p.after if len(keys(t)) > 1]
        for texts in around:
            found = [at for text in texts for at in self._openings(keys(text), start, end)]
            if found:
                return min(found, key=lambda at: abs(at - start - length))
        return end

    def _openings(self, text: Sequence[str], start: int, end: int) -> Iterator[int]:
        """The lines between two places that begin with a text; a short one fills its lines."""
        opening = text[:OPENING]
        lines = self.published.line_starts
        ends = {*lines, len(self.published.words)}
        for at in lines[bisect_left(lines, start) : bisect_left(lines, end)] if opening else ():
            after = at + len(opening)
            fills = len(text) > OPENING or after in ends
            if fills and keys_of(self.published.words[at:after]) == opening:
                yield at

    def _changes(self, start: int, end: int, here: Sequence[Word]) -> list[tuple[str, str]]:
        """The words that differ, as (published, page)."""
        there = self.published.words[start:end]
        changed = (codes for codes in opcodes(keys_of(there), keys_of(here)) if codes[0] != "equal")
        return [
            (printed(there[a:b]), printed(here[c:d]))
            for _, a, b, c, d in changed
            if _letters(there[a:b]) != _letters(here[c:d]) and (c < d or not self._is_furniture(start + a, start + b))
        ]

    def _is_furniture(self, start: int, end: int) -> bool:
        """Whether words that only the published text has are numbers of lists or a generated word."""
        there = self.published.words[start:end]
        if self.published.begins_line(start, end) and all(LIST_NUMBER.fullmatch(word.key) for word in there):
            return True
        return printed(there) in {printed(words(label)) for label in self.document.labels.values()}


def _letters(found: Sequence[Word]) -> str:
    """Words without what stands between them: extraction may join two words, or part one."""
    return "".join(keys_of(found)).casefold().replace("-", "")


def _reordered(wanted: Sequence[DocumentPart], places: Sequence[Occurrence | None]) -> Iterator[Difference]:
    """The fewest parts whose move would put the published ones into the document's order."""
    pairs = [(place.start, part) for part, place in zip(wanted, places, strict=True) if place]
    kept = set(longest_increasing([start for start, _ in pairs]))
    for at, (_, part) in enumerate(pairs):
        if at not in kept:
            yield Difference(kind="reordered", question=part.title, pos=part.pos)


def finding(difference: Difference, file: str, pos: Pos | None) -> Diagnostic:
    """What is different in a published ``file``; ``pos`` is the place of what the page does not have."""
    code, said = _SAID[difference.kind]
    named = difference.question or "the text in front"
    message = f"'{file}': '{named}' {said}{changes(difference)}"
    return code.remark(message, difference.pos or pos)


def changes(difference: Difference) -> str:
    """The words that differ, as far as they are short enough to be read."""
    told = [_change(there, here) for there, here in difference.changes[:NAMED]]
    more = len(difference.changes) - NAMED
    return f": {'; '.join(told)}{f'; {more} more' if more > 0 else ''}" if told else ""


def _change(there: str, here: str) -> str:
    if not there:
        return f"without '{_short(here)}'"
    return f"'{_short(there)}' for '{_short(here)}'" if here else f"with '{_short(there)}'"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ..."
