"""A page as the flat list of its text blocks: each character with its place in the file and its format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.document import Page
from exporter.model.math import Math
from exporter.model.nodes import (
    AnyNode,
    Block,
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Reference,
    Row,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.offsets import offsets_of
from exporter.model.position import Pos
from exporter.model.walk import children
from exporter.ooxml.shown_words import OBJECT, span_of
from exporter.review.word.document import NO_TRAITS, Traits

NOWHERE: Final = -1
NOTE_MARK: Final = "footnote "
"""The start of the link of a footnote's mark, in front of its label."""
_NUMBER: Final = "reference "
_ROLES: Final = {"strike": "s", "underline": "u", "sub": "sub", "sup": "sup", "mark": "mark"}
_BEFORE_CODE: Final = re.compile(r"(`+) ?\Z")
_CODE_TAG: Final = re.compile(r"<code(?:\s[^<>]*)?>\Z", re.IGNORECASE)
_CODE_END: Final = re.compile(r"</code\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageCharacter:
    """A rendered character; ``start`` and ``end`` are offsets in the file, ``NOWHERE`` if it has no place.

    ``elements`` are the numbers in ``TextBlock.elements`` of the elements around it, outermost first.
    """

    char: str
    start: int
    end: int
    format: Traits = NO_TRAITS
    href: str = ""
    elements: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An inline element: its range in the file, its trait (``b``) or the target of its link as written."""

    start: int
    end: int
    trait: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A part of the page that is written or refused as one: a question with its answer, or text under a heading."""

    index: int
    question: bool
    title: str
    pos: Pos | None


@dataclass(slots=True, eq=False)
class TextBlock:
    """A paragraph of the page. ``ancestors`` are the nodes around it and its own node, outermost first.

    ``start`` is the offset of its words, as in the review map. ``objects`` are its pictures, formulas and marks of
    footnotes.
    """

    index: int
    kind: str
    unit: Unit
    section: str
    ancestors: tuple[AnyNode, ...] = field(repr=False)
    pos: Pos | None = None
    start: int = NOWHERE
    chars: list[PageCharacter] = field(default_factory=list, repr=False)
    elements: list[InlineElement] = field(default_factory=list, repr=False)
    gaps: list[tuple[int, int]] = field(default_factory=list, repr=False)
    objects: list[Image | Math | FootnoteReference] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        """Text of the paragraph."""
        return "".join(c.char for c in self.chars)

    @property
    def path(self) -> str:
        """Kinds of the nodes around it. A change of its words must keep them."""
        return "/".join(node_name(node) for node in self.ancestors)

    def images(self) -> Iterator[tuple[int, Image]]:
        """Yield the pictures in it, each with its place."""
        places = (i for i, c in enumerate(self.chars) if c.char == OBJECT and not c.href.startswith(_NUMBER))
        yield from ((i, node) for i, node in zip(places, self.objects, strict=False) if isinstance(node, Image))

    def item(self) -> ListItem | None:
        """Return the list item that the block begins, None if it begins none."""
        return next((n for n in reversed(self.ancestors) if isinstance(n, ListItem)), None) if self._first() else None

    def _first(self) -> bool:
        return self.kind == "item"


def text_blocks(page: Page) -> list[TextBlock]:
    """Return the text blocks of a page in reading order, footnotes last."""
    collector = _Collector()
    collector.blocks(page.body, ())
    for note in page.footnotes:
        collector.blocks(note.children, (), "footnote")
    return collector.found


def node_name(node: AnyNode) -> str:
    """Return the kind of a node as paths of text blocks have it."""
    match node:
        case Container():
            return f"Container.{node.role}"
        case List():
            return f"List.{'ordered' if node.ordered else 'bullets'}.{node.role}"
        case Heading():
            return f"Heading{node.level}"
        case CodeBlock():
            return f"CodeBlock.{node.language}"
        case _:
            return type(node).__name__


class _Collector:
    """Walk over the blocks of a page, collecting text blocks."""

    def __init__(self) -> None:
        self.found: list[TextBlock] = []
        self._units = 0
        self._section = ""
        self._unit = self._new_unit(False, "", None)

    def _new_unit(self, question: bool, title: str, pos: Pos | None) -> Unit:
        self._units += 1
        return Unit(self._units - 1, question, title, pos)

    def blocks(self, blocks: Iterable[Block], above: tuple[AnyNode, ...], kind: str = "paragraph") -> None:
        for block in blocks:
            self._block(block, (*above, block), kind)

    def _block(self, block: Block, path: tuple[AnyNode, ...], kind: str) -> None:
        match block:
            case Paragraph():
                self._text_block(kind, block.children, path, block.pos)
            case Heading():
                self._heading(block, path)
            case QuestionAnswer():
                self._question(block, path)
            case List():
                for item in block.items:
                    self._item(item, (*path, item))
            case CodeBlock():
                if block.filename:
                    self._text_block("label", (Text(text=block.filename),), path, block.pos)
                self._text_block(
                    "code", (Code(text=block.text, pos=block.pos, offsets=block.offsets),), path, block.pos
                )
            case Quote():
                self.blocks(block.children, path, "quote")
            case Container():
                if block.title:
                    self._text_block("label", block.title, path, block.title[0].pos)
                self.blocks(block.children, path, kind)
            case Table():
                self._table(block, path)
            case Figure():
                self._text_block(kind, (block.image,), path, block.pos)
                if block.caption:
                    self._text_block("caption", block.caption, path, block.caption[0].pos)
            case _:
                self.blocks((b for b in children(block) if isinstance(b, Block)), path, kind)

    def _heading(self, heading: Heading, path: tuple[AnyNode, ...]) -> None:
        title = "".join(c.char for c in _chars(heading.children, TextBlock(0, "", self._unit, "", ())))
        if not self._unit.question:
            self._unit = self._new_unit(False, title, heading.pos)
            self._section = title
        self._text_block("heading", heading.children, path, heading.pos)

    def _question(self, question: QuestionAnswer, path: tuple[AnyNode, ...]) -> None:
        outside = self._unit
        title = "".join(c.char for c in _chars(question.question, TextBlock(0, "", outside, "", ())))
        self._unit = self._new_unit(True, title, question.pos)
        if question.question:
            self._text_block("question", question.question, path, question.question[0].pos)
        self.blocks(question.answer, path)
        self._unit = self._new_unit(False, outside.title, outside.pos)

    def _item(self, item: ListItem, path: tuple[AnyNode, ...]) -> None:
        first, rest = item.children[:1], item.children[1:]
        for block in first:
            self._block(block, (*path, block), "item" if isinstance(block, Paragraph) else "paragraph")
        self.blocks(rest, path)

    def _table(self, table: Table, path: tuple[AnyNode, ...]) -> None:
        if table.caption:
            self._text_block("caption", table.caption, path, table.caption[0].pos)
        for row in (*table.head, *table.body, *table.foot):
            self._row(row, (*path, row))

    def _row(self, row: Row, path: tuple[AnyNode, ...]) -> None:
        for cell in row.cells:
            self.blocks(cell.children, (*path, cell), "cell")

    def _text_block(self, kind: str, inlines: Sequence[Inline], path: tuple[AnyNode, ...], pos: Pos | None) -> None:
        text_block = TextBlock(len(self.found), kind, self._unit, self._section, path, pos)
        text_block.chars = list(_chars(inlines, text_block))
        if text_block.chars:
            span = span_of(inlines) or pos
            text_block.start = span.start.offset if span else NOWHERE
            self.found.append(text_block)


def _chars(inlines: Sequence[Inline], text_block: TextBlock) -> Iterator[PageCharacter]:
    return _inside(inlines, text_block, NO_TRAITS, "", ())


def _inside(
    inlines: Iterable[Inline], text_block: TextBlock, looks: Traits, href: str, elements: tuple[int, ...]
) -> Iterator[PageCharacter]:
    for node in inlines:
        match node:
            case Text():
                yield from _text(node, looks, href, elements)
            case Code():
                element = _add(text_block, node.pos, "c", "")
                yield from _text(node, frozenset("c"), href, (*elements, element))
            case LineBreak():
                yield _object(node, "\n", looks, href, elements)
            case Image():
                text_block.objects.append(node)
                yield _object(node, OBJECT, NO_TRAITS, node.asset, elements)
            case Math():
                text_block.objects.append(node)
                yield _object(node, OBJECT, NO_TRAITS, f"formula {node.source}", elements)
            case Reference():  # its words are generated: a map has them where the page has one object
                yield _object(node, OBJECT, NO_TRAITS, _NUMBER + (node.written or node.target), elements)
            case FootnoteReference():
                text_block.objects.append(node)
                yield _object(node, OBJECT, NO_TRAITS, NOTE_MARK + node.label, elements)
            case Strong():
                element = _add(text_block, node.pos, "b", "")
                yield from _inside(node.children, text_block, looks | {"b"}, href, (*elements, element))
            case Emphasis():
                element = _add(text_block, node.pos, "i", "")
                yield from _inside(node.children, text_block, looks | {"i"}, href, (*elements, element))
            case Link():
                target = node.written or node.target
                element = _add(text_block, node.pos, "", target)
                yield from _inside(node.children, text_block, looks, target, (*elements, element))
            case Span():
                trait = _ROLES.get(node.role, "")
                element = _add(text_block, node.pos, trait or f"role {node.role}", "")
                inner = looks | {trait} if trait else looks
                yield from _inside(node.children, text_block, inner, href, (*elements, element))
            case _:
                if node.pos:
                    text_block.gaps.append((node.pos.start.offset, node.pos.end.offset))


def _add(text_block: TextBlock, pos: Pos | None, trait: str, href: str) -> int:
    start, end = (pos.start.offset, pos.end.offset) if pos else (NOWHERE, NOWHERE)
    text_block.elements.append(InlineElement(start, end, trait, href))
    return len(text_block.elements) - 1


def _text(node: Text | Code, looks: Traits, href: str, elements: tuple[int, ...]) -> Iterator[PageCharacter]:
    offsets = offsets_of(node)
    for i, char in enumerate(node.text):
        start, end = (offsets[i], offsets[i + 1]) if offsets else (NOWHERE, NOWHERE)
        yield PageCharacter(char, start, end, looks, href, elements)


def _object(node: Inline, char: str, looks: Traits, href: str, elements: tuple[int, ...]) -> PageCharacter:
    start, end = (node.pos.start.offset, node.pos.end.offset) if node.pos else (NOWHERE, NOWHERE)
    return PageCharacter(char, start, end, looks, href, elements)


def note_marks(block: TextBlock) -> list[tuple[int, str]]:
    """Return the marks of footnotes in a block: the place and label of each."""
    marks = ((place, char) for place, char in enumerate(block.chars) if char.char == OBJECT)
    return [(place, c.href.removeprefix(NOTE_MARK)) for place, c in marks if c.href.startswith(NOTE_MARK)]


def code_span(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of a code span with its backticks or tags, from that of its text (CommonMark, section 6.1)."""
    tag = _CODE_TAG.search(source, max(0, source.rfind("<", 0, start)), start)
    if tag and (close := _CODE_END.match(source, end)):
        return tag.start(), close.end()
    before = _BEFORE_CODE.search(source, 0, start)
    if not before:
        return None
    after = re.compile(rf" ?{before[1]}(?!`)(\{{[^}}\n]*\}})?").match(source, end)
    return (before.start(), after.end()) if after else None
