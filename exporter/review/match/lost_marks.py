"""Links and formats that go because new words stand outside of them: changes of their own."""

from collections.abc import Iterator, Sequence
from typing import Final

from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import ChangeKind, ReviewChange
from exporter.review.word.document import WordCharacter, text_of

_SHOWN: Final = frozenset(("b", "i", "s", "c", "sub", "sup"))


def lost_marks(changes: Sequence[ReviewChange], alignment: Sequence[AlignedCharacter]) -> Iterator[ReviewChange]:
    """Yield a change for each link and format that words lose by being replaced.

    Its indexes are those of the replaced words: without it, the new words have the link and format of the old ones.
    """
    for change in changes:
        if change.kind is not ChangeKind.REPLACE or change.before == change.after:
            continue
        old = [i for i in change.indexes if alignment[i].character.original]
        new = [alignment[i].character for i in change.indexes if not alignment[i].character.original]
        yield from _lost_link(change, old, new, alignment)
        yield from _lost_format(change, old, new, alignment)


def _lost_link(
    change: ReviewChange, old: list[int], new: list[WordCharacter], alignment: Sequence[AlignedCharacter]
) -> Iterator[ReviewChange]:
    links = {alignment[i].character.href for i in old}
    href = next(iter(links))
    edges = (alignment[i].character for i in (old[0] - 1, old[-1] + 1) if 0 <= i < len(alignment))
    if len(links) == 1 and href and not any(c.href for c in new) and not any(c.href == href for c in edges):
        yield _lost(change, ChangeKind.LINK, old, (f"{change.before} ({href})", f"{change.after} (no link)"), alignment)


def _lost_format(
    change: ReviewChange, old: list[int], new: list[WordCharacter], alignment: Sequence[AlignedCharacter]
) -> Iterator[ReviewChange]:
    words = [alignment[i].character.format for i in old if not alignment[i].character.char.isspace()]
    lost = frozenset.intersection(*words) & _SHOWN if words else frozenset()
    lost -= frozenset(trait for c in new for trait in c.format)
    if lost:
        yield _lost(change, ChangeKind.FORMAT, old, (change.before, change.after), alignment, lost)


def _lost(
    change: ReviewChange,
    kind: ChangeKind,
    old: list[int],
    words: tuple[str, str],
    alignment: Sequence[AlignedCharacter],
    traits: frozenset[str] = frozenset(),
) -> ReviewChange:
    first = alignment[old[0]]
    made = ReviewChange(kind, change.by, old, first.entry, first.at, *words, lost=traits)
    if kind is ChangeKind.FORMAT:
        made.before = text_of(alignment[i].character for i in old)
    return made
