"""Changes of links, found by the review map, since editors do not track them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from exporter.model.links import is_carried
from exporter.ooxml.review_map import ReviewMap
from exporter.ooxml.shown_words import OBJECT, LinkRange
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter
from exporter.review.match.changes import ChangeKind, ReviewChange, give_ids
from exporter.review.word.document import BARRIER, NO_TRAITS, PARAGRAPH

_BETWEEN: Final = (PARAGRAPH, BARRIER)
_LINE: Final = frozenset("u")


def with_links(
    changes: Sequence[ReviewChange], alignment: Sequence[AlignedCharacter], review_map: ReviewMap
) -> list[ReviewChange]:
    """Add the changes of links on kept words.

    An editor that tracks the format of a link, but not the link, names its author: that change of format is left out.
    """
    links = list(_changes(alignment, review_map))
    give_ids(links, review_map)
    linked = {i for change in links for i in change.indexes}
    formats = {
        id(c)
        for c in changes
        if c.kind is ChangeKind.FORMAT and linked.issuperset(c.indexes) and _is_links_format(c, alignment)
    }
    kept = (c for c in changes if id(c) not in formats)
    return sorted([*kept, *links], key=lambda c: (c.indexes or c.origin)[0])


def _is_links_format(change: ReviewChange, alignment: Sequence[AlignedCharacter]) -> bool:
    characters = (alignment[i].character for i in change.indexes)
    return all((character.old or NO_TRAITS) ^ character.format <= _LINE for character in characters)


def _changes(alignment: Sequence[AlignedCharacter], review_map: ReviewMap) -> Iterator[ReviewChange]:
    exported = [_by_place(entry.links) for entry in review_map.entries]
    links = [
        (i, exported[aligned.entry].get(aligned.at, ""), aligned.character.href)
        for i, aligned in enumerate(alignment)
        if aligned.kept and aligned.entry is not None and aligned.character.char not in _BETWEEN
    ]
    bookmarks = {name for aligned in alignment for name in aligned.character.bookmarks}
    usual: dict[str, Counter[str]] = {}
    for _, before, after in links:
        usual.setdefault(before, Counter())[after] += 1
    run: list[int] = []
    last = ("", "")
    for i, before, after in links:
        differs = alignment[i].character.char != OBJECT and not _agrees(before, after, usual, bookmarks)
        if run and (not differs or (before, after) != last or alignment[run[-1]].entry != alignment[i].entry):
            yield _change(run, *last, alignment)
            run = []
        if differs:
            run.append(i)
            last = (before, after)
    if run:
        yield _change(run, *last, alignment)


def _by_place(links: Sequence[LinkRange]) -> dict[int, str]:
    """Map each linked character to its target."""
    return {at: target for start, end, target in links for at in range(start, end)}


def _agrees(before: str, after: str, usual: dict[str, Counter[str]], bookmarks: Collection[str]) -> bool:
    """Whether a link is the exported one. Office programs rename anchors and bookmarks, all in the same way."""
    if not before or is_carried(before) or before.removeprefix("#") in bookmarks:
        return plain_target(before) == plain_target(after)
    return after != "" and not is_carried(after) and after == usual[before].most_common(1)[0][0]


def old_link(change: ReviewChange, review_map: ReviewMap) -> tuple[int, int] | None:
    """Return the exported link of words that lead elsewhere now: its paragraph and its start there."""
    if change.kind is not ChangeKind.LINK or change.entry is None:
        return None
    links = review_map.entries[change.entry].links
    return next(((change.entry, start) for start, end, _ in links if start <= change.at < end), None)


def plain_target(target: str) -> str:
    """Return a target without the differences in writing that office programs and people make."""
    return unquote(target).rstrip("/")


def _change(run: list[int], before: str, after: str, alignment: Sequence[AlignedCharacter]) -> ReviewChange:
    first = alignment[run[0]]
    words = "".join(alignment[i].character.char for i in run)
    was, now = (f"{words} ({target})" if target else words for target in (before, after))
    authors = {alignment[i].character.formatted for i in run}
    by = authors.pop() if len(authors) == 1 else None
    return ReviewChange(ChangeKind.LINK, by or UNTRACKED, list(run), first.entry, first.at, before=was, after=now)
