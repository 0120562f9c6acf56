"""Walking over nodes and rebuilding them: the one place that knows the children of each node."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from exporter.model.document import Document, Page
from exporter.model.math import Math
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    Code,
    CodeBlock,
    Columns,
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
    ReviewNote,
    Revision,
    Row,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """Return the nodes directly inside ``node``, in reading order."""
    match node:
        case Paragraph() | Heading() | Quote() | ListItem() | Cell():
            return node.children
        case Emphasis() | Strong() | Link() | Reference() | Span() | Revision():
            return node.children
        case QuestionAnswer():
            return (*node.question, *node.answer)
        case Container():
            return (*node.title, *node.children)
        case List():
            return node.items
        case Columns():
            return tuple(block for column in node.columns for block in column)
        case Table():
            return (*node.caption, *node.head, *node.body, *node.foot)
        case Row():
            return node.cells
        case Figure():
            return (node.image, *node.caption)
        case Text() | Code() | Math() | Image() | LineBreak() | FootnoteReference() | ReviewNote():
            return ()
        case CodeBlock() | Rule():
            return ()
        case _:
            assert_never(node)


def walk(nodes: Iterable[AnyNode]) -> Iterator[AnyNode]:
    """Yield every node of ``nodes`` and inside them, in reading order, parents first."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node)[::-1])


def every_node(whole: Document | Page) -> Iterator[AnyNode]:
    """Yield every node of a document or page as ``walk`` does: those of its body, then those of its footnotes."""
    yield from walk(whole.body)
    for note in whole.footnotes:
        yield from walk(note.children)


def plain_text(nodes: Iterable[AnyNode]) -> str:
    """Return the words of ``nodes`` as one string: hard breaks are blanks, pictures their alternative text."""
    words = []
    for node in walk(nodes):
        match node:
            case Text() | Code() | CodeBlock():
                words.append(node.text)
            case Math():
                words.append(node.words)
            case Image():
                words.append(node.alt)
            case LineBreak():
                words.append(" ")
            case _:
                pass
    return "".join(words)


BlockChanger = Callable[[Block], Iterable[Block]]
InlineChanger = Callable[[Inline], Iterable[Inline]]


def rebuild(
    blocks: Iterable[Block], block: BlockChanger = lambda b: (b,), inline: InlineChanger = lambda i: (i,)
) -> tuple[Block, ...]:
    """Return ``blocks`` with every node replaced by the results of the functions, innermost first."""
    return tuple(new for old in blocks for new in block(_inside(old, block, inline)))


def rebuild_inlines(inlines: Iterable[Inline], inline: InlineChanger) -> tuple[Inline, ...]:
    """Return ``inlines`` with every node replaced by the result of ``inline``, innermost first."""
    out: list[Inline] = []
    for old in inlines:
        match old:
            case Emphasis() | Strong() | Link() | Reference() | Span() | Revision():
                out.extend(inline(replace(old, children=rebuild_inlines(old.children, inline))))
            case _:
                out.extend(inline(old))
    return tuple(out)


def link_words(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return a copy of ``inlines`` for the inside of a link: no link, footnote, picture or anchor, no line break."""
    return rebuild_inlines(inlines, _link_words)


def _link_words(node: Inline) -> tuple[Inline, ...]:
    match node:
        case Link() | Reference():
            return node.children
        case Image():
            return (Text(text=node.alt),) if node.alt else ()
        case LineBreak():
            return (Text(text=" "),)
        case FootnoteReference() | ReviewNote():
            return ()
        case _:
            return unanchored(node)


def unanchored(node: Inline) -> tuple[Inline, ...]:
    """Return an inline without an anchor of its own."""
    if not isinstance(node, Span) or not node.anchor:
        return (node,)
    return (replace(node, anchor=""),) if node.children else ()


def _inside(node: Block, block: BlockChanger, inline: InlineChanger) -> Block:
    match node:
        case Paragraph() | Heading():
            return replace(node, children=rebuild_inlines(node.children, inline))
        case QuestionAnswer():
            question = rebuild_inlines(node.question, inline)
            return replace(node, question=question, answer=rebuild(node.answer, block, inline))
        case List():
            items = (replace(i, children=rebuild(i.children, block, inline)) for i in node.items)
            return replace(node, items=tuple(items))
        case Quote():
            return replace(node, children=rebuild(node.children, block, inline))
        case Container():
            title = rebuild_inlines(node.title, inline)
            return replace(node, title=title, children=rebuild(node.children, block, inline))
        case Columns():
            return replace(node, columns=tuple(rebuild(c, block, inline) for c in node.columns))
        case Table():
            return replace(
                node,
                caption=rebuild_inlines(node.caption, inline),
                head=_rows(node.head, block, inline),
                body=_rows(node.body, block, inline),
                foot=_rows(node.foot, block, inline),
            )
        case Figure():
            image = next((i for i in inline(node.image) if isinstance(i, Image)), node.image)
            return replace(node, image=image, caption=rebuild_inlines(node.caption, inline))
        case CodeBlock() | Rule():
            return node
        case _:
            assert_never(node)


def _rows(rows: tuple[Row, ...], block: BlockChanger, inline: InlineChanger) -> tuple[Row, ...]:
    return tuple(
        replace(row, cells=tuple(replace(c, children=rebuild(c.children, block, inline)) for c in row.cells))
        for row in rows
    )


def is_page_break(block: Block | None) -> bool:
    """Whether a block is a page break."""
    return isinstance(block, Rule) and block.role == "page-break"
