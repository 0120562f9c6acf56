"""Verify a page by reading it: it must show the expected paragraphs, and the accepted text of the reviewed file.

The accepted text proves that a page says what the reviewer saw, however it was written, and finds changes that a page
has already. It leaves out blanks: joined paragraphs get one that nobody typed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from exporter.ooxml.paragraph_kinds import OTHER
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import DELETED, MOVED, NEW, ChangeKind, ReviewChange
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import BARRIER, PARAGRAPH, Region, Traits
from exporter.review.write.expected import ExpectedParagraph, plain_signs, shown_characters, without_own_links
from exporter.review.write.inline_writer import MARKDOWN_TRAITS
from exporter.review.write.new_blocks import WRITTEN
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.planner import Planner
from exporter.review.write.text_edits import PLAIN_TEXT_KINDS
from exporter.textdiff.alignment import opcodes

_ANY: Final = "?"
_ADDED: Final = NEW | MOVED
_MARKS: Final = (ChangeKind.LINK, ChangeKind.FORMAT)


@dataclass(slots=True)
class AcceptedParagraph:
    """A paragraph: its characters, each with its possible formats (empty if unknown) and its link.

    ``units`` are its units of the page, ``entries`` the entries whose words it keeps, ``changes`` the ids of changes in
    it. ``kind`` is the kind of a new paragraph, empty if it is not known. ``sure`` is False if the page does not show
    all of its words, or not as exported.
    """

    chars: list[tuple[str, frozenset[Traits], str]] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    entries: set[int | None] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    kind: str = ""
    sure: bool = True


def accepted(planner: Planner, written: Collection[ReviewChange]) -> list[AcceptedParagraph]:
    """Return the paragraphs of the file with these changes accepted and all others rejected."""
    found = (replace(p, chars=list(without_own_links(p.chars))) for p in _paragraphs(planner, written))
    return [paragraph for paragraph in found if paragraph.chars]


def _paragraphs(planner: Planner, written: Collection[ReviewChange]) -> Iterator[AcceptedParagraph]:
    ordered = sorted(written, key=lambda c: c.kind not in _MARKS)  # words that are replaced may lose a mark too
    done = {i: change for change in ordered for i in (*change.indexes, *change.origin)}
    formats = _formats(planner)
    paragraph = AcceptedParagraph()
    for i, aligned in enumerate(planner.alignment):
        change = done.get(i)
        if change is not None and (change.kind not in _ADDED or not aligned.character.original):
            paragraph.changes.add(change.id)
        words = change is not None and (aligned.kept or change.kind not in _MARKS)
        if aligned.character.char != BARRIER and not _stays(aligned, words):
            continue
        further = planner.page_plan.further
        if aligned.character.char == PARAGRAPH and (behind := done.get(i + 1)) and behind.id in further:
            continue
        if aligned.character.char in (PARAGRAPH, BARRIER):
            paragraph.kind = "" if change is not None and change.id in further else _new_kind(aligned)
            yield paragraph
            paragraph = AcceptedParagraph(
                changes={change.id} if change is not None and change.kind is ChangeKind.SPLIT else set()
            )
        elif not aligned.character.char.isspace():
            _take(planner, paragraph, aligned, change, formats)
    yield paragraph


def _new_kind(mark: AlignedCharacter) -> str:
    """Return the kind of the paragraph that a new mark ends."""
    new = mark.character.char == PARAGRAPH and not mark.character.original and mark.character.region is Region.BODY
    return mark.character.form.kind if new and mark.character.form.kind in WRITTEN - {OTHER} else ""


def _stays(aligned: AlignedCharacter, written: bool) -> bool:
    return not aligned.cancelled and (aligned.kept or written != aligned.character.original)


def _take(
    planner: Planner,
    paragraph: AcceptedParagraph,
    aligned: AlignedCharacter,
    change: ReviewChange | None,
    formats: "_Formats",
) -> None:
    character, current = aligned.character, planner.find(aligned.entry)
    if current is None or not current.unchanged:
        paragraph.sure = False
    else:
        paragraph.units.add(current.block.unit.index)
    if not character.original:
        own = frozenset("c") if "c" in character.format else character.format & MARKDOWN_TRAITS
        href = planner.page_plan.link_target(character.href) if character.href else _ANY
        known = formats.get((aligned.entry, character.format), frozenset()) | {own}
        any_format = bool(character.note) or (change is not None and change.id in planner.losing)
        paragraph.chars.append((character.char, frozenset() if any_format else known, href))
        return
    paragraph.entries.add(aligned.entry)
    if current is None or not current.unchanged:
        paragraph.chars.append((character.char, frozenset(), _ANY))
    elif aligned.at >= current.generated:
        place = current.places[aligned.at]
        if place is None:
            paragraph.sure = False
        else:
            paragraph.chars.append(_kept(planner, current.block, place, aligned, change))


def _kept(
    planner: Planner, block: TextBlock, place: int, aligned: AlignedCharacter, change: ReviewChange | None
) -> tuple[str, frozenset[Traits], str]:
    character, char = aligned.character, block.chars[place]
    traits, href = char.format, char.href
    if change is not None and change.kind is ChangeKind.FORMAT:
        old = character.old or frozenset()
        added = frozenset() if change.lost else character.format - old
        traits = (traits | added & MARKDOWN_TRAITS) - (change.lost or old - character.format)
    if change is not None and change.kind is ChangeKind.LINK:
        href = planner.page_plan.link_target(character.href) if character.href and aligned.kept else ""
    return char.char, frozenset([traits]), href


_Formats = dict[tuple[int | None, Traits], frozenset[Traits]]
"""Formats in the page of a paragraph's characters, by their format in the file."""


def _formats(planner: Planner) -> _Formats:
    found: _Formats = {}
    for aligned in planner.alignment:
        current = planner.find(aligned.entry)
        if current is None or not aligned.character.original or aligned.at >= len(current.exported):
            continue
        place = current.places[aligned.at]
        if place is not None:
            key = (aligned.entry, aligned.character.format)
            found[key] = found.get(key, frozenset()) | {current.block.chars[place].format}
    return found


_Shown = Sequence[tuple[str, Traits, str]]


def _shown(block: TextBlock) -> _Shown:
    return [c for c in shown_characters(block) if not c[0].isspace()]


def _shows(block: TextBlock, shown: _Shown, paragraph: AcceptedParagraph) -> bool:
    if len(shown) != len(paragraph.chars) or paragraph.kind not in ("", block.kind):
        return False
    plain = block.kind in PLAIN_TEXT_KINDS
    return all(
        char == own and (plain or ((not formats or traits in formats) and href in (current, _ANY, "")))
        for (char, traits, current), (own, formats, href) in zip(shown, paragraph.chars, strict=True)
    )


def unseen(planner: Planner, written: Collection[ReviewChange], found: Sequence[TextBlock]) -> set[int]:
    """Return the units of the first paragraph of the accepted text that a page does not show."""
    order = [current.block.index for _, current in sorted(planner.paragraphs.items())]
    shown = [(block, plain_signs(_shown(block))) for block in found]
    start = 0
    for text in accepted(planner, written):
        paragraph = replace(text, chars=list(plain_signs(text.chars)))
        if not paragraph.sure or not paragraph.units:
            continue
        at = next((n for n in range(start, len(shown)) if _shows(*shown[n], paragraph)), None)
        if at is None:
            return paragraph.units
        if order == sorted(order):
            start = at + 1
    return set()


def present(planner: Planner, change: ReviewChange, wanted: Sequence[Sequence[AcceptedParagraph]]) -> bool:
    """Whether the page of today has the result of a change in its place; ``wanted`` are texts to look for."""
    if change.kind in DELETED or (change.kind in _MARKS and planner.find(change.entry)) or not wanted:
        return False
    texts = [[p for p in text if change.id in p.changes] for text in wanted]
    own = {planner.alignment[i].entry for i in (change.origin if change.kind in _ADDED else change.indexes)}
    own |= {entry for text in texts for paragraph in text for entry in paragraph.entries}
    own.discard(None)
    if change.kind not in _ADDED and own and all((current := planner.find(e)) and current.unchanged for e in own):
        return False
    others = {t.block.index for e, t in planner.paragraphs.items() if t.unchanged and e not in own}
    between = [block for block in _between(planner, change, own) if block.index not in others]
    if change.kind in MOVED and not _may_have_moved(planner, change, {block.index for block in between}):
        return False
    free = [(block, _shown(block)) for block in between]
    return any(_stand(free, text) for text in texts)


def _may_have_moved(planner: Planner, change: ReviewChange, there: Collection[int]) -> bool:
    """Whether none of the paragraphs that a change moves still stands elsewhere."""
    found = (planner.find(planner.alignment[i].entry) for i in change.origin)
    return all(current is None or not current.unchanged or current.block.index in there for current in found)


def _between(planner: Planner, change: ReviewChange, own: set[int | None]) -> Sequence[TextBlock]:
    """Return the blocks of today from the paragraph before a change to the one behind it, with its ``own``.

    A paragraph with other words than the exported ones may be the result itself, taken for the old one.
    """
    after, before = planner.around(change, own)
    blocks = planner.page_plan.blocks
    kept = {current.block.index for current in planner.paragraphs.values() if current.unchanged}
    start = after.index + (after.index in kept) if after is not None else 0
    end = before.index + (before.index not in kept) if before is not None else len(blocks)
    return blocks[start:end]


def _stand(free: Sequence[tuple[TextBlock, _Shown]], paragraphs: Sequence[AcceptedParagraph]) -> bool:
    """Whether paragraphs occur among blocks in their order."""
    at = 0
    for paragraph in paragraphs:
        found = next((n for n in range(at, len(free)) if _shows(*free[n], paragraph)), None)
        if found is None:
            return False
        at = found + 1
    return bool(paragraphs)


class Proof(NamedTuple):
    """A verified text, and the index of the block that each of its paragraphs was, -1 for new ones."""

    text: str
    origins: Sequence[int] = ()


def wrong_alts(page_plan: PagePlan, written: Sequence[TextBlock]) -> set[int]:
    """Return the units whose pictures do not have their new alternative texts, or that changed another one."""
    texts = Counter((i.asset, " ".join(i.alt.split())) for block in page_plan.blocks for _, i in block.images())
    found = Counter((i.asset, " ".join(i.alt.split())) for block in written for _, i in block.images())
    units: set[int] = set()
    for number, plan in page_plan.plans.items():
        for image, alt in plan.alts.values():
            texts[image.asset, " ".join(image.alt.split())] -= 1
            texts[image.asset, " ".join(alt.split())] += 1
            units.add(page_plan.blocks[number].unit.index)
    return units if found - +texts else set()


def wrong_units(expected: Sequence[ExpectedParagraph], written: Sequence[TextBlock]) -> set[int]:
    """Return the units with other words, formats, links or enclosing blocks than expected."""
    found = [(block.kind, plain_signs(shown_characters(block))) for block in written]
    wanted = [(e.kind, plain_signs(e.shown)) for e in expected]
    if found == wanted:
        return {e.unit for e, block in zip(expected, written, strict=True) if e.path and e.path != block.path}
    wrong: set[int] = set()
    for tag, i1, i2, _, _ in opcodes(wanted, found):
        if tag == "insert":
            wrong |= {expected[i].unit for i in (i1 - 1, i1) if 0 <= i < len(expected)}
        elif tag != "equal":
            wrong |= {expected[i].unit for i in range(i1, i2)}
    return wrong
