"""Carries places of the exported text over to the page as it is today.

Three texts meet here: what was exported (the map), what the reviewer saw, and what the page says now. A change is
clean where the page still says what was exported, done already where it says what the reviewer wants, else a conflict.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from exporter.model.document import Page
from exporter.model.nodes import Heading
from exporter.model.position import Places, Pos
from exporter.ooxml.review_map import OBJECT, MapEntry, ReviewMap
from exporter.review.match.alignment import matching
from exporter.review.match.paragraphs import align_texts
from exporter.review.match.text_blocks import TextBlock, text_blocks
from exporter.textdiff.move_detection import longest_ascending

ReadPage = Callable[[str, str], tuple[Page, Iterable[tuple[int, int]]]]
"""Reads a page from its path and its text; gives the page, and the spans of its YAML scalars in order."""
CLEAN: Final = "clean"
DONE: Final = "done"
CONFLICT: Final = "conflict"
GENERATED: Final = "generated"
_REPEATED: Final = 40
"""A text that stands in more places tells nothing of where one of them went."""


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
        """The place in the block behind the character in front of ``at``; None where that one is gone."""
        if at <= self.generated:
            return 0
        place = self.places[at - 1]
        return None if place is None else place + 1

    def behind(self, at: int) -> int | None:
        """The place in the block of the character at ``at``."""
        return len(self.block.chars) if at >= len(self.exported) else self.places[at]

    def merge_state(self, start: int, end: int, new: str) -> str:
        """Whether the words ``exported[start:end]``, to become ``new``, can be changed today."""
        if start < self.generated:
            return GENERATED
        if self.unchanged:
            return CLEAN if self._on_page(start, end) else GENERATED
        low, high = self._whole_words(start, end)
        first, last = self.before(low), self.behind(high)
        wanted = self.exported[low:start] + new + self.exported[end:high]
        if first is None or last is None:
            return (
                DONE
                if wanted and wanted in self.block.text and self.exported[low:high] not in self.block.text
                else CONFLICT
            )
        today = self.block.text[first:last]
        if today == self.exported[low:high]:
            return CLEAN
        return DONE if today.split() == wanted.split() else CONFLICT

    def _on_page(self, start: int, end: int) -> bool:
        if start == end:
            return self.before(start) is not None or self.behind(start) is not None
        return None not in self.places[start:end]

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A range of the base grown to whole words, and one character more for what stands between words."""
        while start > self.generated and self.exported[start - 1].isalnum():
            start -= 1
        while end < len(self.exported) and self.exported[end].isalnum():
            end += 1
        return start, end


@dataclass(frozen=True, slots=True)
class CurrentPage:
    """A page as it is today."""

    path: str
    text: str = field(repr=False)
    blocks: Sequence[TextBlock] = field(repr=False)
    scalars: Sequence[tuple[int, int]] = field(repr=False)
    paragraphs: Mapping[int, CurrentParagraph] = field(repr=False)
    changed: bool
    data: Mapping[str, Any] = field(repr=False)
    places: Places = field(repr=False)

    def place(self, entry: int, at: int) -> Pos | None:
        """Where a place of the exported text is today; of a paragraph that is gone, the end of the one before it."""
        current = self.paragraphs.get(entry)
        if current is None:
            before = max((i for i in self.paragraphs if i < entry), default=None)
            return None if before is None else self.place(before, len(self.paragraphs[before].exported))
        number = current.before(at)
        number = current.behind(at) if number is None else number
        chars = current.block.chars
        if number is None or not chars:
            return current.block.pos
        offset = chars[number].start if number < len(chars) else chars[-1].end
        return self.places.pos(offset, offset) if offset >= 0 else current.block.pos


def today(path: str, text: str, review_map: ReviewMap, read: ReadPage) -> CurrentPage:
    """Reads a page and finds the map's paragraphs in it."""
    page, scalars = read(path, text)
    found = text_blocks(page)
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
    )


def current_paragraphs(review_map: ReviewMap, file: str, blocks: Sequence[TextBlock]) -> dict[int, CurrentParagraph]:
    """The entries of one file in the page as it is today, by their numbers."""
    entries = [(i, e) for i, e in enumerate(review_map.entries) if e.pos is not None and e.pos.file == file]
    texts = [_own_words(e) for _, e in entries]
    todays = [block.text for block in blocks]
    fixed = longest_ascending(_same_place(entries, blocks, review_map.anchor))
    pairs = dict(align_texts(texts, todays, fixed, {}))
    _take_moved(pairs, texts, todays)
    return {entries[n][0]: _current_paragraph(entries[n][1], blocks[number]) for n, number in pairs.items()}


def changed(review_map: ReviewMap, file: str, found: Mapping[int, CurrentParagraph]) -> bool:
    """Whether a paragraph of a file is not as it was exported, or not where it was among the others."""
    order = []
    for number, entry in enumerate(review_map.entries):
        if entry.pos is not None and entry.pos.file == file and _own_words(entry).strip():
            current = found.get(number)
            order.append(current.block.index if current is not None and current.unchanged else -1)
    return -1 in order or order != sorted(order)


def _own_words(entry: MapEntry) -> str:
    """What an entry shows of the page."""
    return entry.text[entry.generated :]


EqualRange = tuple[int, int, int]
"""Characters that agree: their place in each of two texts, and how many they are."""


def shown_as(today: str, exported: str) -> list[EqualRange] | None:
    """Where a text of the page stands in the exported one, None where that says something else.

    Words may stand for a picture that was not at hand when the file was made; a line end behind code is not shown.
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
    """Entries and blocks whose words agree, and their places once the shift of the exported part is taken off."""
    there: dict[int, list[TextBlock]] = {}
    for block in blocks:
        for start in {block.start, block.chars[0].start}:
            there.setdefault(start, []).append(block)
    shift = _shift(entries, blocks, _heading(blocks, anchor))
    found: list[tuple[int, int]] = []
    for number, (_, entry) in enumerate(entries):
        near = there.get(_start(entry) + shift, ())
        own = (block.index for block in near if shown_as(block.text, _own_words(entry)) is not None)
        found.extend((number, index) for index in [next(own, -1)] if index >= 0)
    return found


def _shift(entries: Sequence[tuple[int, MapEntry]], blocks: Sequence[TextBlock], heading: int) -> int:
    """What most paragraphs say of how far they stand from their places in the map.

    Where two parts of the page say the same, the one that begins nearest behind the exported ``heading`` is meant;
    where no words tell, its first paragraph is the map's first.
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
    """The offset of the heading of this anchor; 0 where there is none."""
    heads = ((block.ancestors[-1], block.chars[0].start) for block in blocks if anchor and block.kind == "heading")
    return next((at for node, at in heads if isinstance(node, Heading) and node.anchor == anchor), 0)


def _take_moved(pairs: dict[int, int], texts: Sequence[str], todays: Sequence[str]) -> None:
    """Paragraphs that stand elsewhere today with the same words, where only one can be meant."""
    taken = set(pairs.values())
    free: dict[str, list[int]] = {}
    for number, text in enumerate(todays):
        if number not in taken:
            free.setdefault(text, []).append(number)
    for number, text in enumerate(texts):
        if number not in pairs and len(free.get(text, ())) == 1:
            pairs[number] = free.pop(text)[0]


def _current_paragraph(entry: MapEntry, block: TextBlock) -> CurrentParagraph:
    text = _own_words(entry)
    places: list[int | None] = [None] * len(entry.text)
    shown = shown_as(block.text, text)
    for base, today, size in matching(text, block.text) if shown is None else shown:
        for i in range(size):
            places[entry.generated + base + i] = today + i
    return CurrentParagraph(block, entry.text, entry.generated, shown is not None, places)
