"""Plans of other kinds of paragraphs: another level of a heading, a paragraph made a heading or item, and back."""

import re
from typing import Final

from exporter.model.nodes import Heading, List, ListItem, Paragraph
from exporter.ooxml.paragraph_kinds import PLAIN
from exporter.review.match.changes import ReviewChange
from exporter.review.match.current_page import MergeState
from exporter.review.match.text_blocks import TextBlock, node_name
from exporter.review.word.document import ParagraphForm
from exporter.review.write.page_plan import NewForm
from exporter.review.write.placement import LEADS
from exporter.review.write.planner import ChangeRefused, Planner, by_hand
from exporter.review.write.source_text import SourceLines, continued, marker
from exporter.review.write.status import Status

_SIGNS: Final = re.compile(r"(?P<heading>#{1,6})[ \t]+")
_UNWRITTEN: Final = "the page has no syntax for this kind of paragraph here"
_SIGN: Final = "the exporter makes the sign in front of a question: it is a label of the theme, not of the page"


def plan_style(planner: Planner, change: ReviewChange) -> None:
    """Plan another kind of a paragraph."""
    current = planner.paragraph(change.entry)
    mark = planner.alignment[change.indexes[0]].character
    form, block = mark.form, current.block
    if form.unnumbered:
        raise by_hand(_SIGN)
    planner.require(MergeState.CLEAN if current.unchanged else MergeState.CONFLICT)
    node = block.ancestors[-1]
    if block.chars[0].start < 0 or node.pos is None:
        raise by_hand("the place of this paragraph in the page is unknown")
    level = planner.heading_level(change, form) if form.kind == "heading" else 0
    new = _form(block, form, level)
    if "/".join(new.path) == block.path:
        raise ChangeRefused(Status.NO_EFFECT, "the page has one kind of paragraph for both styles")
    planner.page_plan.forms[block.index] = new


def _form(block: TextBlock, form: ParagraphForm, level: int) -> NewForm:
    """Return the new form of a block. Raises ``ChangeRefused`` if its Markdown is more than a sign in front of it."""
    node, parents = block.ancestors[-1], tuple(node_name(n) for n in block.ancestors[:-1])
    if block.kind == "item" and form.kind == "item":
        return _moved(block, form)
    inside_item = isinstance(block.ancestors[-2] if len(block.ancestors) > 1 else None, ListItem)
    if block.kind not in ("paragraph", "heading") or not isinstance(node, Paragraph | Heading) or inside_item:
        raise by_hand("change lists and their items in the page" if block.kind == "item" else _UNWRITTEN)
    if form.kind == "heading" and 1 <= level <= 6:
        return NewForm("heading", (*parents, f"Heading{level}"), "#" * level + " ")
    if form.kind == PLAIN:
        return NewForm("paragraph", (*parents, "Paragraph"), "")
    if form.kind == "item" and form.level == sum(isinstance(n, List) for n in block.ancestors):
        name = f"List.{'ordered' if form.ordered else 'bullets'}."
        return NewForm("item", (*parents, name, "ListItem", "Paragraph"), "1. " if form.ordered else "- ")
    if form.kind == "quote":
        return NewForm("quote", (*parents, "Quote", "Paragraph"), "> ")
    raise by_hand(_UNWRITTEN)


def _moved(block: TextBlock, form: ParagraphForm) -> NewForm:
    """Return the form of an item that moves one level in or out, with nothing below it."""
    lists = [n for n in block.ancestors if isinstance(n, List)]
    item, moved = block.item(), form.level - (len(lists) - 1)
    if item is None or len(item.children) != 1 or abs(moved) != 1 or lists[-1].ordered != form.ordered:
        raise by_hand("change lists and their items in the page")
    names = tuple(node_name(n) for n in block.ancestors)
    if moved > 0 and lists[-1].items[0] is not item:
        return NewForm("item", (*names[:-1], *names[-3:]), "", moved)
    if moved < 0 and lists[-1].items[-1] is item and lists[-2].ordered == form.ordered:
        return NewForm("item", (*names[:-3], "Paragraph"), "", moved)
    raise by_hand("its place in the list would change others: change the list in the page")


def _lead_edit(block: TextBlock, moved: int, source: str) -> tuple[int, int, str] | None:
    """Return the edit of the blanks in front of an item that moves in or out."""
    item, lines = block.item(), SourceLines(source)
    lists = [n for n in block.ancestors if isinstance(n, List)]
    around = [n for n in block.ancestors if isinstance(n, ListItem)]
    if item is None or item.pos is None:
        return None
    at = next(i for i, own in enumerate(lists[-1].items) if own is item)
    other = lists[-1].items[at - 1] if moved > 0 else around[-2]
    sign = marker(source, other.pos.start.offset) if other.pos else None
    if sign is None or other.pos is None:
        return None
    start, lead = lines.start(item.pos.start.offset), lines.lead(other.pos.start.offset)
    new = continued(lead + sign) if moved > 0 else lead
    return None if lead.strip(LEADS) else (start, item.pos.start.offset, new)


def sign_edit(block: TextBlock, new: NewForm, source: str) -> tuple[int, int, str] | None:
    """Return the edit of the sign in front of a block's words; None if they share lines with other content."""
    node = block.ancestors[-1]
    assert node.pos is not None
    start, first, last = node.pos.start.offset, block.start, block.chars[-1].end
    if "\n" in source[first:last]:
        return None
    if new.moved:
        return _lead_edit(block, new.moved, source)
    if source[source.rfind("\n", 0, start) + 1 : start].strip(LEADS):
        return None
    if not isinstance(node, Heading):
        return first, first, new.sign
    found = _SIGNS.match(source, start)
    return (start, found.end(), new.sign) if found and found.end() <= first else None
