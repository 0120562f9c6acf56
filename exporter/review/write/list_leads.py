"""Leads of the lines of blocks whose lists change: blanks, signs of quotes and lists, number signs of headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from exporter.model.nodes import AnyNode, Heading, List, ListItem, Quote
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.page_plan import NewForm
from exporter.review.write.placement import LEADS
from exporter.review.write.source_text import Unwritable, below, continued, marker
from exporter.review.write.text_edits import SourceWriter

_HEADING_SIGN: Final = re.compile(r"#{1,6}[ \t]+")
_CODE: Final = 4  # blanks that make a block code (CommonMark, section 4.4)
_SHARED: Final = "it shares its lines with other content"
_BELOW: Final = "what stands below its item would lose its place"
_ORPHANS: Final = "an item below it would have no item around it: change the list in the page"
_EITHER: Final = "it may belong to the item in front of it, or stand outside of the list: change the list in the page"
_MORE_QUOTED: Final = "the quote has more paragraphs: change them together in the page"


class Lead(NamedTuple):
    """The lead of a block: that of its first line up to the words, and that of its further lines."""

    first: str
    further: str


@dataclass(slots=True)
class OpenLevel:
    """An open list: the lead and sign of its last item, that item of the page, and whether its items have boxes."""

    ordered: bool
    lead: str
    sign: str
    item: ListItem | None
    boxes: list[bool] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name in paths, once all of its items are known."""
        return f"List.{'ordered' if self.ordered else 'bullets'}.{'tasks' if all(self.boxes) else ''}"

    @property
    def inside(self) -> str:
        """The lead of blocks below its last item."""
        return below(self.lead, self.sign)


def nodes_around(block: TextBlock) -> tuple[AnyNode, ...]:
    """Return the nodes around the outermost of the lists that directly hold a block."""
    end = len(block.ancestors) - 1
    end -= end > 0 and isinstance(block.ancestors[end - 1], Quote)
    while end and isinstance(block.ancestors[end - 1], List | ListItem):
        end -= 1
    return block.ancestors[:end]


class Leads:
    """The leads of the blocks of a run, one after the other, with the lists that are open behind the last one."""

    def __init__(self, writer: SourceWriter, around: Sequence[AnyNode]) -> None:
        self.writer, self.lines, self.source = writer, writer.lines, writer.source
        self.around = around
        self.outside = sum(isinstance(node, List) for node in around)
        self.levels: list[OpenLevel] = []
        self.signs: dict[int, str] = {}  # the last sign of each list of the page

    def new(self, block: TextBlock, form: NewForm | None, old: Lead) -> Lead:
        """Return the new lead of the next block. Raises ``Unwritable`` if its item or list would be gone."""
        if (form.kind if form else block.kind) == "item":
            return self._item(block, form)
        if form is None and self.chain(block):
            return self._follower(block, old)
        if form is not None and form.indented and self.levels:
            raise Unwritable(block.unit.index, _EITHER)
        self.levels.clear()
        return self._alone(block, form, old)

    def chain(self, block: TextBlock) -> tuple[AnyNode, ...]:
        """Return the lists and items of the run that hold a block."""
        inside = block.ancestors[len(self.around) :]
        end = next((i for i, node in enumerate(inside) if not isinstance(node, List | ListItem)), len(inside))
        return inside[:end]

    def old(self, block: TextBlock) -> Lead:
        """Return the lead of a block as the page has it."""
        item, node = block.item(), block.ancestors[-1]
        if item is not None and item.pos is not None:
            lead, sign = self.lines.lead(item.pos.start.offset), marker(self.source, item.pos.start.offset)
            if sign is None or lead.strip(LEADS):
                raise Unwritable(block.unit.index, "its list item has no marker" if sign is None else _SHARED)
            return Lead(lead + sign, below(lead, sign))
        if node.pos is None:
            raise Unwritable(block.unit.index, "its place in the page is unknown")
        lead = self.lines.lead(node.pos.start.offset)
        if self.chain(block) and lead.strip(LEADS):
            lead = continued(lead)
        if lead.strip(LEADS):
            raise Unwritable(block.unit.index, _SHARED)
        number = _HEADING_SIGN.match(self.source, node.pos.start.offset) if isinstance(node, Heading) else None
        if isinstance(node, Heading) and number is None and block.index in self.writer.page_plan.forms:
            raise Unwritable(block.unit.index, "its heading has no number signs: change it in the page")
        return Lead(lead + (number[0] if number else ""), lead)

    def _alone(self, block: TextBlock, form: NewForm | None, old: Lead) -> Lead:
        """Return the lead of a block outside of the run's lists."""
        if form is None:
            return old
        base = self._base(block, old)
        return Lead(base + form.sign, base + (form.sign if form.kind == "quote" else ""))

    def _base(self, block: TextBlock, old: Lead) -> str:
        """Return the lead of blocks outside of the run's lists."""
        chain = self.chain(block)
        holder = block.ancestors[-2] if len(block.ancestors) > 1 else None
        if isinstance(holder, Quote) and not chain and block.ancestors[len(self.around)] is holder:
            if len(holder.children) > 1:
                raise Unwritable(block.unit.index, _MORE_QUOTED)
            return self.lines.lead(holder.pos.start.offset) if holder.pos else old.further
        outermost = next((node for node in chain if isinstance(node, ListItem)), None)
        return self.lines.lead(outermost.pos.start.offset) if outermost and outermost.pos else old.further

    def _item(self, block: TextBlock, form: NewForm | None) -> Lead:
        """Open or continue the list of an item, and return the item's lead."""
        chain = self.chain(block)
        depth = len(chain) // 2 - 1
        level = form.level - self.outside if form else depth
        stays = depth == level and block.kind == "item"  # in its place, if it is of another kind too
        own = chain[-2] if stays else None
        assert own is None or isinstance(own, List)
        ordered = form.ordered if form else own is not None and own.ordered
        own = own if own is not None and own.ordered == ordered else None
        del self.levels[max(0, level) + 1 :]
        if level < 0 or len(self.levels) < level:
            reason = f"no item of level {level + self.outside} is in front of it"
            raise Unwritable(block.unit.index, reason if form else _ORPHANS)
        known = self.levels.pop() if len(self.levels) > level else None
        known = known if known is not None and known.ordered == ordered else None
        mine = marker(self.source, item.pos.start.offset) if (item := block.item()) and item.pos else None
        known = None if form is None and known and mine and _delimiter(mine) != _delimiter(known.sign) else known
        lead = self._lead_of_item(block, stays, known)
        sign = self._number(own, known, mine) if ordered else self._bullet(known, mine, form)
        self.levels.append(OpenLevel(ordered, lead, sign, item, known.boxes if known else []))
        self.levels[-1].boxes.append(below("", sign) != continued(sign))
        return Lead(lead + sign, below(lead, sign))

    def _lead_of_item(self, block: TextBlock, stays: bool, known: OpenLevel | None) -> str:
        """Return the blanks in front of an item: its own, unless its level or the item around it is another one."""
        item = block.item()
        if known is not None:
            return known.lead
        if not self.levels:
            return self._base(block, self.old(block))
        above = self.levels[-1]
        if stays and item is not None and item.pos is not None and above.item is not None:
            lead, inside = self.lines.lead(item.pos.start.offset), len(above.inside)
            parents = [node for node in self.chain(block) if isinstance(node, ListItem)]
            if len(parents) > 1 and parents[-2] is above.item and inside <= len(lead) < inside + _CODE:
                return lead
        return above.inside

    def _bullet(self, known: OpenLevel | None, mine: str | None, form: NewForm | None) -> str:
        """Return the sign of a bulleted item: its own, or that of its new list with its own box."""
        if form is None and mine:
            return mine
        box = mine[len(below("", mine)) :] if mine else ""
        sign = known.sign if known else mine if mine and mine[0] in "-*+" else self.writer.bullet
        return sign[: len(below("", sign))] + box

    def _number(self, own: List | None, known: OpenLevel | None, mine: str | None) -> str:
        """Return the sign of a numbered item: its own if its list does not count, else the next number."""
        last = known.sign if known else self.signs.get(id(own)) if own is not None else None
        if own is not None and mine and not self.writer.numbers.counts(own):
            sign = mine
        elif last is not None:
            sign = self.writer.numbers.following(own, last)
        else:
            sign = (own and _first_sign(self.source, own)) or "1. "
        if own is not None:
            self.signs[id(own)] = sign
        return sign

    def _follower(self, block: TextBlock, old: Lead) -> Lead:
        """Return the lead of a block below the first one of its item."""
        chain = self.chain(block)
        depth = len(chain) // 2
        del self.levels[depth:]
        if len(self.levels) < depth or self.levels[-1].item is not chain[-1]:
            raise Unwritable(block.unit.index, _BELOW)
        item = self.levels[-1].item
        assert item is not None and item.pos is not None
        start = item.pos.start.offset
        was = below(self.lines.lead(start), marker(self.source, start) or "")
        return _moved(old, was, self.levels[-1].inside)


def _delimiter(sign: str) -> str:
    """Return the character of a marker that says which list an item belongs to (CommonMark, section 5.3)."""
    return sign.lstrip("0123456789")[0]


def _first_sign(source: str, around: List) -> str | None:
    return marker(source, pos.start.offset) if (pos := around.items[0].pos) else None


def _moved(lead: Lead, old: str, new: str) -> Lead:
    """Return the lead of a block inside of an item whose inner lead changes."""
    return Lead(*(led(one, old, new) for one in lead))


def led(line: str, old: str, new: str) -> str:
    """Return a line with another lead; a lazy line may have less than the old one (CommonMark, section 5.1)."""
    if line.startswith(old):
        return new + line[len(old) :] if line.strip() else line
    at = 0
    while at < min(len(old), len(line)) and line[at] in LEADS:
        at += 1
    return new + line[at:] if line.strip() else line
