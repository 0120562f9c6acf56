"""Source of new paragraphs as the blocks that they are: headings, quotes, code, items, plain paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from exporter.model.markdown_escapes import fence
from exporter.model.nodes import List, ListItem
from exporter.review.match.text_blocks import TextBlock, node_name
from exporter.review.word.document import WordCharacter
from exporter.review.write.expected import ExpectedParagraph, ShownCharacter, normalised, shown_characters
from exporter.review.write.inline_writer import InlineWriter, OutputCharacter
from exporter.review.write.list_numbers import NewItems
from exporter.review.write.markdown_syntax import Escaping
from exporter.review.write.page_plan import NewParagraph
from exporter.review.write.paragraph_source import Unplaced, paragraph_source
from exporter.review.write.placement import LEADS, Placement, Placer
from exporter.review.write.source_text import (
    NO_BLOCK,
    Edit,
    Unwritable,
    below,
    continued,
    gap_line,
    marker,
)
from exporter.review.write.text_edits import SourceWriter, tight
from exporter.review.write.yaml_scalars import LITERAL

_CODE: Final = "CodeBlock.text"  # the site calls code without a language text
_CODE_TRAITS: Final = frozenset("c")
_OWN_LINE: Final = ("heading", "question")
WRITTEN: Final = frozenset(("paragraph", "other", "item", "heading", "quote", "code"))
"""Kinds of new paragraphs that a page can have anywhere."""


class Insertion(NamedTuple):
    """An edit that inserts paragraphs: the index of the block beside it, whether it stands behind that, its result."""

    edit: Edit
    beside: int
    behind: bool
    expected: list[ExpectedParagraph]
    items: NewItems | None = None


@dataclass(slots=True)
class _OpenList:
    """A list that new items may continue: its level's lead and the marker of its last item."""

    lead: str
    sign: str
    ordered: bool
    path: tuple[str, ...]
    around: List | None = None  # the list of the page that it is
    unused: bool = True  # whether the sign is that of the next item


@dataclass(slots=True)
class BlockWriter:
    """Writer of new blocks at one place, under the nodes named by ``path``; ``lead`` begins each of their lines.

    ``unit`` and ``beside`` are the unit and a block of the page there. ``lists`` are the lists that are open.
    """

    writer: SourceWriter
    unit: int
    beside: TextBlock
    lead: str
    path: tuple[str, ...]
    tight: bool = True
    literal: bool = False  # whether the blocks stand in a new literal block of YAML
    lists: list[_OpenList] = field(default_factory=list)
    expected: list[ExpectedParagraph] = field(default_factory=list)
    _out: list[str] = field(default_factory=list)
    _previous: str = ""

    def text(self, run: Sequence[NewParagraph], before: str = "") -> str:
        """Return the source of paragraphs; it begins with a line end if ``before`` is the kind of a block there."""
        self._previous = before
        for new in run:
            if new.form.kind == "item":
                self._item(new)
            else:
                self.lists.clear()
                self._block(new)
        return "".join(self._out)

    # --- blocks -------------------------------------------------------------------------------------------------

    def _block(self, new: NewParagraph) -> None:
        kind = new.form.kind
        inside = self.path[-1:] == ("Quote",)
        ending = self.writer.lines.ending
        if kind == "quote" and not inside:
            if self._previous == "new quote":
                self._out.append(gap_line(f"{self.lead}> ", ending))
            else:
                self._between()
                self._out.append("> ")
            self._put(new, f"{self.lead}> ", "quote", (*self.path, "Quote", "Paragraph"))
            self._previous = "new quote"
            return
        self._between()
        if kind == "code":
            self._code(new)
        elif kind == "heading":
            level = new.level
            if not 1 <= level <= 6:
                raise Unwritable(self.unit, f"a page has no heading of level {level}", new.change)
            self._out.append("#" * level + " ")
            self._put(new, self.lead, "heading", (*self.path, f"Heading{level}"))
        else:
            shown = "quote" if inside else "paragraph"
            self._put(new, self.lead, shown, (*self.path, "Paragraph"))
        self._previous = kind

    def _between(self) -> None:
        """Write a blank line behind another block, and the start of the next one."""
        self._out.append(gap_line(self.lead, self.writer.lines.ending) if self._previous else self.lead)

    def _code(self, new: NewParagraph) -> None:
        if new.moved is not None:
            raise Unwritable(self.unit, "move code by hand: its language and marks go with it", new.change)
        text = "".join(c.char for c in new.characters)
        if not text.strip():
            raise Unwritable(self.unit, "it has no words", new.change)
        ending, further = self.writer.lines.ending, continued(self.lead)
        bars = max(fence(text), "```", key=len)
        lines = [bars, *text.split("\n"), bars]
        self._out.append((ending + further).join(lines).replace(further + ending, further.rstrip() + ending))
        shown = normalised([(c, _CODE_TRAITS, "") for c in text])
        self._expect("code", (*self.path, _CODE), shown)

    def _put(self, new: NewParagraph, lead: str, kind: str, path: tuple[str, ...]) -> None:
        """Write the words of a paragraph."""
        source, shown = paragraph_text(self.writer, new, self.beside, lead, literal=self.literal)
        if kind in _OWN_LINE and "\n" in source:
            raise Unwritable(self.unit, f"a {kind} has one line", new.change)
        if kind == "heading" and source.endswith("#"):
            source = source[:-1] + "\\#"
        self._out.append(source)
        self._expect(kind, path, shown, -1 if new.moved is None else new.moved.index)

    def _expect(self, kind: str, path: tuple[str, ...], shown: tuple[ShownCharacter, ...], origin: int = -1) -> None:
        self.expected.append(ExpectedParagraph(self.unit, kind, "/".join(path), shown, origin))

    # --- items --------------------------------------------------------------------------------------------------

    def _item(self, new: NewParagraph) -> None:
        """Write an item: into the open list of its level, below the last item, or as the first of a new list."""
        level, ordered, base = new.form.level, new.form.ordered, self._base
        del self.lists[max(0, level - base) + 1 :]
        own = self.lists[level - base] if 0 <= level - base < len(self.lists) else None
        if own is not None and own.ordered != ordered:
            self.lists.pop()
            own = None
        if own is not None:
            own.sign = own.sign if own.unused else self.writer.numbers.following(own.around, own.sign)
            self._line(new, own, self.tight and self._previous == "item")
            return
        if len(self.lists) != level - base:
            raise Unwritable(self.unit, f"no item of level {level} is in front of it", new.change)
        above = self.lists[-1] if self.lists else None
        lead = self.lead if above is None else below(above.lead, above.sign)
        path = self.path if above is None else (*above.path, "ListItem")
        name = f"List.{'ordered' if ordered else 'bullets'}."
        opened = _OpenList(lead, "1. " if ordered else self.writer.bullet, ordered, (*path, name))
        self.lists.append(opened)
        self._line(new, opened, self.tight and path[-1:] == ("ListItem",))

    @property
    def _base(self) -> int:
        """The number of lists around the place."""
        return sum(name.startswith("List.") for name in self.path)

    def _line(self, new: NewParagraph, opened: _OpenList, near: bool) -> None:
        ending = self.writer.lines.ending
        if self._previous:
            self._out.append(ending + opened.lead if near else gap_line(opened.lead, ending))
        else:
            self._out.append(opened.lead)
        self._out.append(opened.sign)
        opened.unused = False
        self._put(new, opened.lead + opened.sign, "item", (*opened.path, "ListItem", "Paragraph"))
        self._previous = "item"


def insertions(writer: SourceWriter, run: Sequence[NewParagraph], removed: set[int]) -> Iterator[Insertion]:
    """Yield the insertions of the new paragraphs between two blocks, those of one place together."""
    after, before = _nearest_kept(writer, run[0].after, removed), run[0].before
    if before is not None and before.index in removed:
        before = None
    placer = Placer(writer.page_plan.blocks, writer.page_plan.frames, after, before)
    places = []
    for new in run:
        try:
            places.append((placer.place(new.form), new))
        except Unwritable as error:
            raise Unwritable(error.unit, error.reason, new.change) from None
    at = 0
    while at < len(places):
        end = at + 1
        while end < len(places) and _joins(places[at][0], places[end][0]):
            end += 1
        yield _insertion(writer, places[at][0], [new for _, new in places[at:end]], before)
        at = end


def _joins(one: Placement, other: Placement) -> bool:
    return (one.beside, one.behind, one.at) == (other.beside, other.behind, other.at)


def _nearest_kept(writer: SourceWriter, block: TextBlock | None, removed: set[int]) -> TextBlock | None:
    """Return the nearest block that stays in the same unit, from this one back."""
    while block is not None and block.index in removed:
        previous = writer.page_plan.blocks[block.index - 1] if block.index else None
        block = previous if previous is not None and previous.unit is block.unit else None
    return block


def _insertion(
    writer: SourceWriter, place: Placement, run: Sequence[NewParagraph], before: TextBlock | None
) -> Insertion:
    unit, lines, node = place.beside.unit.index, writer.lines, place.neighbour
    if node.pos is None or not writer.contexts.at(node.pos.start.offset).blocks:
        raise Unwritable(unit, NO_BLOCK, run[0].change, node.pos.start.offset if node.pos else None)
    block_writer = _block_writer(writer, place, unit)
    if place.behind:
        end = lines.last(node.pos)
        if writer.source[end : lines.end(end)].strip():
            raise Unwritable(unit, "it shares its lines with other content", run[0].change)
        at = lines.end(end)
        text = block_writer.text(run, "item" if isinstance(node, ListItem) or _below_item(place) else place.beside.kind)
        if _crowded(writer, place, before, lines.after(at), run[-1]):
            text += lines.ending
        return Insertion((at, at, text), place.beside.index, True, block_writer.expected, _new_items(place, run))
    text = block_writer.text(run)
    at = lines.start(node.pos.start.offset)
    glued = run[-1].form.kind == "item" and isinstance(node, ListItem) and tight(place.beside)
    separator = lines.ending if glued else gap_line(block_writer.lead, lines.ending)
    text += separator.removesuffix(continued(block_writer.lead)) if not glued else separator
    return Insertion((at, at, text), place.beside.index, False, block_writer.expected, _new_items(place, run))


def _new_items(place: Placement, run: Sequence[NewParagraph]) -> NewItems | None:
    """Return the new items of the list at a place, None if it is outside of lists."""
    around = place.parents[-1] if place.parents else None
    if not isinstance(place.node, ListItem) or not isinstance(around, List):
        return None
    at = next(i for i, item in enumerate(around.items) if item is place.node)
    level = sum(isinstance(node, List) for node in place.parents) - 1
    return NewItems(around, at + place.behind, sum(new.form.level == level for new in run))


def _below_item(place: Placement) -> bool:
    """Whether a new list begins inside of an item, right below its first paragraph."""
    return bool(place.parents) and isinstance(place.parents[-1], ListItem)


def _crowded(
    writer: SourceWriter, place: Placement, before: TextBlock | None, following: int, last: NewParagraph
) -> bool:
    """Whether the block behind needs a blank line in front of it."""
    if before is None or following >= len(writer.source) or writer.lines.blank(following):
        return False
    beside = len(before.ancestors) >= place.at and all(
        a is b for a, b in zip(place.parents, before.ancestors, strict=False)
    )
    return beside and (place.splitting or not (last.form.kind == "item" and before.kind == "item"))


def _block_writer(writer: SourceWriter, place: Placement, unit: int) -> BlockWriter:
    node, lines = place.node, writer.lines
    assert node.pos is not None
    lead = lines.lead(node.pos.start.offset)
    parent = place.parents[-1] if place.parents else None
    if isinstance(parent, ListItem) and lead.strip(LEADS):
        lead = continued(lead)
    if lead.strip(LEADS):
        raise Unwritable(unit, "it shares its line with other content")
    path = tuple(node_name(n) for n in place.parents)
    made = BlockWriter(writer, unit, place.beside, lead, path, tight(place.beside))
    if isinstance(node, ListItem):
        made.path, made.lists = path[:-1], [_open_list(writer, place, node, unit)]
        made.lists[0].unused = not place.behind
    return made


def _open_list(writer: SourceWriter, place: Placement, item: ListItem, unit: int) -> _OpenList:
    """Return the list of the page that new items continue."""
    assert item.pos is not None
    sign = marker(writer.source, item.pos.start.offset)
    if sign is None:
        raise Unwritable(unit, "its list item has no marker")
    around = place.parents[-1]
    assert isinstance(around, List)
    sign = writer.numbers.beside(around, item, sign)
    path = tuple(node_name(n) for n in place.parents)
    return _OpenList(writer.lines.lead(item.pos.start.offset), sign, around.ordered, path, around)


def paragraph_text(
    writer: SourceWriter, new: NewParagraph, beside: TextBlock, lead: str, *, literal: bool = False
) -> tuple[str, tuple[ShownCharacter, ...]]:
    """Return the source of a new paragraph and its expected characters; a moved paragraph keeps its source."""
    if new.moved is not None:
        source = _own_source(writer, new.moved)
        if source is not None:
            return source, shown_characters(new.moved)
    inline = writer.inline(beside, beside.start)
    inline.cell = False
    inline.context = LITERAL if literal else inline.context
    if inline.escaping is Escaping.NONE and writer.level(beside.unit.index) == 0:
        inline.escaping = Escaping.BACKSLASH
    inline.break_source = "  " + writer.lines.ending + continued(lead)
    outputs = new_characters(writer, new.characters, inline)
    shown = normalised([(w.text, w.format, w.href) for w in outputs])
    if not shown:
        raise Unwritable(beside.unit.index, "it has no words", new.change)
    return inline.source(outputs), shown


def new_characters(
    writer: SourceWriter, characters: Sequence[WordCharacter], inline: InlineWriter
) -> list[OutputCharacter]:
    """Return the characters of a new paragraph."""
    return [writer.new_character(character, (), inline) for character in characters]


def _own_source(writer: SourceWriter, block: TextBlock) -> str | None:
    """Return the source of a paragraph of one line, None for others."""
    try:
        pieces = paragraph_source(block, writer.source)
    except Unplaced:
        return None
    source = writer.source[pieces.start : pieces.end]
    return None if "\n" in source else source
