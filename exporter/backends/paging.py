"""Rules for page breaks: estimated lines of blocks, blocks that stay on one page, blocks that keep with the next.

All formats share them: the Word file sets them in its paragraphs, the page for paper in classes of its elements. A
line is measured in letters, which need no unit of a format.
"""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import assert_never

from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Rule,
    Strong,
    Table,
)
from exporter.model.table_grid import grid_of
from exporter.model.walk import children, every_node, is_page_break, plain_text, rebuild_inlines, walk

LINE = 86.0  # letters in a line as wide as the text of a page of A4
MEASURE = 77.0  # letters in a line of words, as long as the measure
EM = 0.53  # em of a letter
PAGE = 43  # lines that every page has room for
THIRD = PAGE / 3  # lines of a box or of a row of columns that stays on one page
LONG = 40  # estimated lines of columns that may be longer than a page
SHORT, SHORT_CODE = 14, 9  # lines of a table, and of code, that stay on one page
TALL = 8  # lines of a row that stays whole
LOW = 4  # lines of a row that may keep with the next: a high row would leave a page half empty
FEW_PAGES = 4  # pages that need no contents

LIST_STEP = 3.4  # letters that each level of a list is indented by
BOX = 4.0  # letters that the sides of a box take
CODE_LETTER, TABLE_LETTER = 1.03, 0.88  # width of a letter of code, and of a table, in letters of text
SMALL_CODE = 0.75  # size of the smaller letters of code, in rem
MANY_WIDE = 0.25  # of the blocks of code: with fewer wide ones, code keeps its size and long lines break
FIGURE, PICTURE = 14, 8  # lines of a picture by itself, and among words, in a line as wide as the page
SPACE, HEADING_SPACE = 0.5, 1.5  # lines around blocks
PADDING = 1.5  # lines that the padding of a box takes
BOLD_HEADING = 80  # letters of bold words that count as a heading
SECTION = 3  # the lowest level of a heading that questions stand below
_SMALL = ("icon", "avatar")  # roles of pictures that are as high as a line


# --- estimates of lines --------------------------------------------------------------------------------------------


def estimated_pages(document: Document, letters: float = LINE) -> float:
    """Return an estimate of the pages that the body of a document takes; chapters of a book begin new ones."""
    pages = full = 0.0
    for before, block in zip((None, *document.body), document.body, strict=False):
        if before is not None and begins_page(block, before):
            full, pages = full + ceil(pages), 0.0
        pages += _block_lines(block, letters) / PAGE
    return full + pages


def estimated_lines(blocks: Iterable[Block], letters: float) -> float:
    """Return an estimate of the lines that blocks take if a line has room for ``letters``."""
    return sum(_block_lines(block, letters) for block in blocks)


def _block_lines(block: Block, letters: float) -> float:
    match block:
        case Paragraph():
            return _text_lines(block.children, min(letters, MEASURE)) + SPACE
        case Heading():
            return _text_lines(block.children, min(letters, MEASURE)) + HEADING_SPACE
        case QuestionAnswer():
            return (
                _text_lines(block.question, min(letters, MEASURE))
                + HEADING_SPACE
                + estimated_lines(block.answer, letters)
            )
        case CodeBlock():
            return sum(_wrapped_lines(line, letters / CODE_LETTER) for line in block.text.split("\n")) + SPACE
        case List():
            return sum(estimated_lines(item.children, letters - LIST_STEP) for item in block.items)
        case Table():
            return estimated_table_lines(block, letters) + SPACE
        case Columns():
            rooms = (letters * width / max(1, sum(block.widths)) for width in block.widths)
            columns = zip(block.columns, rooms, strict=False)
            return max((estimated_lines(column, room) for column, room in columns), default=0)
        case Container():
            return bool(block.title or block.label) + estimated_lines(block.children, letters) + SPACE
        case Quote():
            return estimated_lines(block.children, letters)
        case Figure():
            return _picture_lines(FIGURE, letters) + (_text_lines(block.caption, letters) if block.caption else 0)
        case Rule():
            return 0 if is_page_break(block) else 1
        case _:
            assert_never(block)


def estimated_table_lines(table: Table, letters: float = LINE, columns: Sequence[float] = ()) -> float:
    """Return an estimate of the lines of a table; ``columns`` has the letters of each, by default equal ones."""
    return sum(_row_lines(table, letters, columns))


def _row_lines(table: Table, letters: float, columns: Sequence[float]) -> list[float]:
    """Return the lines of each row; those of a cell over several rows are shared by them."""
    grid = grid_of(table)
    rooms = columns or [letters / TABLE_LETTER / max(1, grid.width)] * grid.width
    return [
        max((_cell_lines(one.cell, sum(rooms[one.start : one.end])) / one.rows for one in line), default=1.0)
        for line in grid.starting()
    ]


def _cell_lines(cell: Cell, letters: float) -> float:
    """Return the lines of a cell, without the space below its last block."""
    return max(1, estimated_lines(cell.children, letters) - SPACE)


def _text_lines(inlines: Sequence[Inline], letters: float) -> float:
    """Return the lines of words and of the pictures among them."""
    pictures = [node for node in walk(inlines) if isinstance(node, Image) and node.role not in _SMALL]
    words = [line for line in words_by_line(rebuild_inlines(inlines, _without_pictures)) if line or not pictures]
    return sum(_wrapped_lines(line, letters) for line in words) + len(pictures) * _picture_lines(PICTURE, letters)


def _without_pictures(node: Inline) -> tuple[Inline, ...]:
    return () if isinstance(node, Image) else (node,)


def _picture_lines(picture: float, letters: float) -> float:
    """Return the lines of a picture, which is smaller in a narrower column."""
    return picture * min(1.0, letters / LINE)


def _wrapped_lines(line: str, letters: float) -> int:
    return max(1, ceil(len(line) / max(letters, 1)))


def longest_line(code: CodeBlock) -> int:
    """Return the letters of the longest line of code."""
    return max(map(len, code.text.split("\n")))


def has_small_code(document: Document) -> bool:
    """Whether all blocks of code have smaller letters: many of them have a line that is longer than one of the page."""
    wide = [longest_line(n) > LINE / CODE_LETTER for n in every_node(document) if isinstance(n, CodeBlock)]
    return any(wide) and sum(wide) >= MANY_WIDE * len(wide)


def words_by_line(nodes: Iterable[AnyNode]) -> list[str]:
    """Return the words of ``nodes``, divided at hard line breaks."""
    shown = ("\n" if isinstance(node, LineBreak) else plain_text(_alone(node)) for node in walk(nodes))
    return "".join(shown).split("\n")


def _alone(node: AnyNode) -> tuple[AnyNode, ...]:
    return () if any(True for _ in children(node)) else (node,)


# --- blocks that begin a page ---------------------------------------------------------------------------------------


def begins_page(block: Block, before: Block | None) -> bool:
    """Whether a block begins a page: behind a page break, and as a part or chapter of a book.

    A chapter shares the page of a part's heading right before it.
    """
    if is_page_break(before):
        return not is_page_break(block)
    opens = isinstance(block, Heading) and bool(block.role)
    return opens and not (isinstance(before, Heading) and before.role == "part")


# --- blocks that stay on one page ----------------------------------------------------------------------------------


def is_short(node: Table | CodeBlock, letters: float = LINE, columns: Sequence[float] = ()) -> bool:
    """Whether a table, with ``columns`` as for ``estimated_table_lines``, or a piece of code stays on one page."""
    if isinstance(node, Table):
        return round(estimated_table_lines(node, letters, columns)) <= SHORT
    return node.text.rstrip().count("\n") < SHORT_CODE


def are_long(columns: Iterable[tuple[Sequence[Block], float]]) -> bool:
    """Whether columns, each with the letters of its lines, may be longer than a page: they then become one column."""
    return any(estimated_lines(column, letters) > LONG for column, letters in columns)


def may_break(node: Container | Columns, letters: float) -> bool:
    """Whether a box or a row of columns may break: kept whole, it could leave a third of a page empty."""
    return _block_lines(node, letters) + PADDING > THIRD


def are_tall(columns: Iterable[tuple[Sequence[Block], float]]) -> bool:
    """Whether a row of columns, each with the letters of its lines, may break, as ``may_break`` says."""
    return any(estimated_lines(column, letters) > THIRD for column, letters in columns)


# --- blocks that keep with the next --------------------------------------------------------------------------------


def keeps_with_next(block: Block, before: Block | None = None, after: Block | None = None) -> bool:
    """Whether ``block`` stays on the page of the next one; headings do so by themselves.

    These do: words that introduce a list, a table or code, or, below a heading, the first question or columns; a few
    words in bold alone, which act as a heading; a line in italics or a rule below a heading.
    """
    match block:
        case Paragraph() if _is_bold_line(block):
            return not (isinstance(after, Paragraph) and _is_bold_line(after))
        case Paragraph(children=(Emphasis(),)) | Rule(role="") if isinstance(before, Heading):
            return after is not None
        case Paragraph() if after is not None and not after.change:
            return _introduces(block, before, after)
        case _:
            return False


def _introduces(block: Paragraph, before: Block | None, after: Block) -> bool:
    match after:
        case List() | Table() | CodeBlock() | Container(role="code-group"):
            return True
        case QuestionAnswer():
            return isinstance(before, Heading) and before.level <= SECTION
        case Columns() | Container(role="card-group"):
            return isinstance(before, Heading) or plain_text(block.children[-1:]).rstrip().endswith(":")
        case _:
            return False


def is_tall(cell: Sequence[Block], letters: float) -> bool:
    """Whether a row with this cell may break: kept whole, it would leave much of a page empty."""
    return estimated_lines(cell, letters) - SPACE > TALL


def is_heading_row(row: Row) -> bool:
    """Whether a row of a table has nothing but a few words in bold: the heading of the rows below."""
    match [cell.children for cell in row.cells if cell.children]:
        case [[Paragraph() as words]]:
            return _is_bold_line(words)
        case _:
            return False


def rows_kept_with_next(table: Table, letters: float = LINE, columns: Sequence[float] = ()) -> list[bool]:
    """Return for each row whether it stays on the page of the next one; ``columns`` as for ``estimated_table_lines``.

    All rows of a short table do; else the rows of the head and heading rows, and, if they are low, the first row of
    the body and the last but one.
    """
    rows = (*table.head, *table.body, *table.foot)
    first, last = len(table.head), len(rows) - 1
    if is_short(table, letters, columns):
        return [at < last for at in range(len(rows))]
    lines = _row_lines(table, letters, columns)
    ends = {at for at in (first, last - 1) if 0 <= at <= last and lines[at] <= LOW}
    return [at < last and (at < first or at in ends or is_heading_row(row)) for at, row in enumerate(rows)]


def rows_of_low_spans(table: Table, columns: Sequence[float]) -> set[int]:
    """Return the rows that a cell over several rows keeps with their next one, if they are low together."""
    lines = _row_lines(table, LINE, columns)
    spans = {(one.row, one.row + one.rows) for line in grid_of(table).starting() for one in line if one.rows > 1}
    low = ((start, end) for start, end in spans if sum(lines[start:end]) <= SHORT)
    return {row for start, end in low for row in range(start, end - 1)}


def _is_bold_line(node: Paragraph) -> bool:
    alone = not node.role and len(node.children) == 1 and isinstance(node.children[0], Strong)
    return alone and len(plain_text(node.children)) <= BOLD_HEADING
