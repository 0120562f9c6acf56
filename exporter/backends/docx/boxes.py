"""Boxes as cells of a table: borders of paragraphs leave tables outside, and are not equally high side by side."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from exporter.backends.docx.paragraphs import bare
from exporter.backends.docx.tables import grid, table_look
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.model.nodes import CodeBlock, Columns, Container, Table
from exporter.model.walk import walk
from exporter.ooxml.elements import Element, element, properties, set_property, value
from exporter.ooxml.names import qname

ABOVE_AND_BELOW = 150  # twips between the box and its words
GAP = 240  # twips between boxes side by side
_SIDES = ("top", "left", "bottom", "right")
_GROUND = qname("w:shd")
_BORDER = ("val", "sz", "color")


def style_of(writing: Writing, block: Container) -> str:
    """Return the name of the paragraph style of a container's role, ``""`` for none."""
    role = writing.roles.get(block.role)
    return role.word if role is not None and role.word in writing.styles else ""


def is_boxed(writing: Writing, block: Container) -> bool:
    """Whether the style of a container has borders on all sides."""
    style = style_of(writing, block)
    frame = writing.styles.frame(style) if style else ()
    return any(all(part.find(qname(f"w:{side}")) is not None for side in _SIDES) for part in frame)


def leaves_its_box(writing: Writing, block: Container) -> bool:
    """Whether a box has content that borders of paragraphs leave outside: tables, and code on a ground of its own."""
    filled = any(part.tag == _GROUND for part in writing.styles.frame(style_of(writing, block)))
    apart = Table | Columns if filled else Table | Columns | CodeBlock
    return any(isinstance(node, apart) for node in walk(block.children))


def inside_box(writing: Writing, context: BlockContext, style: str) -> BlockContext:
    """Return the context of the words in the box of a paragraph style."""
    room = context.room - sum(writing.styles.indents(style))
    plain = replace(context, left=0, right=0, frame=(), frame_style="", list_level=-1)
    return replace(plain, cell=True, width=room, style=style)


def boxes(writing: Writing, context: BlockContext, cells: Sequence[Element], *, whole: bool) -> Element:
    """Return a table of cells that ``box_cell`` made, equally high; if ``whole``, it stays on one page."""
    empty = [element("w:tcW", w=GAP, type="dxa")]
    between = replace(context, cell=True, width=GAP, left=0, right=0, frame=())
    own = [int(next(cell.iter(qname("w:tcW"))).get(qname("w:w"), "0")) for cell in cells]
    made = grid(writing, context, [part for width in own for part in (GAP, width)][1:], [table_look()])
    row = element("w:tr", properties("w:trPr", [element("w:cantSplit") if whole else None]))
    for number, cell in enumerate(cells):
        if number:
            row.append(element("w:tc", properties("w:tcPr", empty), bare(writing, between, "Table End")))
        row.append(cell)
    made.append(row)
    return made


def box_cell(writing: Writing, context: BlockContext, style: str, content: Iterable[Element]) -> Element:
    """Return a cell with the borders and ground of a paragraph style, around the content of its box."""
    left, right = writing.styles.indents(style)
    margins = zip(_SIDES, (ABOVE_AND_BELOW, left, ABOVE_AND_BELOW, right), strict=True)
    formatting = [
        element("w:tcW", w=context.room, type="dxa"),
        *_as_of_a_cell(writing.styles.frame(style)),
        element("w:tcMar", *(element(f"w:{side}", w=width, type="dxa") for side, width in margins)),
    ]
    return element("w:tc", properties("w:tcPr", formatting), *_without_frame(writing, style, content))


def _as_of_a_cell(frame: Iterable[Element]) -> Iterator[Element]:
    """Yield the borders and ground of a paragraph as those of a cell (17.4.66, 17.4.32)."""
    for part in frame:
        if part.tag == _GROUND:
            yield deepcopy(part)
        else:
            found = {side: part.find(qname(f"w:{side}")) for side in _SIDES}
            yield element("w:tcBorders", *(_border(side, old) for side, old in found.items() if old is not None))


def _border(side: str, old: Element) -> Element:
    return element(f"w:{side}", **{name: old.get(qname(f"w:{name}")) for name in _BORDER})


def _without_frame(writing: Writing, style: str, content: Iterable[Element]) -> Iterator[Element]:
    """Yield content without the borders and ground that its paragraphs have by the style of the box."""
    styles = writing.styles
    framed = {styles.id(name) for name in (style, *styles.elements) if name == style or styles.base(name) == style}
    for part in content:
        formatting = part.find(qname("w:pPr")) if part.tag == qname("w:p") else None
        if formatting is not None and value(formatting, "w:pStyle") in framed:
            set_property(part, element("w:pBdr", *(element(f"w:{side}", val="nil") for side in _SIDES)))
            set_property(part, element("w:shd", val="clear", color="auto", fill="auto"))
        yield part
