"""Plans of words in a paragraph: inserted, deleted, replaced, formatted, linked."""

from collections.abc import Sequence
from typing import Final

from exporter.model.nodes import CodeBlock
from exporter.ooxml.shown_words import OBJECT
from exporter.review.match.alignment import AlignedCharacter
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_paragraph import CurrentParagraph, MergeState
from exporter.review.match.text_blocks import NOWHERE, TextBlock
from exporter.review.match.unplaced_words import signs_of_lines
from exporter.review.word.document import PARAGRAPH, Region
from exporter.review.write.inline_writer import MARKDOWN_TRAITS
from exporter.review.write.page_plan import InsertedCharacter
from exporter.review.write.plan_notes import plan_notes
from exporter.review.write.planner import REASONS, ChangeRefused, Planner, by_hand
from exporter.review.write.status import Status

_UNPLACED: Final = {
    "code": "the place of these words in the page is unknown",
    "label": "the name of a file stands behind the fence of its code: change it there in the page",
    "caption": "the caption is the title of its picture or table: change it there in the page",
}
_TAKEN: Final = "the component takes this title from another page or from data: change it there"
_CODE_LOOK: Final = "looks of code stand outside of its signs: put them around `code` in the page"
_SIGN: Final = "signs of lines come from comments such as '// [!code ++]': change the comments in the page"
_PLAIN_TEXT_KINDS: Final = ("question", "heading", "code", "label", "title")


def plan_text(planner: Planner, change: ReviewChange) -> None:
    """Plan words that come and go in a paragraph."""
    current = planner.paragraph(change.entry)
    start, end = planner.span(change, change.entry)
    planner.require(current.merge_state(start, end, "".join(a.char for a in planner.inserted(change))))
    if change.before == change.after and _has_format(planner, change, current):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    block, signs = current.block, signs_of_lines(current.block)
    taken = block.kind == "label" and not isinstance(block.ancestors[-1], CodeBlock)
    placed = (char.start < char.end for char in (block.chars if taken else block.chars[:1]))
    if block.kind in _UNPLACED and 0 not in signs and not any(placed):
        raise by_hand(_TAKEN if taken else _UNPLACED[block.kind])
    if signs.intersection(current.places[start:end]):
        raise by_hand(_SIGN)
    plan_words(planner, change, current)
    plan_notes(planner, change, current)


def _has_format(planner: Planner, change: ReviewChange, current: CurrentParagraph) -> bool:
    """Whether the page already has the new format of words that replace themselves."""
    alignment = [planner.alignment[i] for i in change.indexes]
    old = [s for s in alignment if s.character.original]
    new = [s.character for s in alignment if not s.character.original]
    chars = [current.block.chars[p] for s in old if (p := _place(s, current)) is not None]
    return len(chars) == len(new) and all(
        (char.char, char.format, char.href)
        == (
            character.char,
            character.format & MARKDOWN_TRAITS,
            planner.page_plan.link_target(character.href) if character.href else "",
        )
        for char, character in zip(chars, new, strict=True)
    )


def plan_words(planner: Planner, change: ReviewChange, current: CurrentParagraph) -> None:
    """Plan the words of a change that belong to a paragraph."""
    plan = planner.page_plan.plan_of(current.block)
    own = [s for i in change.indexes if _is_in(s := planner.alignment[i], planner, current)]
    deleted = [p for s in own if s.character.original and (p := _place(s, current)) is not None]
    plan.deleted.update(deleted)
    inside = _link_stays(deleted, current.block)
    replacing = change.id in planner.losing
    for aligned in own:
        if not aligned.character.original and aligned.character.char != PARAGRAPH:
            _insert(planner, aligned, current, deleted, inside, replacing)
        elif not aligned.character.original:
            _insert(planner, aligned, current, (), False)


def _is_in(aligned: AlignedCharacter, planner: Planner, current: CurrentParagraph) -> bool:
    """Whether a character belongs to a paragraph; a new footnote stands apart from the text in front of it."""
    apart = aligned.character.region is Region.FOOTNOTE and current.block.kind != "footnote"
    return not apart and planner.find(aligned.entry) is current


def _insert(
    planner: Planner,
    aligned: AlignedCharacter,
    current: CurrentParagraph,
    deleted: Sequence[int],
    inside: bool,
    replacing: bool = False,
) -> None:
    place = current.before(aligned.at)
    if place is None:
        place = current.behind(aligned.at)
    if place is None:
        raise ChangeRefused(Status.CONFLICT, REASONS[MergeState.CONFLICT])
    beside = (*deleted, *(p for p in (place - 1, place) if 0 <= p < len(current.block.chars)))
    planner.page_plan.plan_of(current.block).inserted.setdefault(place, []).append(
        InsertedCharacter(aligned.character, beside, inside, replacing and bool(deleted))
    )


def _place(aligned: AlignedCharacter, current: CurrentParagraph) -> int | None:
    return current.places[aligned.at] if aligned.at < len(current.exported) else None


def _link_stays(deleted: Sequence[int], block: TextBlock) -> bool:
    """Whether the deleted words are part of a link that keeps other words."""
    if not deleted:
        return False
    links = {_link(block, p) for p in deleted}
    if len(links) != 1 or links == {None}:
        return False
    link = links.pop()
    return any(_link(block, p) == link for p in range(len(block.chars)) if p not in set(deleted))


def _link(block: TextBlock, place: int) -> int | None:
    return next((w for w in block.chars[place].elements if block.elements[w].href), None)


# --- looks -----------------------------------------------------------------------------------------------------------


def plan_format(planner: Planner, change: ReviewChange) -> None:
    """Plan another format of words."""
    current = planner.paragraph(change.entry)
    first = planner.alignment[change.indexes[0]].character
    old = first.old or frozenset()
    added, lost = (frozenset[str](), change.lost) if change.lost else (first.format - old, old - first.format)
    if current.block.kind in _PLAIN_TEXT_KINDS:
        raise by_hand(f"a {current.block.kind} is plain text")
    if added == lost and "c" in first.format:
        raise by_hand(_CODE_LOOK)
    if not (added | lost) & MARKDOWN_TRAITS or (added | lost) - MARKDOWN_TRAITS - {"u", "mark"}:
        raise by_hand("Markdown has no syntax for this look")
    places = _kept(planner, change, current)
    if all(added & MARKDOWN_TRAITS <= (now := current.block.chars[p].format) and not lost & now for p in places):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    for place in places:
        planner.page_plan.plan_of(current.block).formats[place] = (added & MARKDOWN_TRAITS, lost & MARKDOWN_TRAITS)


def plan_link(planner: Planner, change: ReviewChange) -> None:
    """Plan a new, another or no link of words."""
    current = planner.paragraph(change.entry)
    first = planner.alignment[change.indexes[0]]
    href = first.character.href if first.kept else ""
    planner.check_link(href)
    if current.block.kind in _PLAIN_TEXT_KINDS:
        raise by_hand(f"a {current.block.kind} is plain text")
    written = planner.page_plan.link_target(href) if href else ""
    places = _kept(planner, change, current)
    if any(current.block.chars[place].char == OBJECT for place in places):
        raise by_hand("change a picture's link by hand")
    if all(current.block.chars[place].href == written for place in places):
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    planner.page_plan.plan_of(current.block).links.update(dict.fromkeys(places, written))


def plan_alt_text(planner: Planner, change: ReviewChange) -> None:
    """Plan another alternative text of a picture."""
    found = change.picture
    if found is None:
        raise ChangeRefused(Status.CONFLICT, "the page no longer has this picture")
    if found.image.alt == change.after:
        raise ChangeRefused(Status.NO_EFFECT, REASONS[MergeState.DONE])
    if found.image.alt != change.before:
        raise ChangeRefused(Status.CONFLICT, "the picture now has another alternative text")
    if found.block.chars[found.place].start == NOWHERE:
        raise by_hand("the place of this alternative text in the page is unknown")
    if not change.after.strip():
        raise by_hand('only a picture without meaning has no alternative text: mark it as decoration with alt=""')
    block = planner.page_plan.blocks[found.block.index]
    planner.page_plan.plan_of(block).alts[found.place] = (found.image, change.after)


def _kept(planner: Planner, change: ReviewChange, current: CurrentParagraph) -> list[int]:
    """Return the places of words that stay."""
    start, end = planner.span(change, change.entry)
    planner.require(current.merge_state(start, end, current.exported[start:end]))
    places = (_place(planner.alignment[i], current) for i in change.indexes)
    return [place for place in places if place is not None]
