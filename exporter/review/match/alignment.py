"""The stream as a script of edits of the exported text: every character of that text, and every one put in.

Edits made without tracking become edits of nobody here: what the document has and the map has not counts as
inserted, what it lacks as deleted. So the script's original text is the exported text, always.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.review.match.paragraphs import match
from exporter.review.word.document import BARRIER, PARAGRAPH, Atom, Mark, Paragraph, Stream, paragraphs
from exporter.textdiff.alignment import without_islands
from exporter.textdiff.tokens import is_word, starts, tokens

UNTRACKED: Final = Mark("", "", "untracked")
OUTSIDE: Final = -1


@dataclass(slots=True, eq=False)
class Slot:
    """One character of the script. ``entry`` and ``at`` are its place in the map (for an inserted one: where it goes).

    ``source`` is the index of its atom in the stream, -1 for what the document lacks.
    """

    atom: Atom
    entry: int
    at: int
    source: int = -1

    @property
    def kept(self) -> bool:
        """Whether it stays."""
        return self.atom.original and self.atom.final

    @property
    def void(self) -> bool:
        """Whether it was inserted and deleted again, which changes nothing."""
        return not self.atom.original and not self.atom.final

    @property
    def mark(self) -> Mark:
        """Who changed it."""
        mark = self.atom.deleted if self.atom.original or self.void else self.atom.inserted
        return mark or UNTRACKED


@dataclass(slots=True)
class Script:
    """The whole script.

    ``kinds`` tells what kind of paragraph a style makes, as the document itself shows, ``styles`` what the exported
    styles are called in it.
    """

    slots: list[Slot] = field(default_factory=list, repr=False)
    kinds: dict[str, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    matched: int = 0


def build(stream: Stream, review_map: ReviewMap) -> Script:
    """The script of a reviewed document against its map."""
    originals = list(paragraphs(stream.atoms, "original"))
    pairs = match(stream.atoms, originals, review_map)
    styled = list(_styled(stream.atoms, originals, pairs, review_map))
    styles = _styles(styled)
    kinds = _kinds(styled, styles)
    script = Script(kinds=kinds, styles=styles, matched=len(pairs))
    there = set(pairs.values())
    lost = (e for e, entry in enumerate(review_map.entries) if e not in there and entry.text.strip())
    upcoming = next(lost, None)
    last = max(pairs, default=-1)
    start = 0
    place = (OUTSIDE, 0)
    for number, paragraph in enumerate(originals):
        end = paragraph.mark if paragraph.mark >= 0 else max(paragraph.indexes)
        entry = pairs.get(number, OUTSIDE)
        while entry != OUTSIDE and upcoming is not None and upcoming < entry:
            script.slots.extend(_missing(upcoming, review_map.entries[upcoming]))
            upcoming = next(lost, None)
        if entry != OUTSIDE:
            place = (entry, len(review_map.entries[entry].text))
            script.slots.extend(_matched(stream.atoms, start, end, paragraph, entry, review_map.entries[entry].text))
        else:
            new = number < last and _is_new(stream.atoms, paragraph, kinds)
            own = place if new else (OUTSIDE, 0)
            script.slots.extend(_unmatched(stream.atoms, start, end, own, place, new))
        start = end + 1
    while upcoming is not None:
        script.slots.extend(_missing(upcoming, review_map.entries[upcoming]))
        upcoming = next(lost, None)
    script.slots.extend(_unmatched(stream.atoms, start, len(stream.atoms) - 1, (OUTSIDE, 0), place, False))
    return script


def _styled(
    atoms: Sequence[Atom], originals: Sequence[Paragraph], pairs: dict[int, int], review_map: ReviewMap
) -> Iterator[tuple[str, MapEntry]]:
    """The style that each exported paragraph has before tracked changes."""
    for number, entry in pairs.items():
        mark = originals[number].mark
        if mark >= 0:
            old = atoms[mark].old_style
            yield atoms[mark].style if old is None else old, review_map.entries[entry]


def _kinds(styled: Sequence[tuple[str, MapEntry]], styles: dict[str, str]) -> dict[str, str]:
    """The kind of paragraph that each style mostly makes in this document; one that was changed says nothing of it."""
    votes: dict[str, Counter[str]] = {}
    for style, entry in styled:
        votes.setdefault(styles[entry.style] if entry.style else style, Counter())[entry.kind] += 1
    return {style: count.most_common(1)[0][0] for style, count in votes.items()}


def _styles(styled: Sequence[tuple[str, MapEntry]]) -> dict[str, str]:
    """What each exported style is called now: itself where it is still there, else what mostly stands for it.

    Office programs rename styles, all paragraphs of one alike; one that the map knows as another style is no new name.
    """
    votes: dict[str, Counter[str]] = {}
    for style, entry in styled:
        votes.setdefault(entry.style, Counter())[style] += 1
    return {
        exported: exported
        if exported in count
        else next((s for s, _ in count.most_common() if s not in votes), exported)
        for exported, count in votes.items()
    }


def _is_new(atoms: Sequence[Atom], paragraph: Paragraph, kinds: dict[str, str]) -> bool:
    """Whether a paragraph that the map does not have looks like one that a person wrote."""
    if not paragraph.text.strip() or paragraph.mark < 0:
        return False
    mark = atoms[paragraph.mark]
    return mark.region == "body" and kinds.get(mark.style) in ("paragraph", "item", "question")


def _matched(
    atoms: Sequence[Atom], start: int, end: int, paragraph: Paragraph, entry: int, base: str
) -> Iterator[Slot]:
    """The slots of a paragraph that has an entry."""
    places = dict(zip(paragraph.indexes, range(len(paragraph.indexes)), strict=True))
    missing, known = _differences(base, paragraph.text)
    at = 0
    for index in range(start, end + 1):
        atom = atoms[index]
        own = places.get(index)
        if index == paragraph.mark:
            yield from _lost(base, at, len(base), entry)
            yield Slot(atom, entry, len(base), index)
        elif own is None:
            yield Slot(atom, entry, at, index)
        elif known[own] is None:
            yield Slot(replace(atom, inserted=UNTRACKED), entry, at, index)
        else:
            target = known[own]
            assert target is not None
            if target > at and missing:
                yield from _lost(base, at, target, entry)
            yield Slot(atom, entry, target, index)
            at = target + 1


def _differences(base: str, text: str) -> tuple[bool, list[int | None]]:
    """Whether ``text`` differs from ``base``, and for each of its characters the place in ``base``."""
    if base == text:
        return False, list(range(len(text)))
    places: list[int | None] = [None] * len(text)
    for b0, t0, size in matching(base, text):
        for i in range(size):
            places[t0 + i] = b0 + i
    return True, places


def matching(one: str, other: str) -> list[tuple[int, int, int]]:
    """The equal stretches of two texts, by words: place in each, and length in characters."""
    first, second = tokens(one), tokens(other)
    at, other_at = starts(first), starts(second)
    found = without_islands(first, second, lambda i: is_word(first[i]))
    return [(at[a], other_at[c], at[b] - at[a]) for same, (a, b, c, _) in found if same]


def _lost(base: str, start: int, end: int, entry: int) -> Iterator[Slot]:
    """What an editor took out of a paragraph without tracking."""
    for at in range(start, end):
        yield Slot(Atom(base[at], deleted=UNTRACKED), entry, at)


def _missing(entry: int, found: MapEntry) -> Iterator[Slot]:
    """A paragraph that the document lacks as a whole."""
    if found.pos is not None:
        yield from _lost(found.text, 0, len(found.text), entry)
        yield Slot(Atom(PARAGRAPH, deleted=UNTRACKED), entry, len(found.text))


def _unmatched(
    atoms: Sequence[Atom], start: int, end: int, own: tuple[int, int], before: tuple[int, int], new: bool
) -> Iterator[Slot]:
    """A paragraph without an entry: one that the exporter generated, or one that was added without tracking.

    Whole paragraphs put in in front of it stand behind the matched one ``before``.
    """
    head = start
    for index in range(start, end + 1):
        if atoms[index].original:
            break
        if atoms[index].char == PARAGRAPH:
            head = index + 1
    for index in range(start, end + 1):
        atom = atoms[index]
        if new and atom.original and atom.char != BARRIER:
            atom = replace(atom, inserted=UNTRACKED)
        yield Slot(atom, *(before if index < head else own), index)
