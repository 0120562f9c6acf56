"""Links that lead elsewhere than the page's: no editor tracks that, so it shows only in comparison with the page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from exporter.ooxml.reviewmap import OBJECT, ReviewMap
from exporter.review.atoms import PARAGRAPH
from exporter.review.changes import Change, give_ids
from exporter.review.pagewrite import Today
from exporter.review.script import UNTRACKED, Slot

_ABSOLUTE: Final = ("http://", "https://", "mailto:", "tel:")


def changed_links(pages: Iterable[Today], slots: Sequence[Slot], review_map: ReviewMap) -> list[Change]:
    """Links put on words, and links whose target was changed; both untracked."""
    found = [change for page in pages for change in _of_page(page, slots)]
    give_ids(found, review_map)
    return found


def _of_page(page: Today, slots: Sequence[Slot]) -> Iterator[Change]:
    pairs = [(i, *looked) for i, slot in enumerate(slots) if (looked := _looked(page, slot)) is not None]
    usual: dict[str, Counter[str]] = {}
    for _, written, href in pairs:
        if written and href:
            usual.setdefault(written, Counter())[href] += 1
    run: list[int] = []
    last: tuple[str, str] = ("", "")
    for i, written, href in pairs:
        differs = bool(href) and not _agrees(written, href, usual)
        if run and (not differs or (written, href) != last or slots[run[-1]].entry != slots[i].entry):
            yield _change(run, *last, slots)
            run = []
        if differs:
            run.append(i)
            last = (written, href)
    if run:
        yield _change(run, *last, slots)


def _looked(page: Today, slot: Slot) -> tuple[str, str] | None:
    """The link of a character as the page has it, and as the document shows it; None for what is not compared."""
    target = page.targets.get(slot.entry)
    if target is None or not slot.kept or slot.atom.char in (PARAGRAPH, OBJECT) or slot.at >= len(target.base):
        return None
    place = target.places[slot.at]
    return None if place is None else (target.leaf.chars[place].href, slot.atom.href)


def _agrees(written: str, href: str, usual: dict[str, Counter[str]]) -> bool:
    if not written:
        return False
    if written.startswith(_ABSOLUTE):
        return _plain(written) == _plain(href)
    common = usual[written].most_common(1)[0][0]
    if href == common:
        return not href.startswith(_ABSOLUTE) or written.startswith("#") or _ends(href, written)
    return False


def _plain(target: str) -> str:
    return unquote(target).rstrip("/").removeprefix("http://").removeprefix("https://")


def _ends(href: str, written: str) -> bool:
    tail = written.lstrip("./").partition("#")[0].partition("?")[0].rstrip("/")
    return not tail or unquote(href).partition("#")[0].partition("?")[0].rstrip("/").endswith(unquote(tail))


def _change(run: list[int], written: str, href: str, slots: Sequence[Slot]) -> Change:
    first = slots[run[0]]
    words = "".join(slots[i].atom.char for i in run)
    before = f"{words} ({written})" if written else words
    return Change("link", UNTRACKED, list(run), first.entry, first.at, before=before, after=f"{words} ({href})")
