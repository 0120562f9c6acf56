"""Places of new paragraphs among the blocks of today: beside which node of the page, inside which component.

A paragraph stands between two blocks of the page. Between them, components, quotes and lists may end and begin: its
style and its list say inside which of them it belongs. Where they do not say it, a person has to decide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exporter.model.nodes import AnyNode, Container, List, ListItem, QuestionAnswer, Quote
from exporter.ooxml.numbering import LIST_STEP
from exporter.ooxml.paragraph_kinds import OTHER, PLAIN, kind_of, style_key
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import ParagraphForm
from exporter.review.write.source_text import Unwritable

FRAMES: Final = (Container, Quote, QuestionAnswer)
_HOLDING: Final = (*FRAMES, ListItem)
LEADS: Final = " \t>"
"""Characters that may precede a block in its line."""
FrameStyles = Mapping[int, str]
"""The styles of plain paragraphs in components, quotes and answers, by the id of the node."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of a paragraph: behind or in front of the node ``beside.ancestors[at]``.

    ``splitting`` says that it parts the list that this node is, behind the item around ``beside``.
    """

    beside: TextBlock
    behind: bool
    at: int
    splitting: bool = False

    @property
    def node(self) -> AnyNode:
        """The node that the paragraph stands beside."""
        return self.beside.ancestors[self.at]

    @property
    def neighbour(self) -> AnyNode:
        """The node behind or in front of whose lines the paragraph is written."""
        return self.beside.ancestors[self.at + self.splitting]

    @property
    def parents(self) -> tuple[AnyNode, ...]:
        """The nodes around the paragraph, outermost first."""
        return self.beside.ancestors[: self.at]

    @property
    def frame(self) -> AnyNode | None:
        """The innermost component, quote or answer around the paragraph."""
        return next((n for n in reversed(self.parents) if isinstance(n, FRAMES)), None)


@dataclass(slots=True)
class Placer:
    """Placer of the new paragraphs between two blocks; each stands behind the one before it."""

    blocks: Sequence[TextBlock]
    frames: FrameStyles
    after: TextBlock | None
    before: TextBlock | None
    _last: Placement | None = None
    _below: bool = False  # whether the last paragraph is an item, which may hold the next one

    @property
    def unit(self) -> int | None:
        """The unit of the neighbours."""
        beside = self.after or self.before
        return beside.unit.index if beside else None

    def place(self, form: ParagraphForm) -> Placement:
        """Return the place of the next paragraph. Raises ``Unwritable`` if its form does not give one."""
        if form.kind == "item":
            found = self._item(form)
        else:
            candidates = list(self._candidates())
            found = self._outermost(candidates) if form.kind == "heading" else self._flowing(form, candidates)
        if self._splits(found) and not found.splitting:
            raise Unwritable(self.unit, "it would split a list or another block")
        self._last, self._below = found, form.kind == "item"
        return found

    # --- candidates ---------------------------------------------------------------------------------------------

    def _common(self) -> int:
        """Return the number of nodes that are around both neighbours."""
        if self.after is None or self.before is None:
            return 0
        count = 0
        for one, other in zip(self.after.ancestors, self.before.ancestors, strict=False):
            if one is not other:
                break
            count += 1
        return count

    def _candidates(self) -> Iterator[Placement]:
        """Yield the possible places, from the inside of the block before to the inside of the block behind."""
        common, last = self._common(), self._last
        if self.after is not None and (last is None or last.behind):
            highest = len(self.after.ancestors) - 1 if last is None else last.at
            behind = (Placement(self.after, True, at) for at in range(highest, common - 1, -1))
            yield from (p for p in behind if _holds(p) and not self._splits(p))
        if self.before is not None:
            lowest = last.at if last is not None and not last.behind else common
            found = (Placement(self.before, False, at) for at in range(lowest, len(self.before.ancestors)))
            yield from (p for p in found if _holds(p) and not self._splits(p))

    def _splits(self, place: Placement) -> bool:
        """Whether the node of a place holds the block on the other side too."""
        other = place.beside.index + (1 if place.behind else -1)
        return 0 <= other < len(self.blocks) and any(n is place.node for n in self.blocks[other].ancestors)

    # --- paragraphs, quotes, code, headings -------------------------------------------------------------------------

    def _outermost(self, candidates: Sequence[Placement]) -> Placement:
        """Return the place outside of all components that end or begin here."""
        free = [p for p in candidates if not _in_item(p) and not isinstance(p.node, QuestionAnswer)]
        if not free and (parted := self._parted()) is not None:
            return parted
        if not free:
            raise Unwritable(self.unit, "it would split a list or another block")
        found = min(free, key=lambda p: p.at)
        if isinstance(found.frame, QuestionAnswer) and self._common() < found.at:
            raise Unwritable(self.unit, "it would stand between two questions of one list")
        return found

    def _flowing(self, form: ParagraphForm, candidates: Sequence[Placement]) -> Placement:
        free = [p for p in candidates if _in_item(p) == (form.indent > 0 and _any_item(candidates))]
        free = [p for p in free if not isinstance(p.node, QuestionAnswer)]
        if not free and (parted := self._parted()) is not None:
            return parted
        if not free:
            raise Unwritable(
                self.unit, "it would split a list or another block" if candidates else "nothing shows its place"
            )
        if form.indent > 0 and _any_item(candidates):
            return _at_indent(form.indent, free)
        own = style_key(form.style)
        styled = [p for p in free if self._style(p) == own]
        if styled:
            return styled[0]
        if form.kind in (PLAIN, OTHER):
            return self._plain(form, free)
        return self._only(free)

    def _plain(self, form: ParagraphForm, free: Sequence[Placement]) -> Placement:
        """Return the place of a plain paragraph in a style that no component here has."""
        if form.kind == OTHER:
            raise Unwritable(self.unit, f"no component next to it has the style '{form.style}'")
        outside = [p for p in free if p.frame is None or not self._visible(p)]
        if outside:
            return outside[0]
        answers = [p for p in free if isinstance(p.frame, QuestionAnswer)]
        if answers:
            return answers[0]
        raise Unwritable(self.unit, "it would split a component")

    def _only(self, free: Sequence[Placement]) -> Placement:
        """Return the innermost place if no visible component ends or begins here."""
        if not free:
            raise Unwritable(self.unit, "nothing shows its place")
        if len({id(p.frame) for p in free if self._visible(p)} | {0 for p in free if not self._visible(p)}) > 1:
            raise Unwritable(self.unit, "it may belong inside of the component next to it, or outside")
        return free[0]

    def _style(self, place: Placement) -> str:
        frame = place.frame
        return "normal" if frame is None else self.frames.get(id(frame), "")

    def _visible(self, place: Placement) -> bool:
        """Whether a reviewer sees that a place is inside of a component."""
        frame = place.frame
        if frame is None:
            return False
        known = self.frames.get(id(frame))
        return (
            isinstance(frame, Quote | QuestionAnswer)
            if known is None
            else kind_of(known)[0] != PLAIN or known == "faqanswer"
        )

    def _parted(self) -> Placement | None:
        """Return the place between two items of a list outside of others, None if what is below one would move."""
        if self.after is None or self.before is None or not (common := self._common()):
            return None
        around = self.after.ancestors[common - 1]
        inside = isinstance(around, List) and self.before.item() is self.before.ancestors[common]
        outermost = common == 1 or not isinstance(self.after.ancestors[common - 2], ListItem)
        return Placement(self.after, True, common - 1, splitting=True) if inside and outermost else None

    # --- items --------------------------------------------------------------------------------------------------

    def _item(self, form: ParagraphForm) -> Placement:
        """Return the place of an item: in the list of a neighbour, below an item, or in a new list."""
        level, common = form.level, self._common()
        if self._last is not None and self._below and level >= len(_lists(self._last.beside, self._last.at)):
            return self._last
        if self.after is not None and (self._last is None or self._last.behind):
            limit = len(self.after.ancestors) if self._last is None else self._last.at + 1
            lists = _lists(self.after, limit)
            if len(lists) > level:
                return self._beside(form, lists[level], common, limit)
            starting = self._starting(form, common)
            if starting is not None:
                return starting
            if len(lists) == level and level:
                return Placement(self.after, True, limit - 1)
        starting = self._starting(form, common)
        if starting is not None:
            return starting
        if level:
            raise Unwritable(self.unit, f"no item of level {level} is in front of it")
        return self._only([p for p in self._candidates() if not _in_item(p) and not isinstance(p.node, QuestionAnswer)])

    def _beside(self, form: ParagraphForm, at: int, common: int, limit: int) -> Placement:
        """Return the place in a list of the block before, or behind it if it is of the other kind."""
        assert self.after is not None
        node = self.after.ancestors[at]
        assert isinstance(node, List)
        if node.ordered == form.ordered:
            if at + 1 < limit:
                return Placement(self.after, True, at + 1)
        elif at < common:
            if (parted := self._parted()) is not None and parted.at == at:
                return parted
            raise Unwritable(self.unit, "it would split a list")
        return self._starting(form, common) or Placement(self.after, True, at)

    def _starting(self, form: ParagraphForm, common: int) -> Placement | None:
        """Return the place at the start of the list that begins behind the paragraph."""
        if self.before is None:
            return None
        lists = _lists(self.before, len(self.before.ancestors))
        if len(lists) <= form.level or lists[form.level] < common:
            return None
        at = lists[form.level]
        node, place = self.before.ancestors[at], Placement(self.before, False, at + 1)
        return place if isinstance(node, List) and node.ordered == form.ordered and not self._splits(place) else None


def _holds(place: Placement) -> bool:
    """Whether the node around a place can hold more blocks."""
    return not place.at or isinstance(place.parents[-1], _HOLDING)


def _in_item(place: Placement) -> bool:
    """Whether a place is inside of a list's item, as seen from the innermost component."""
    inside = place.parents[max((i + 1 for i, n in enumerate(place.parents) if n is place.frame), default=0) :]
    return any(isinstance(n, ListItem) for n in inside)


def _any_item(candidates: Sequence[Placement]) -> bool:
    return any(map(_in_item, candidates))


def _at_indent(indent: int, free: Sequence[Placement]) -> Placement:
    """Return the place inside of as many lists as the indent of a paragraph shows."""
    steps = max(1, round(indent / LIST_STEP))
    return min(free, key=lambda p: abs(len(_lists(p.beside, p.at)) - steps))


def _lists(block: TextBlock, limit: int) -> list[int]:
    """Return the indexes of the lists around a block."""
    return [i for i, node in enumerate(block.ancestors[:limit]) if isinstance(node, List)]
