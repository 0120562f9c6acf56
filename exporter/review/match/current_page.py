"""The exported paragraphs in the page as it is today: a three-way merge.

Three texts meet here: the exported one (the review map), the reviewer's, and the page of today. A change is clean where
the page still has the exported words, done where it has the reviewer's, else a conflict.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from exporter.model.document import Page
from exporter.model.nodes import Container, Heading
from exporter.model.position import Places, Pos
from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import matching
from exporter.review.match.current_paragraph import CurrentParagraph, TodaysText
from exporter.review.match.paragraph_parts import paragraph_parts
from exporter.review.match.paragraphs import align_texts
from exporter.review.match.repeated_paragraphs import uncertain_pairs, unique_pairs
from exporter.review.match.text_blocks import NOWHERE, TextBlock, text_blocks
from exporter.review.match.unplaced_words import place_words
from exporter.textdiff.move_detection import longest_ascending

ReadPage = Callable[[str, str], tuple[Page, Iterable[tuple[int, int]]]]
"""Function from a page's path and text to the page, and the spans of its YAML scalars in order."""
_NOTE: Final = "footnote"
_REPEATED: Final = 40
"""A text in more places than this says nothing about the shift of any of them."""


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
    outside = frozenset(_outside(blocks, review_map.anchor))
    inside = ["" if number in outside else text for number, text in enumerate(todays)]
    sure = unique_pairs(texts, inside)
    fixed = longest_ascending([*_same_place(entries, blocks, review_map.anchor), *sure])
    pairs = dict(align_texts(texts, inside, fixed, {}))
    _pair_moved(pairs, texts, todays)
    _pair_renamed(pairs, [e.kind for _, e in entries], [block.kind for block in blocks])
    parts = paragraph_parts(pairs, texts, todays)
    known = outside.union(*parts.values())
    uncertain = uncertain_pairs(pairs, frozenset(sure).intersection(pairs.items()), known, texts, todays)
    return {
        entries[n][0]: _current_paragraph(
            entries[n][1], blocks[number], todays[parts[n].start : parts[n].stop], n not in uncertain
        )
        for n, number in pairs.items()
    }


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
    return next((blocks[n].chars[0].start for n, node in _headings(blocks) if anchor and node.anchor == anchor), 0)


def _outside(blocks: Sequence[TextBlock], anchor: str) -> Iterator[int]:
    """Yield the blocks outside of the section of the heading with this anchor."""
    heads = list(_headings(blocks))
    first, level = next(((n, node.level) for n, node in heads if anchor and node.anchor == anchor), (0, 0))
    end = next((n for n, node in heads if n > first and node.level <= level), len(blocks))
    return (n for n, block in enumerate(blocks) if not first <= n < end and block.kind != _NOTE)


def _headings(blocks: Sequence[TextBlock]) -> Iterator[tuple[int, Heading]]:
    """Yield the headings among blocks, each with its number."""
    heads = ((n, block.ancestors[-1]) for n, block in enumerate(blocks) if block.kind == "heading")
    return ((n, node) for n, node in heads if isinstance(node, Heading))


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


def _current_paragraph(entry: MapEntry, block: TextBlock, parts: Sequence[str], certain: bool) -> CurrentParagraph:
    """Return an entry in its block, and in the texts of all blocks that are parts of it."""
    shown = shown_as(block.text, _own_words(entry))
    places = _places(entry, block.text) if shown is None else _moved(entry, shown)
    text = "\n".join(parts)
    whole = TodaysText(entry.text, entry.generated, text, places if text == block.text else _places(entry, text))
    unchanged = certain and shown is not None
    return CurrentParagraph(block, entry.text, entry.generated, unchanged, places, whole, certain)


def _places(entry: MapEntry, text: str) -> list[int | None]:
    """Return the place in a text of each character of an entry."""
    return _moved(entry, matching(_own_words(entry), text))


def _moved(entry: MapEntry, ranges: Iterable[EqualRange]) -> list[int | None]:
    places: list[int | None] = [None] * len(entry.text)
    for base, today, size in ranges:
        for i in range(size):
            places[entry.generated + base + i] = today + i
    return places
