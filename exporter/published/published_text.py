"""A published text as words, and the places of a document's parts in it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exporter.published.document_parts import DocumentPart
from exporter.published.normalized_words import Word, keys, keys_of, printed, words
from exporter.textdiff.similarity import similarity, word_overlap

# least similarity of a question and its rewording
SAME_QUESTION = 0.7
# lines of the longest question
QUESTION_LINES = 3
# words that identify a text
OPENING = 8
NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")
# a line break inside of a word of the page
BREAK_IN_WORD = re.compile(r"(?<=\w)([-‐‑–—\xad])\n(?=\w)")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The index of a title and of its text among the published words."""

    start: int
    text: int


class PublishedText:
    """The published words and the starts of lines among them. ``mark`` stands before questions, such as ``Q.``."""

    def __init__(self, lines: Sequence[str], mark: str = "") -> None:
        self.words: list[Word] = []
        self.line_starts: list[int] = []
        self._titles: list[Occurrence] = []
        self._marked: set[int] = set()
        before = re.compile(rf"^\s*(?:Q\d*[.:)]|{re.escape(mark) or 'Q[.]'})\s+")
        read = BREAK_IN_WORD.sub(r"\1", "\n".join(lines)).split("\n")
        ends = [self._read(line, before) for line in read]
        self._lines = set(self.line_starts)
        self._asking = [self._place(at, ends, read) for at, line in enumerate(read) if self._asks(at, line)]

    def _read(self, line: str, mark: re.Pattern[str]) -> int:
        start = len(self.words)
        self.line_starts.append(start)
        if mark.match(line):
            self._marked.add(start)
        self.words += words(mark.sub("", line))
        return len(self.words)

    def _asks(self, at: int, line: str) -> bool:
        return self.line_starts[at] in self._marked or line.rstrip().endswith("?")

    def _place(self, at: int, ends: Sequence[int], lines: Sequence[str]) -> Occurrence:
        """Return the place of a question that starts in a line, without its number, and with its further lines."""
        number = len(words(m[0])) if (m := NUMBER.match(lines[at])) else 0
        start = self.line_starts[at]
        more = range(at, min(at + QUESTION_LINES, len(lines))) if start in self._marked else range(at, at + 1)
        last = next((line for line in more if lines[line].rstrip().endswith("?")), at)
        return Occurrence(start + number, ends[last])

    def locate(self, parts: Sequence[DocumentPart]) -> list[Occurrence | None]:
        """Return the place of each part: its title with the most similar text after it."""
        titles = [keys(part.title) for part in parts]
        exact = [
            self._exactly(title) if title else self._opening(part) for part, title in zip(parts, titles, strict=True)
        ]
        starts = sorted({p.start for places in (*exact, self._asking) for p in places})
        used: set[int] = set()
        located: list[Occurrence | None] = []
        for part, title, places in zip(parts, titles, exact, strict=True):
            free = [p for p in places if p.start not in used]
            own = {p.start for p in places} if titles.count(title) == 1 else set()
            others = [start for start in starts if start not in own]
            previous = next((p.start for p in reversed(located) if p), -1)
            place = self._best(free, part, others, previous) or self._nearest(title, used)
            used |= {place.start} if place else set()
            located.append(place)
        return located

    def unknown_questions(self, known: Iterable[Occurrence | None], page: Sequence[str]) -> list[Occurrence]:
        """Return the questions that are neither at a ``known`` place nor among the words of the ``page``."""
        places = [place for place in known if place]
        marked = sum(place.start in self._marked for place in places) * 2 > len(places)
        text = " ".join(("", *page, ""))
        unknown: dict[str, Occurrence] = {}
        for place in self._asking:
            inside = any(p.start <= place.start < p.text for p in places)
            if inside or (marked and place.start not in self._marked):
                continue
            question = " ".join(self._keys(place))
            if f" {question} " not in text:
                unknown.setdefault(question, place)
        return list(unknown.values())

    def begins_line(self, start: int, end: int) -> bool:
        """Return whether a line begins with one of these words."""
        return any(at in self._lines for at in range(start, end))

    def title(self, place: Occurrence) -> str:
        """Return the title at a place as printed."""
        return printed(self.words[place.start : place.text])

    def _exactly(self, title: Sequence[str]) -> list[Occurrence]:
        """Return every line that begins with the title, or with a number and the title."""
        starts = {at + skip for at in self.line_starts for skip in (0, 2)}
        places = (Occurrence(at, at + len(title)) for at in sorted(starts))
        return [p for p in places if self._keys(p) == title and (p.start in self._lines or self._numbered(p.start))]

    def _opening(self, part: DocumentPart) -> list[Occurrence]:
        """Return every line that begins like a text without title."""
        opening = keys_of(part.words)[:OPENING]
        places = (Occurrence(at, at + len(opening)) for at in self.line_starts)
        return [Occurrence(p.start, p.start) for p in places if opening and self._keys(p) == opening]

    def _numbered(self, at: int) -> bool:
        number, dot = self.words[at - 2 : at] if at >= 2 else (None, None)
        return bool(number and dot and at - 2 in self._lines and number.key.isdigit() and dot.key in ".)")

    def _best(
        self, places: Sequence[Occurrence], part: DocumentPart, starts: Sequence[int], previous: int
    ) -> Occurrence | None:
        """Return the place that the part's own text follows.

        Of equal places, take the next one after the previous part. Without any of the text, take the last place, since
        a table of contents stands in front.
        """
        wanted = Counter(keys_of(part.words))
        alike = {place: self._similarity(place, wanted, starts) for place in places}

        def rank(place: Occurrence) -> tuple[float, bool, int]:
            return alike[place], place.start > previous, -place.start if alike[place] else place.start

        return max(places, key=rank, default=None)

    def _similarity(self, place: Occurrence, wanted: Counter[str], starts: Sequence[int]) -> float:
        end = next((s for s in starts if s >= place.text), len(self.words))
        there = self.words[place.text : min(end, place.text + 2 * wanted.total() + 10)]
        return word_overlap(wanted, keys_of(there))

    def _nearest(self, title: Sequence[str], used: set[int]) -> Occurrence | None:
        best: tuple[float, Occurrence | None] = (SAME_QUESTION, None)
        for place in self._asking:
            alike = similarity(self._keys(place), title, best[0]) if place.start not in used else 0
            if alike > best[0]:
                best = alike, place
        return best[1]

    def _keys(self, place: Occurrence) -> list[str]:
        return keys_of(self.words[place.start : place.text])
