"""Changes of pictures: another alternative text, another picture; other formulas. No office program tracks them."""

from collections.abc import Iterator, Mapping, Sequence

from exporter.ooxml.review_map import DRAWING, MapPicture, ReviewMap
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter
from exporter.review.match.changes import ChangeKind, PagePicture, ReviewChange
from exporter.review.match.current_page import CurrentPage
from exporter.review.word.document import Region, WordPicture


def picture_changes(
    alignment: Sequence[AlignedCharacter], review_map: ReviewMap, pages: Mapping[str, CurrentPage], redrawn: bool
) -> Iterator[ReviewChange]:
    """Yield the changes of the pictures that stay; ``redrawn`` says that all drawings have other bitmaps."""
    mapped = [{picture.at: picture for picture in entry.pictures} for entry in review_map.entries]
    old = _of_older_map(alignment, review_map, pages)
    entry = None
    for index, aligned in enumerate(alignment):
        entry = entry if aligned.entry is None else aligned.entry
        now = aligned.character.picture
        if now is None or not aligned.kept or entry is None:
            continue
        there = old.get(index) or _on_page(aligned, review_map, pages)
        exported = mapped[entry].get(aligned.at) if aligned.entry is not None else None
        if exported is None and there is not None and not review_map.has_pictures:
            exported = MapPicture(aligned.at, there.image.alt, "")
        if exported is not None:
            yield from _differences(index, aligned, entry, exported, now, there, redrawn)


def uncompared(alignment: Sequence[AlignedCharacter], review_map: ReviewMap, redrawn: bool) -> str:
    """Return a note if pictures of the text cannot be compared with the exported ones, ``""`` if all can."""
    shown = any(a.character.picture and a.kept and a.character.region in (Region.BODY, Region.CELL) for a in alignment)
    if not shown or not review_map.entries:
        return ""
    if not review_map.has_hashes:
        return "the file does not say which pictures it had: look yourself whether one was replaced"
    drawings = any(p.digest.startswith(DRAWING) for entry in review_map.entries for p in entry.pictures)
    return "LibreOffice draws SVG pictures anew: look yourself whether one was replaced" if redrawn and drawings else ""


def _differences(
    index: int,
    aligned: AlignedCharacter,
    entry: int,
    exported: MapPicture,
    now: WordPicture,
    there: PagePicture | None,
    redrawn: bool,
) -> Iterator[ReviewChange]:
    at = aligned.at if aligned.entry is not None else 0
    if now.formula:
        if exported.digest != now.digest:
            yield ReviewChange(ChangeKind.FORMULA, UNTRACKED, [index], entry, at, exported.alt, now.alt)
        return
    if " ".join(exported.alt.split()) != " ".join(now.alt.split()):
        change = ReviewChange(ChangeKind.ALT_TEXT, UNTRACKED, [index], entry, at, exported.alt, now.alt)
        change.picture = there
        yield change
    known = exported.digest.removeprefix(DRAWING)
    if known and now.digest and known != now.digest and not (redrawn and exported.digest.startswith(DRAWING)):
        change = ReviewChange(ChangeKind.PICTURE, UNTRACKED, [index], entry, at, exported.alt, now.alt)
        change.part = now.part
        yield change


def _on_page(aligned: AlignedCharacter, review_map: ReviewMap, pages: Mapping[str, CurrentPage]) -> PagePicture | None:
    """Return the picture of today in an exported paragraph."""
    exported = review_map.entries[aligned.entry] if aligned.entry is not None else None
    page = pages.get(exported.pos.file) if exported is not None and exported.pos else None
    current = page.paragraphs.get(aligned.entry) if page is not None and aligned.entry is not None else None
    if current is None or aligned.at >= len(current.places):
        return None
    place = current.places[aligned.at]
    found = (PagePicture(current.block, at, image) for at, image in current.block.images() if at == place)
    return next(found, None)


def _of_older_map(
    alignment: Sequence[AlignedCharacter], review_map: ReviewMap, pages: Mapping[str, CurrentPage]
) -> dict[int, PagePicture]:
    """Return the pictures outside of an older map by their indexes: those of a page that has not changed, in order."""
    if review_map.has_pictures or len(pages) != 1:
        return {}
    (page,) = pages.values()
    known = {id(current.block) for current in page.paragraphs.values()}
    free = [PagePicture(b, at, image) for b in page.blocks if id(b) not in known for at, image in b.images()]
    shown = [
        i
        for i, aligned in enumerate(alignment)
        if aligned.entry is None
        and aligned.kept
        and aligned.character.char == OBJECT
        and aligned.character.picture is not None
        and aligned.character.region is Region.BODY
    ]
    return dict(zip(shown, free, strict=True)) if len(shown) == len(free) and not page.changed else {}
