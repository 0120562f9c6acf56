"""Changes as proposals for today's page, so that those of several files can be compared, also from different builds."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import MOVED, NEW, ChangeKind, ReviewChange
from exporter.review.session import Session
from exporter.review.word.document import BARRIER, PARAGRAPH

_WORDS: Final = frozenset(
    (ChangeKind.INSERT, ChangeKind.DELETE, ChangeKind.REPLACE, ChangeKind.FORMAT, ChangeKind.LINK)
)


class Claim(NamedTuple):
    """A range of a paragraph of today's page, empty for a place between two characters.

    The mark of the paragraph is the character behind its words.
    """

    page: str
    paragraph: int | str
    start: int
    end: int

    def meets(self, other: "Claim") -> bool:
        """Whether both are about the same characters, or the same place."""
        if self[:2] != other[:2]:
            return False
        return self == other or (self.start < other.end and other.start < self.end)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The ranges that a change is about, and its result; equal proposals are the same change."""

    claims: tuple[Claim, ...]
    result: Hashable

    @property
    def paragraphs(self) -> set[tuple[str, int | str]]:
        """The paragraphs that it is about."""
        return {(claim.page, claim.paragraph) for claim in self.claims}


def proposal(session: Session, change: ReviewChange) -> Proposal | None:
    """Return a change as a proposal; None if it is outside of the pages, or changes nothing."""
    if not session.file_of(change) or change.kind is ChangeKind.CANCELLED:
        return None
    alignment = session.alignment
    indexes = _whole_words(alignment, change.indexes) if change.kind in _WORDS else change.indexes
    if change.kind in NEW | MOVED:
        assert change.entry is not None
        found = [*_ranges(session, change.origin), _gap(session, change.entry, change.at)]
    else:
        found = _ranges(session, (*change.origin, *indexes))
    result = (change.after if change.picture or change.part else "", change.part, tuple(_result(alignment, indexes)))
    return Proposal(tuple(sorted(found, key=str)), result)


def _whole_words(alignment: Sequence[AlignedCharacter], indexes: Sequence[int]) -> Sequence[int]:
    """Extend a range to whole words: two changes of one word meet."""
    first, last = indexes[0], indexes[-1]
    while first > 0 and _is_letter(alignment[first - 1], alignment[indexes[0]]):
        first -= 1
    while last + 1 < len(alignment) and _is_letter(alignment[last + 1], alignment[indexes[-1]]):
        last += 1
    return range(first, last + 1)


def _is_letter(aligned: AlignedCharacter, beside: AlignedCharacter) -> bool:
    return aligned.entry == beside.entry and aligned.character.char.isalnum()


def _ranges(session: Session, indexes: Iterable[int]) -> list[Claim]:
    """Return the ranges of the exported paragraphs that characters are in, as they are today."""
    ranges: dict[int, tuple[int, int]] = {}
    for aligned in (session.alignment[i] for i in indexes):
        if aligned.entry is not None and aligned.character.char != BARRIER:
            start, end = ranges.get(aligned.entry, (aligned.at, aligned.at))
            ranges[aligned.entry] = min(start, aligned.at), max(end, aligned.at + aligned.character.original)
    return [_claim(session, entry, start, end) for entry, (start, end) in ranges.items()]


def _gap(session: Session, entry: int, at: int) -> Claim:
    """Return the place of a new paragraph between two of today's; a change of either is beside it."""
    exported = session.review_map.entries[entry]
    if 0 < at < len(exported.text):
        return _claim(session, entry, at, at)
    own = _claim(session, entry, 0, 0)
    if isinstance(own.paragraph, int):
        return Claim(own.page, f"in front of {own.paragraph + (at > 0)}", 0, 0)
    return Claim(own.page, f"{'behind' if at else 'in front of'} {own.paragraph}", 0, 0)


def _claim(session: Session, entry: int, start: int, end: int) -> Claim:
    """Return a range of an exported paragraph as one of today's, or of the exported one if it has gone.

    Where its ends have gone, the range reaches to the nearest characters that today's paragraph has.
    """
    exported = session.review_map.entries[entry]
    file = exported.pos.file if exported.pos else ""
    page = session.pages.get(file)
    current = page.paragraphs.get(entry) if page else None
    if current is None:
        return Claim(file, exported.name, start, end)
    size = len(current.block.chars)
    first = size + 1 if start > len(exported.text) else current.last_before(start)
    kept = current.before(start) is not None
    last = size + 1 if end > len(exported.text) else first if start == end and kept else current.first_behind(end)
    return Claim(file, current.block.index, first, max(first, last))


def _result(alignment: Sequence[AlignedCharacter], indexes: Iterable[int]) -> Iterable[Hashable]:
    """Yield the characters that a change leaves, with all that is part of the change."""
    for character in (alignment[i].character for i in indexes):
        if character.final and character.char == PARAGRAPH:
            yield PARAGRAPH, character.form
        elif character.final:
            yield character.char, character.format, character.href
