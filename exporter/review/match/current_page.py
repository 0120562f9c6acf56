"""The exported paragraphs in the page as it is today: a three-way merge.

Three texts meet here: the exported one (the review map), the reviewer's, and the page of today. A change is clean where
the page still has the exported words, done where it has the reviewer's, else a conflict.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from typing import Any, Final

from exporter.model.document import Page
from exporter.model.nodes import Container, Heading
from exporter.model.position import Places, Pos
from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import matching
from exporter.review.match.paragraphs import align_texts
from exporter.review.match.text_blocks import NOWHERE, TextBlock, text_blocks
from exporter.review.match.unplaced_words import place_words
from exporter.textdiff.move_detection import longest_ascending

ReadPage = Callable[[str, str], tuple[Page, Iterable[tuple[int, int]]]]
"""Function from a page's path and text to the page, and the spans of its YAML scalars in order."""
_NOTE: Final = "footnote"
_REPEATED: Final = 40
"""A text in more places than this says nothing about the shift of any of them."""


class MergeState(Enum):
    """Whether words of the exported text can be changed in the page of today."""

    CLEAN = auto()  # the page still has the exported words
    DONE = auto()  # the page has the new words already
    CONFLICT = auto()  # the page has other words
    GENERATED = auto()  # the exporter made the words, the page has none


@dataclass(slots=True)
class CurrentParagraph:
    """An exported paragraph in the page as it is today: its text block, and the place there of each exported character.

    ``unchanged`` says whether the block still has the exported words. Then a character whose place is None is
    generated: part of a label, or of the words that stand for a missing picture.
    """

    block: TextBlock
    exported: str
    generated: int
    unchanged: bool
    places: list[int | None] = field(repr=False)

    def before(self, at: int) -> int | None:
        """Return the place in the block behind the character in front of ``at``, None if the character is gone."""
        if at <= self.generated:
            return 0
        place = self.places[at - 1]
        return None if place is None else place + 1

    def behind(self, at: int) -> int | None:
        """Return the place in the block of the character at ``at``, None if it is gone."""
        return len(self.block.chars) if at >= len(self.exported) else self.places[at]

    def merge_state(self, start: int, end: int, new: str) -> MergeState:
        """Return whether the words ``exported[start:end]`` can become ``new`` today."""
        if start < self.generated:
            return MergeState.GENERATED
        if self.unchanged:
            return MergeState.CLEAN if self._on_page(start, end) else MergeState.GENERATED
        if start == end and self._has_inserted(start, new):
            return MergeState.DONE
        low, high = self._whole_words(start, end)
        first, last = self.before(low), self.behind(high)
        wanted = self.exported[low:start] + new + self.exported[end:high]
        if first is None or last is None:
            return (
                MergeState.DONE
                if wanted and wanted in self.block.text and self.exported[low:high] not in self.block.text
                else MergeState.CONFLICT
            )
        today = self.block.text[first:last]
        if today == self.exported[low:high]:
            return MergeState.CLEAN
        return MergeState.DONE if today.split() == wanted.split() else MergeState.CONFLICT

    def _has_inserted(self, start: int, new: str) -> bool:
        """Whether the page has new words between the exported words on both sides of a place, blanks aside."""
        low = len(self.exported[:start].rstrip())
        high = len(self.exported) - len(self.exported[start:].lstrip())
        first = next((place + 1 for place in reversed(self.places[:low]) if place is not None), 0)
        last = next((place for place in self.places[high:] if place is not None), len(self.block.chars))
        there, wanted = self.block.text[first:last].split(), new.split()
        return bool(wanted) and any(there[i : i + len(wanted)] == wanted for i in range(len(there)))

    def _on_page(self, start: int, end: int) -> bool:
        if start == end:
            return self.before(start) is not None or self.behind(start) is not None
        return None not in self.places[start:end]

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Extend a range of the exported text to whole words."""
        while start > self.generated and self.exported[start - 1].isalnum():
            start -= 1
        while end < len(self.exported) and self.exported[end].isalnum():
            end += 1
        return start, end


@dataclass(frozen=True, slots=True)
class CurrentPage:
    """A page as it is today, with the exported paragraphs that it still has; ``labels`` are those that it never had."""

    path: str
    text: str = field(repr=False)
    blocks: Sequence[TextBlock] = field(repr=False)
    scalars: Sequence[tuple[int, int]] = field(repr=False)
    paragraphs: Mapping[int, CurrentParagraph] = field(repr=False)
    changed: bool
    data: Mapping[str, Any] = field(repr=False)
    places: Places = field(repr=False)
    labels: frozenset[int] = frozenset()

    def has_value(self, entry: int | None) -> bool:
        """Whether the words of an entry come from one place: a prop, or a value of the page's data."""
        current = None if entry is None else self.paragraphs.get(entry)
        chars = current.block.chars if current else []
        return len(chars) > 1 and len({char.start for char in chars}) == 1

    def place(self, entry: int, at: int) -> Pos | None:
        """Return the place today of a place in the exported text.

        For a missing paragraph, it is the end of the one before it.
        """
        current = self.paragraphs.get(entry)
        if current is None and (component := self._component(entry)) is not None:
            return component
        if current is None:
            before = max((i for i in self.paragraphs if i < entry), default=None)
            return None if before is None else self.place(before, len(self.paragraphs[before].exported))
        number = current.before(at)
        number = current.behind(at) if number is None else number
        chars = current.block.chars
        if number is None or not chars:
            return current.block.pos
        offset = chars[number].start if number < len(chars) else chars[-1].end
        return self.places.pos(offset, offset) if offset != NOWHERE else current.block.pos

    def _component(self, entry: int) -> Pos | None:
        """Return the place of the component whose label is an entry without words of the page."""
        following = self.paragraphs.get(entry + 1)
        if entry not in self.labels or following is None:
            return None
        return next((n.pos for n in reversed(following.block.ancestors) if isinstance(n, Container)), None)


def read_current_page(path: str, text: str, review_map: ReviewMap, read: ReadPage) -> CurrentPage:
    """Read a page and find the paragraphs of the map in it."""
    page, scalars = read(path, text)
    found = text_blocks(page)
    place_words(found, text)
    known = current_paragraphs(review_map, path, found)
    return CurrentPage(
        path=path,
        text=text,
        blocks=found,
        scalars=tuple(scalars),
        paragraphs=known,
        changed=changed(review_map, path, known),
        data=page.data,
        places=Places.of(path, text),
        labels=frozenset(i for i, e in enumerate(review_map.entries) if e.is_generated),
    )


def current_paragraphs(review_map: ReviewMap, file: str, blocks: Sequence[TextBlock]) -> dict[int, CurrentParagraph]:
    """Find the entries of a file in the page of today; returns them by their numbers.

    Both are compared in the order of the page: a wide table shows its cells in groups of columns.
    """
    entries = _in_page_order(review_map, file)
    blocks = sorted(blocks, key=lambda block: (block.kind == _NOTE, block.start))
    texts = [_own_words(e) for _, e in entries]
    todays = [block.text for block in blocks]
    fixed = longest_ascending(_same_place(entries, blocks, review_map.anchor))
    pairs = dict(align_texts(texts, todays, fixed, {}))
    _pair_moved(pairs, texts, todays)
    _pair_renamed(pairs, [e.kind for _, e in entries], [block.kind for block in blocks])
    return {entries[n][0]: _current_paragraph(entries[n][1], blocks[number]) for n, number in pairs.items()}


def _in_page_order(review_map: ReviewMap, file: str) -> list[tuple[int, MapEntry]]:
    """Return the entries of a file with their numbers as its text blocks stand: footnotes last."""
    found = [(i, e) for i, e in enumerate(review_map.entries) if e.pos is not None and e.pos.file == file]
    return sorted(found, key=lambda one: (one[1].kind == _NOTE, _start(one[1])))


def changed(review_map: ReviewMap, file: str, found: Mapping[int, CurrentParagraph]) -> bool:
    """Whether any paragraph of a file has changed or moved among the others since the export."""
    order = []
    for number, entry in _in_page_order(review_map, file):
        if _own_words(entry).strip():
            current = found.get(number)
            if current is None or not current.unchanged:
                return True
            order.append((current.block.kind == _NOTE, current.block.start))
    return order != sorted(order)


def _own_words(entry: MapEntry) -> str:
    """Return the words of an entry without its generated label."""
    return entry.text[entry.generated :]


EqualRange = tuple[int, int, int]
"""A range of equal characters: its place in each of two texts, and its length."""


def shown_as(today: str, exported: str) -> list[EqualRange] | None:
    """Return the ranges of a page's text in the exported one, None if the exported one says something else.

    Words may stand for a picture that was missing at the export. The export does not show a line end behind code.
    """
    today, exported = today.rstrip("\n"), exported.rstrip("\n")
    first, *further = today.split(OBJECT)
    if not exported.startswith(first) or (not further and today != exported):
        return None
    found = [(0, 0, len(first))]
    at = number = len(first)
    for i, words in enumerate(further, 1):
        if exported[at : at + 1] == OBJECT:
            found.append((at, number, 1))
            at += 1
        elif i == len(further):
            at = max(at, len(exported) - len(words))
        else:
            at = exported.find(words, at)
        if at < 0 or not exported.startswith(words, at):
            return None
        number += 1
        found.append((at, number, len(words)))
        at, number = at + len(words), number + len(words)
    return found if at == len(exported) else None


def _same_place(
    entries: Sequence[tuple[int, MapEntry]], blocks: Sequence[TextBlock], anchor: str
) -> list[tuple[int, int]]:
    """Pair entries and blocks of equal words at equal places, once the shift of the exported part is subtracted."""
    there: dict[int, list[TextBlock]] = {}
    places = {block.index: number for number, block in enumerate(blocks)}
    for block in blocks:
        for start in {block.start, block.chars[0].start}:
            there.setdefault(start, []).append(block)
    shift = _shift(entries, blocks, _heading(blocks, anchor))
    found: list[tuple[int, int]] = []
    for number, (_, entry) in enumerate(entries):
        near = there.get(_start(entry) + shift, ())
        own = (places[block.index] for block in near if shown_as(block.text, _own_words(entry)) is not None)
        found.extend((number, index) for index in islice(own, 1))
    return found


def _shift(entries: Sequence[tuple[int, MapEntry]], blocks: Sequence[TextBlock], heading: int) -> int:
    """Return how far most paragraphs stand from their places in the map.

    If two parts of the page say the same, the part that begins nearest behind the exported ``heading`` wins. Without
    equal words, its first paragraph is the first one of the map.
    """
    starts: dict[str, set[int]] = {}
    for block in blocks:
        starts.setdefault(block.text, set()).add(block.start)
    votes: Counter[int] = Counter()
    for _, entry in entries:
        there = starts.get(_own_words(entry), set())
        if len(there) <= _REPEATED:
            votes.update(start - _start(entry) for start in there)
    first = next((block.start for block in blocks if block.start > heading), 0)
    return max(votes, key=lambda shift: (votes[shift], shift >= heading, -abs(shift - heading)), default=first)


def _start(entry: MapEntry) -> int:
    return entry.pos.start.offset if entry.pos else 0


def _heading(blocks: Sequence[TextBlock], anchor: str) -> int:
    """Return the offset of the heading with this anchor, 0 if there is none."""
    heads = ((block.ancestors[-1], block.chars[0].start) for block in blocks if anchor and block.kind == "heading")
    return next((at for node, at in heads if isinstance(node, Heading) and node.anchor == anchor), 0)


def _pair_moved(pairs: dict[int, int], texts: Sequence[str], todays: Sequence[str]) -> None:
    """Pair entries with unpaired blocks of the same words elsewhere, if exactly one block has them."""
    taken = set(pairs.values())
    free: dict[str, list[int]] = {}
    for number, text in enumerate(todays):
        if number not in taken:
            free.setdefault(text, []).append(number)
    for number, text in enumerate(texts):
        if number not in pairs and len(free.get(text, ())) == 1:
            pairs[number] = free.pop(text)[0]


def _pair_renamed(pairs: dict[int, int], kinds: Sequence[str], todays: Sequence[str]) -> None:
    """Pair a heading with the one in its place that has other words, if each is the only one between its neighbours."""
    taken = set(pairs.values())
    for number, kind in enumerate(kinds):
        if kind != "heading" or number in pairs:
            continue
        low = next((n for n in range(number - 1, -1, -1) if n in pairs), -1)
        high = next((n for n in range(number + 1, len(kinds)) if n in pairs), len(kinds))
        start, end = pairs.get(low, -1), pairs.get(high, len(todays))
        own = [n for n in range(low + 1, high) if kinds[n] == "heading"]
        there = [i for i in range(start + 1, end) if todays[i] == "heading" and i not in taken]
        if len(own) == len(there) == 1:
            pairs[number] = there[0]


def _current_paragraph(entry: MapEntry, block: TextBlock) -> CurrentParagraph:
    text = _own_words(entry)
    places: list[int | None] = [None] * len(entry.text)
    shown = shown_as(block.text, text)
    for base, today, size in matching(text, block.text) if shown is None else shown:
        for i in range(size):
            places[entry.generated + base + i] = today + i
    return CurrentParagraph(block, entry.text, entry.generated, shown is not None, places)
