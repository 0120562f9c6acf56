"""Links put on words, taken off them, or led elsewhere: no editor tracks that, the review map tells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from exporter.model.links import is_carried
from exporter.ooxml.review_map import OBJECT, LinkRange, ReviewMap
from exporter.review.match.alignment import OUTSIDE, UNTRACKED, Slot
from exporter.review.match.changes import Change, give_ids
from exporter.review.word.document import BARRIER, PARAGRAPH, PLAIN

_BETWEEN: Final = (PARAGRAPH, BARRIER)
_LINE: Final = frozenset("u")


def with_links(found: Sequence[Change], slots: Sequence[Slot], review_map: ReviewMap) -> list[Change]:
    """All changes with those of words that stayed and have another link than exported.

    An editor that tracks the look of a link, and not the link, has told who made it: that look is no change by itself.
    """
    links = list(_changes(slots, review_map))
    give_ids(links, review_map)
    linked = {i for change in links for i in change.slots}
    looks = {id(c) for c in found if c.kind == "format" and linked.issuperset(c.slots) and _links_look(c, slots)}
    kept = (c for c in found if id(c) not in looks)
    return sorted([*kept, *links], key=lambda c: (c.slots or c.origin)[0])


def _links_look(change: Change, slots: Sequence[Slot]) -> bool:
    atoms = (slots[i].atom for i in change.slots)
    return all((atom.old or PLAIN) ^ atom.format <= _LINE for atom in atoms)


def _changes(slots: Sequence[Slot], review_map: ReviewMap) -> Iterator[Change]:
    exported = [_by_place(entry.links) for entry in review_map.entries]
    kept = [i for i, slot in enumerate(slots) if slot.kept and slot.entry != OUTSIDE and slot.atom.char not in _BETWEEN]
    links = [(i, exported[slots[i].entry].get(slots[i].at, ""), slots[i].atom.href) for i in kept]
    usual: dict[str, Counter[str]] = {}
    for _, before, after in links:
        usual.setdefault(before, Counter())[after] += 1
    run: list[int] = []
    last = ("", "")
    for i, before, after in links:
        differs = slots[i].atom.char != OBJECT and not _agrees(before, after, usual)
        if run and (not differs or (before, after) != last or slots[run[-1]].entry != slots[i].entry):
            yield _change(run, *last, slots)
            run = []
        if differs:
            run.append(i)
            last = (before, after)
    if run:
        yield _change(run, *last, slots)


def _by_place(links: Sequence[LinkRange]) -> dict[int, str]:
    """The link of each character that has one."""
    return {at: target for start, end, target in links for at in range(start, end)}


def _agrees(before: str, after: str, usual: dict[str, Counter[str]]) -> bool:
    """Whether a link is the exported one; office programs name anchors anew, all in the same way."""
    if not before or is_carried(before):
        return plain(before) == plain(after)
    return not is_carried(after) and after == usual[before].most_common(1)[0][0]


def plain(target: str) -> str:
    """A target without what office programs and people write in several ways."""
    return unquote(target).rstrip("/")


def _change(run: list[int], before: str, after: str, slots: Sequence[Slot]) -> Change:
    first = slots[run[0]]
    words = "".join(slots[i].atom.char for i in run)
    was, now = (f"{words} ({target})" if target else words for target in (before, after))
    marks = {slots[i].atom.formatted for i in run}
    mark = marks.pop() if len(marks) == 1 else None
    return Change("link", mark or UNTRACKED, list(run), first.entry, first.at, before=was, after=now)
