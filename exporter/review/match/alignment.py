"""Alignment of a reviewed document with the exported text: each character kept, inserted or deleted.

An edit without tracking counts as an edit by ``UNTRACKED``: text that only the document has is inserted, text that only
the review map has is deleted. So the original text of an alignment is always the exported text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from exporter.ooxml.paragraph_kinds import GENERATED, style_key
from exporter.ooxml.review_map import LISTED, MapEntry, ReviewMap
from exporter.review.match.paragraphs import match_paragraphs
from exporter.review.match.renewed_contents import renewed_contents
from exporter.review.word.document import (
    BARRIER,
    PARAGRAPH,
    CellPlace,
    DocumentView,
    Region,
    ReviewedDocument,
    RevisionMark,
    WordCharacter,
    WordParagraph,
    paragraphs,
)
from exporter.textdiff.alignment import without_islands
from exporter.textdiff.tokens import is_word, starts, tokens

UNTRACKED: Final = RevisionMark("", "", "untracked")
_Place = tuple[int | None, int]
"""An entry of the map and a place in its text."""


@dataclass(slots=True, eq=False)
class AlignedCharacter:
    """A character at its place in the review map: ``entry`` and ``at``; for an inserted one, where it goes.

    ``entry`` is None outside of the exported paragraphs. ``index`` is the character's index in the reviewed document,
    None if only the map has it.
    """

    character: WordCharacter
    entry: int | None
    at: int
    index: int | None = None

    @property
    def kept(self) -> bool:
        """Whether the character stays."""
        return self.character.original and self.character.final

    @property
    def cancelled(self) -> bool:
        """Whether the character was inserted, then deleted."""
        return not self.character.original and not self.character.final

    @property
    def by(self) -> RevisionMark:
        """The mark of the character's change."""
        mark = self.character.deleted if self.character.original or self.cancelled else self.character.inserted
        return mark or UNTRACKED


@dataclass(slots=True)
class AlignedDocument:
    """A reviewed document aligned with its review map.

    ``styles`` maps an exported style to its name in the document, both in the form that compares; ``names`` maps that
    form to the names that the document shows. ``matched`` counts the paragraphs that have an entry.
    """

    characters: list[AlignedCharacter] = field(default_factory=list, repr=False)
    styles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    matched: int = 0


def align(reviewed: ReviewedDocument, review_map: ReviewMap) -> AlignedDocument:
    """Align a reviewed document with its review map."""
    originals = list(paragraphs(reviewed.characters, DocumentView.ORIGINAL))
    pairs = match_paragraphs(reviewed.characters, originals, review_map)
    styles = _styles(list(_styled(reviewed.characters, originals, pairs, review_map)), reviewed.styles)
    document = AlignedDocument(styles=styles, names=reviewed.names, matched=len(pairs))
    there = set(pairs.values())
    lost = (e for e, entry in enumerate(review_map.entries) if e not in there and entry.text.strip())
    upcoming = next(lost, None)
    last = max(pairs, default=0)
    back = next((n for n in range(last + 1, len(originals)) if _is_back(reviewed.characters, originals[n])), None)
    ends = len(originals) if back is None else back
    form = _end_of_form(reviewed.characters, originals[: min(pairs, default=0)], review_map)
    tables = _Tables.of(_cell(reviewed.characters, originals[number]) for number in pairs)
    start = 0
    place: _Place = (None, 0)
    for number, paragraph in enumerate(originals):
        end = paragraph.end
        entry = pairs.get(number)
        while entry is not None and upcoming is not None and upcoming < entry:
            document.characters.extend(_missing(upcoming, review_map.entries[upcoming]))
            upcoming = next(lost, None)
        if entry is not None:
            place = (entry, len(review_map.entries[entry].text))
            document.characters.extend(
                _matched(reviewed.characters, start, end, paragraph, entry, review_map.entries[entry].text)
            )
        else:
            new = bool(pairs) and (
                (form <= number < ends and _is_new(reviewed.characters, paragraph))
                or tables.is_new(_cell(reviewed.characters, paragraph), paragraph.text)
            )
            own = place if new else (None, 0)
            document.characters.extend(_unmatched(reviewed.characters, start, end, own, place, new))
        start = end + 1
    while upcoming is not None:
        document.characters.extend(_missing(upcoming, review_map.entries[upcoming]))
        upcoming = next(lost, None)
    document.characters.extend(
        _unmatched(reviewed.characters, start, len(reviewed.characters) - 1, (None, 0), place, False)
    )
    if renewed := renewed_contents(reviewed.characters):
        document.characters = [c for c in document.characters if c.index not in renewed]
    return document


def _styled(
    characters: Sequence[WordCharacter],
    originals: Sequence[WordParagraph],
    pairs: dict[int, int],
    review_map: ReviewMap,
) -> Iterator[tuple[str, str]]:
    """Yield the exported style of each exported paragraph and its style before tracked changes."""
    for number, entry in pairs.items():
        mark = originals[number].mark
        if mark is not None:
            form = characters[mark].old_form or characters[mark].form
            yield exported_style(review_map.entries[entry]), style_key(form.style)


def exported_style(entry: MapEntry) -> str:
    """Return the style of an exported paragraph in the form that compares."""
    return style_key(entry.style.removesuffix(LISTED))


def _styles(styled: Sequence[tuple[str, str]], known: Collection[str]) -> dict[str, str]:
    """Return the present name of each exported style: itself if the document has it, else its replacement.

    Office programs rename styles, all paragraphs of one alike. A style that the map knows as another one is no new
    name.
    """
    votes: dict[str, Counter[str]] = {}
    for exported, style in styled:
        votes.setdefault(exported, Counter())[style] += 1
    return {
        exported: exported
        if exported in count or exported in known
        else next((s for s, _ in count.most_common() if s not in votes), exported)
        for exported, count in votes.items()
    }


def _is_new(characters: Sequence[WordCharacter], paragraph: WordParagraph) -> bool:
    """Whether a paragraph without an entry looks like a person wrote it."""
    if not paragraph.text.strip() or paragraph.mark is None:
        return False
    mark = characters[paragraph.mark]
    return mark.region is Region.BODY and mark.form.kind != GENERATED


def _cell(characters: Sequence[WordCharacter], paragraph: WordParagraph) -> CellPlace | None:
    return None if paragraph.mark is None else characters[paragraph.mark].cell


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables, rows and cells of exported paragraphs."""

    tables: frozenset[int]
    rows: frozenset[int]
    cells: frozenset[int]

    @classmethod
    def of(cls, places: Iterable[CellPlace | None]) -> "_Tables":
        """Return those of the cells of exported paragraphs."""
        known = [place for place in places if place is not None]
        return cls(*(frozenset(numbers) for numbers in zip(*known, strict=True))) if known else cls(*(frozenset(),) * 3)

    def is_new(self, place: CellPlace | None, text: str) -> bool:
        """Whether a person wrote a paragraph without an entry: in a new row of an exported table, or in its cells."""
        if place is None or place.table not in self.tables:
            return False
        return place.row not in self.rows or (place.cell in self.cells and bool(text.strip()))


def _is_back(characters: Sequence[WordCharacter], paragraph: WordParagraph) -> bool:
    """Whether the exporter's own back matter, or another text, begins with a paragraph."""
    mark = characters[paragraph.indexes[0] if paragraph.mark is None and paragraph.indexes else paragraph.mark or 0]
    return mark.region is not Region.BODY or mark.form.kind == GENERATED


def _end_of_form(characters: Sequence[WordCharacter], front: Sequence[WordParagraph], review_map: ReviewMap) -> int:
    """Return the number of paragraphs of a form in ``front`` of a change request: the text behind it has no title."""
    if any(entry.kind == "title" for entry in review_map.entries[:1]):
        return 0
    return max((number for number, paragraph in enumerate(front) if _is_back(characters, paragraph)), default=0)


def _matched(
    characters: Sequence[WordCharacter], start: int, end: int, paragraph: WordParagraph, entry: int, base: str
) -> Iterator[AlignedCharacter]:
    """Yield the characters of a paragraph that has an entry."""
    places = dict(zip(paragraph.indexes, range(len(paragraph.indexes)), strict=True))
    missing, known = _differences(base, paragraph.text)
    at = 0
    for index in range(start, end + 1):
        character = characters[index]
        own = places.get(index)
        if index == paragraph.mark:
            yield from _lost(base, at, len(base), entry)
            yield AlignedCharacter(character, entry, len(base), index)
        elif own is None:
            yield AlignedCharacter(character, entry, at, index)
        elif known[own] is None:
            yield AlignedCharacter(replace(character, inserted=UNTRACKED), entry, at, index)
        else:
            target = known[own]
            assert target is not None
            if target > at and missing:
                yield from _lost(base, at, target, entry)
            yield AlignedCharacter(character, entry, target, index)
            at = target + 1


def _differences(base: str, text: str) -> tuple[bool, list[int | None]]:
    """Whether ``text`` differs from ``base``, and the place in ``base`` of each of its characters."""
    if base == text:
        return False, list(range(len(text)))
    places: list[int | None] = [None] * len(text)
    for b0, t0, size in matching(base, text):
        for i in range(size):
            places[t0 + i] = b0 + i
    return True, places


def matching(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the equal ranges of two texts, by words: the place in each, and the length in characters."""
    first, second = tokens(one), tokens(other)
    at, other_at = starts(first), starts(second)
    found = without_islands(first, second, lambda i: is_word(first[i]))
    return [(at[a], other_at[c], at[b] - at[a]) for same, (a, b, c, _) in found if same]


def _lost(base: str, start: int, end: int, entry: int) -> Iterator[AlignedCharacter]:
    """Yield characters that an editor deleted in a paragraph without tracking."""
    for at in range(start, end):
        yield AlignedCharacter(WordCharacter(base[at], deleted=UNTRACKED), entry, at)


def _missing(entry: int, found: MapEntry) -> Iterator[AlignedCharacter]:
    """Yield the characters of a paragraph that the document does not have."""
    if found.pos is not None:
        yield from _lost(found.text, 0, len(found.text), entry)
        yield AlignedCharacter(WordCharacter(PARAGRAPH, deleted=UNTRACKED), entry, len(found.text))


def _filled(characters: Sequence[WordCharacter], start: int, end: int) -> RevisionMark | None:
    """Return the author of all words of an empty paragraph: LibreOffice does not track the last mark of a document."""
    mark, words = characters[end], [c for c in characters[start:end] if c.char != BARRIER]
    authors = {c.inserted for c in words if c.final}
    empty = mark.char == PARAGRAPH and mark.original and mark.region is Region.BODY and mark.form.kind != GENERATED
    filled = empty and len(authors) == 1 and not any(c.original for c in words)
    return authors.pop() if filled and any(c.final and not c.char.isspace() for c in words) else None


def _unmatched(
    characters: Sequence[WordCharacter], start: int, end: int, own: _Place, before: _Place, new: bool
) -> Iterator[AlignedCharacter]:
    """Yield the characters of a paragraph without an entry: a generated one, or one inserted without tracking.

    Paragraphs inserted in front of it get their place behind the matched one ``before``.
    """
    head = start
    for index in range(start, end + 1):
        if characters[index].original:
            break
        if characters[index].char == PARAGRAPH:
            head = index + 1
    filled = None if new else _filled(characters, head, end)
    for index in range(start, end + 1):
        character = characters[index]
        if filled is not None:
            own = before
            character = replace(character, inserted=filled) if index == end else character
        if new and character.original and character.char != BARRIER:
            character = replace(character, inserted=UNTRACKED)
        yield AlignedCharacter(character, *(before if index < head else own), index)
