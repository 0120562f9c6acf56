"""Tables on paper: the layout of each table of a document, and the classes and break points that show it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

from exporter.backends.html.size_classes import column_letters, given_class
from exporter.backends.landscape import LANDSCAPE, WIDE_ROLES, runs, turned_parts
from exporter.backends.paging import EM, LINE, are_long, is_heading_row, is_short, is_tall, rows_kept_with_next
from exporter.backends.table_layout import PADDING, Part, TableLayout, table_layout
from exporter.backends.word_breaks import BREAK, divided
from exporter.model.code_parts import CodeToken
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    Code,
    Columns,
    Container,
    Inline,
    List,
    QuestionAnswer,
    Quote,
    Span,
    Table,
    Text,
)
from exporter.model.page_size import page_size
from exporter.model.table_grid import Line, Placed, grid_of
from exporter.model.walk import plain_text, rebuild
from exporter.theme.files import Theme
from exporter.theme.styles import tokens

SIDES = 40 * 56.7  # the margins of a page left and right, in twips, as print.css has them
LIST_STEP, QUOTE, BOX, GAP = 1.6, 1.3, 2.2, 1.5  # room that lists, quotes, boxes and columns take, in rem
E_READER = 34.0  # rem of a line of an e-reader
SCREEN_WORD = 15.0  # em of a word that stays whole on a screen, which scrolls wider tables
WIDEST_LETTER = 1.1  # em


@dataclass(frozen=True, slots=True)
class PaperTables:
    """The layouts of the tables of a document, by identity: equal tables differ in their room."""

    layouts: dict[int, TableLayout] = field(default_factory=dict)
    turned: frozenset[int] = frozenset()  # parts on landscape pages

    def of(self, table: Table) -> TableLayout | None:
        """Return the layout of a table, None if the document has no page."""
        return self.layouts.get(id(table))

    def divides(self, node: AnyNode) -> bool:
        """Return whether a node is a table that is shown as several."""
        layout = self.layouts.get(id(node))
        return layout is not None and len(layout.parts) > 1

    def pages(self, blocks: tuple[Block, ...]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
        """Yield runs of blocks, each with whether it stands on landscape pages."""
        return runs(blocks, self._is_landscape)

    def _is_landscape(self, block: Block) -> bool:
        layout = self.layouts.get(id(block))
        return id(block) in self.turned or (layout is not None and layout.landscape)

    @property
    def has_landscape(self) -> bool:
        """Whether a page is turned."""
        return bool(self.turned) or any(layout.landscape for layout in self.layouts.values())


def paper_tables(document: Document, theme: Theme) -> PaperTables:
    """Return the layouts of the tables in a document's body and notes."""
    size = float(tokens(theme)["base-print"].removesuffix("pt"))
    sides = sum(document.margins[1::2]) or SIDES
    width, height = (max(1.0, (side - sides) / 20 / size) for side in page_size(document.page_size))
    blocks = (*document.body, *(block for note in document.footnotes for block in note.children))
    turned = frozenset(turned_parts(document.body)) if height > width else frozenset[int]()
    return PaperTables(dict(_layouts(blocks, width, height if height > width else 0.0)), turned)


def _layouts(blocks: Iterable[Block], room: float, landscape: float = 0.0) -> Iterator[tuple[int, TableLayout]]:
    """Yield the layouts of tables that stand in a line of ``room``; ``landscape`` is 0 where no page can be turned."""
    for block in blocks:
        match block:
            case Table():
                layout = table_layout(block, room, landscape)
                yield id(block), layout
                yield from _inner(block, layout)
            case Columns() if are_long(zip(block.columns, column_letters(block), strict=False)):
                for column in block.columns:
                    yield from _layouts(column, room)
            case Columns():
                for column, letters in zip(block.columns, column_letters(block), strict=False):
                    yield from _layouts(column, room * letters / LINE - GAP)
            case Container(role="card-group"):
                yield from _layouts(block.children, room / 2 - 1)
            case Container(role=role) if role == LANDSCAPE and landscape:
                yield from _layouts(block.children, landscape)
            case Container():
                inside = room - BOX if block.role else room
                yield from _layouts(block.children, inside, landscape if block.role in WIDE_ROLES else 0.0)
            case List():
                for item in block.items:
                    yield from _layouts(item.children, room - LIST_STEP)
            case Quote():
                yield from _layouts(block.children, room - QUOTE)
            case QuestionAnswer():
                yield from _layouts(block.answer, room)
            case _:
                pass


def _inner(table: Table, layout: TableLayout) -> Iterator[tuple[int, TableLayout]]:
    """Yield the layouts of tables in the cells of a table."""
    for line in grid_of(table).starting():
        for placed in line:
            width = sum(_width(layout, column) for column in range(placed.start, placed.end))
            yield from _layouts(placed.cell.children, max(1.0, width - PADDING[layout.step]))


def _width(layout: TableLayout, column: int) -> float:
    return next(part.widths[part.columns.index(column)] for part in layout.parts if column in part.columns)


# --- the look of a table -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableLook:
    """The classes of a table and of its columns, and the break points of words in its cells."""

    layout: TableLayout | None = None
    part: Part | None = None
    screen: bool = False

    def classes(self, table: Table) -> str:
        """Return the classes for the table's layout, each behind a blank; an e-reader has a narrow page."""
        if self.screen:
            return ""
        step = (self.layout or table_layout(table, E_READER)).step
        return (" fixed" if self.layout else "") + (f" smaller-{step}" if step else "")

    def columns(self, table: Table) -> list[str]:
        """Return the class of each column, none where their widths are those of the content."""
        if self.part is not None:
            return [share_class(share) for share in _shares(self.part)]
        return [given_class(width) for width in table.widths]

    def cell(self, placed: Placed[Cell]) -> tuple[Block, ...]:
        """Return the blocks of a cell, with break points in words that are too long for its columns."""
        blocks, heavy = placed.cell.children, placed.cell.scope is not None
        room = self._room(placed)
        if all(len(word) * WIDEST_LETTER <= room for word in plain_text(blocks).split()):
            return blocks
        return tuple(_with_break_points(blocks, room, heavy=heavy))

    def short(self, table: Table) -> bool:
        """Whether a table stays on one page of paper."""
        return not self.screen and is_short(table, columns=self._columns)

    def kept(self, table: Table) -> list[bool]:
        """Return for each row whether it keeps with the next on paper; a short table stays on one page anyhow."""
        rows, head = (*table.head, *table.body, *table.foot), len(table.head)
        if self.screen:
            return [False] * len(rows)
        kept = [False] * len(rows) if self.short(table) else rows_kept_with_next(table, columns=self._columns)
        return [(keeps and at >= head) or is_heading_row(rows[at]) for at, keeps in enumerate(kept)]

    @property
    def _columns(self) -> list[float]:
        return self.layout.column_letters(self.part) if self.layout and self.part else []

    def is_tall(self, cells: Line[Cell]) -> bool:
        """Whether a row has a cell that is too high to be kept on one page."""
        return self.part is not None and any(is_tall(one.cell.children, self._room(one) / EM) for one in cells)

    def _room(self, placed: Placed[Cell]) -> float:
        """Return the room of the words of a cell, in em."""
        if self.layout is None or self.part is None:
            return SCREEN_WORD
        return self.layout.letters(self.part, placed.start, placed.end)


def _with_break_points(blocks: Sequence[Block], room: float, *, heavy: bool) -> Iterator[Block]:
    def inline(node: Inline) -> tuple[Inline, ...]:
        match node:
            case Text():
                turns = divided(node.text, room, heavy=heavy)
                if len(turns) == 1:
                    return (node,)
                words = (Text(text=text) for text in turns)
                return tuple(_long_word(word) if at % 2 else word for at, word in enumerate(words) if word.text)
            case Code():
                text = "".join(divided(node.text, room, heavy=heavy, monospaced=True))
                return (replace(node, text=text, tokens=_tokens_with_breaks(node, text)),)
            case _:
                return (node,)

    for block in blocks:
        yield block if isinstance(block, Table) else rebuild((block,), inline=inline)[0]


def _long_word(word: Text) -> Span:
    """Return a word that is longer than its line: with break points, or to be hyphenated."""
    return Span(role="parts" if BREAK in word.text else "hyphenated", children=(word,))


def _tokens_with_breaks(node: Code, text: str) -> tuple[CodeToken, ...]:
    """Return the parts of code with the break points that ``text`` has."""
    made, at = [], 0
    for token in node.tokens:
        start, left = at, len(token.text)
        while left:
            left -= text[at] != BREAK
            at += 1
        made.append(CodeToken(text[start:at], token.role))
    return tuple(made)


def with_breaks(text: str) -> Markup:
    """Return the markup of ``text``, with elements for break points, which are no letters."""
    return Markup("<wbr>").join(escape(part) for part in text.split(BREAK))


def _shares(part: Part) -> list[int]:
    """Return the share of each column in tenths of a percent, 1000 in all."""
    ends = [round(1000 * sum(part.widths[: at + 1]) / part.room) for at in range(len(part.widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def share_class(share: int) -> str:
    """Return the class of a column with this share of a table: ``share-125`` for an eighth."""
    return f"share-{share}"


def table_css(tables: PaperTables, size: str) -> str:
    """Return the rules of columns on paper, and of landscape pages if a table has one; ``size`` is that of the page."""
    shares = {share for layout in tables.layouts.values() for part in layout.parts for share in _shares(part)}
    rules = [f".{share_class(share)} {{ width: {share / 10:g}% }}" for share in sorted(shares)]
    if tables.has_landscape:
        width, height = page_size(size)
        rules.append(f"@page landscape {{ size: {height / 20:g}pt {width / 20:g}pt }}")
    return "\n".join(rules)
