"""Where lines end: words that are not to be divided, words that have to be, and how many lines things take."""

from collections.abc import Iterable
from dataclasses import replace

from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    Code,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Row,
    Span,
    Strong,
    Table,
    Text,
)
from exporter.model.walk import plain_text, walk

LONGEST_WORD = 28  # letters; a longer one is an address or a name of code
COLUMN_WORD = 20  # letters that a narrow column has room for
LEADING = 80  # letters of bold words that are a heading in all but name
DIVIDED = 10  # letters of the shortest word that is divided, as print.css has it
MARKS = 2  # letters of what may stand behind a last word: a full stop, a bracket
LETTERS = 100  # in a line of a table as wide as the page
PICTURE = 8  # lines that a picture takes
SECTION = 3  # the lowest level of a heading that questions stand below


def whole_end(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """``inlines`` with a span of role ``whole`` around the last word before each hard break and the end.

    A last line is then never the tail of a divided word.
    """
    made: list[Inline] = []
    line: list[Inline] = []
    for node in inlines:
        if isinstance(node, LineBreak):
            made += [*_whole_end(tuple(line)), node]
            line = []
        else:
            line.append(node)
    return (*made, *_whole_end(tuple(line)))


def _whole_end(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match inlines:
        case (*before, (Emphasis() | Strong()) as last):
            return (*before, replace(last, children=_whole_end(last.children)))
        case (*before, (Emphasis() | Strong()) as last, Text(text=mark) as end) if len(mark) <= MARKS:
            return (*before, replace(last, children=_whole_end(last.children)), end)
        case (*before, Text(text=text) as last):
            start = max(text.rstrip().rfind(blank) for blank in " \n\t") + 1
            word = text[start:]
            if not DIVIDED <= len(word) <= COLUMN_WORD:
                return inlines
            first = [replace(last, text=text[:start])] if start else []
            return (*before, *first, Span(role="whole", children=(replace(last, text=word),)))
        case _:
            return inlines


def leading(node: Paragraph, before: Block | None = None, after: Block | None = None) -> bool:
    """Whether a paragraph leads to what follows it, and is to stay with that.

    So do words that introduce a list, a table or code, or below a heading the first question or columns, and a few
    words in bold alone, a heading in all but name. A style sheet could say so with ``:has(+ ul)``; the engine then
    looks at every pair of siblings.
    """
    if _in_bold(node):
        return not (isinstance(after, Paragraph) and _in_bold(after))
    if after is None or after.change:
        return False
    match after:
        case List() | Table() | CodeBlock() | Container(role="code-group"):
            return True
        case QuestionAnswer():
            return isinstance(before, Heading) and before.level <= SECTION
        case Columns() | Container(role="card-group"):
            return isinstance(before, Heading) or plain_text(node.children[-1:]).rstrip().endswith(":")
        case _:
            return False


def leading_row(row: Row) -> bool:
    """Whether a row of a table is nothing but a few words in bold: the heading of the rows below."""
    match [cell.children for cell in row.cells if cell.children]:
        case [[Paragraph() as words]]:
            return _in_bold(words)
        case _:
            return False


def _in_bold(node: Paragraph) -> bool:
    alone = not node.role and len(node.children) == 1 and isinstance(node.children[0], Strong)
    return alone and len(plain_text(node.children)) <= LEADING


def long_word(inlines: tuple[Inline, ...], longest: int = LONGEST_WORD) -> bool:
    """Whether a word of ``inlines`` is too long for a narrow line."""
    return any(len(word) > longest for word in plain_text(inlines).split())


def column_lines(node: Columns) -> int:
    """About how many lines of a page the longest of these columns takes."""
    whole = sum(node.widths) or 1
    shares = [LETTERS * width / whole for width in node.widths]
    return max((_column_lines(column, share) for column, share in zip(node.columns, shares, strict=False)), default=0)


def _column_lines(blocks: Iterable[Block], letters: float) -> int:
    return round(sum(_node_lines(node, max(letters, 1)) for node in walk(blocks)))


def _node_lines(node: AnyNode, letters: float) -> float:
    match node:
        case Text() | Code():
            return len(node.text) / letters
        case CodeBlock():
            return sum(1 + len(line) / letters for line in node.text.split("\n"))
        case Image():
            return PICTURE if node.role not in ("icon", "avatar") else 1
        case Paragraph() | Container() | Heading() | ListItem() | LineBreak() | Row():
            return 1
        case _:
            return 0


def table_lines(table: Table) -> int:
    """About how many lines a table takes, with columns of one width."""
    rows = (*table.head, *table.body, *table.foot)
    return sum(max((_lines(cell, len(row.cells)) for cell in row.cells), default=1) for row in rows)


def _lines(cell: Cell, columns: int) -> int:
    nodes = list(walk(cell.children))
    breaks = sum(isinstance(node, LineBreak) for node in nodes)
    blocks = sum(isinstance(node, Paragraph) for node in nodes)
    pictures = sum(PICTURE / 2 for node in nodes if isinstance(node, Image) and node.role != "icon")
    words = -(-len(plain_text(cell.children)) * columns // (LETTERS * cell.colspan))
    return max(breaks + max(blocks, 1), words) + round(pictures)
