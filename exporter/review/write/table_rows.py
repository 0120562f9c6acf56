"""Edits that put new rows into tables of pipes (GFM, section 4.10)."""

from collections.abc import Sequence
from typing import Final

from exporter.model.nodes import Row, Table
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.expected import ExpectedParagraph, normalised, plain_signs
from exporter.review.write.new_blocks import new_characters
from exporter.review.write.page_plan import NewRow
from exporter.review.write.source_text import NO_BLOCK, Edit, Unwritable, continued
from exporter.review.write.text_edits import SourceWriter, unchanged

_OTHER: Final = "its table is not one of pipes: add the row in the page"


def insertion(writer: SourceWriter, new: NewRow) -> tuple[Edit, list[ExpectedParagraph]]:
    """Return the edit that inserts a row, and its expected cells."""
    beside, unit, lines = new.beside, new.beside.unit.index, writer.lines
    at = next(i for i, node in enumerate(beside.ancestors) if isinstance(node, Row))
    table, row = beside.ancestors[at - 1], beside.ancestors[at]
    if not isinstance(table, Table) or not isinstance(row, Row) or row.pos is None or table.foot:
        raise Unwritable(unit, _OTHER, new.change)
    start = row.pos.start.offset
    if not writer.contexts.at(start).blocks:
        raise Unwritable(unit, NO_BLOCK, new.change, start)
    written = writer.source[start : lines.last(row.pos)]
    if "|" not in written or "\n" in written:
        raise Unwritable(unit, _OTHER, new.change)
    if len(new.cells) != len(row.cells) or any(cell.colspan > 1 or cell.rowspan > 1 for cell in row.cells):
        raise Unwritable(unit, "it has other columns than the table of the page", new.change)
    in_head = any(row is head for head in table.head)
    if in_head and not new.behind:
        raise Unwritable(unit, "a table begins with its head", new.change)
    texts, shown = _cells(writer, new, unit)
    moved = _moved(writer, table, shown)
    shown_cells = [cell for cell in shown if cell.shown]
    lead = continued(lines.lead(start)) if beside.item() else lines.lead(start)
    first, last = "| " * written.startswith("|"), " |" * (written.endswith("|") and not written.endswith("\\|"))
    line = f"{lead}{moved or first + ' | '.join(texts) + last}"
    if not new.behind:
        return (lines.start(start), lines.start(start), line + lines.ending), shown_cells
    end = lines.end(lines.after(start)) if in_head else lines.end(start)
    return (end, end, lines.ending + line), shown_cells


def _moved(writer: SourceWriter, table: Table, shown: Sequence[ExpectedParagraph]) -> str:
    """Return the source of a removed row of the table that shows the same cells; empty without one."""
    plans = writer.page_plan.plans
    for row in table.body:
        own = [block for block in writer.page_plan.blocks if any(node is row for node in block.ancestors)]
        if row.pos is None or not own or not all(b.index in plans and plans[b.index].removed for b in own):
            continue
        cells = [
            next((unchanged(b).shown for b in own if any(node is cell for node in b.ancestors)), ())
            for cell in row.cells
        ]
        source = writer.source[row.pos.start.offset : writer.lines.last(row.pos)]
        if [plain_signs(cell) for cell in cells] == [plain_signs(one.shown) for one in shown] and "\n" not in source:
            return source
    return ""


def _cells(writer: SourceWriter, new: NewRow, unit: int) -> tuple[list[str], list[ExpectedParagraph]]:
    texts, shown = [], []
    for words in new.cells:
        inline = writer.inline(new.beside, new.beside.start)
        outputs = new_characters(writer, words, inline)
        text = inline.source(outputs)
        if "\n" in text:
            raise Unwritable(unit, "a cell has one line", new.change)
        texts.append(text)
        expected = normalised([(w.text, w.format, w.href) for w in outputs])
        shown.append(ExpectedParagraph(unit, "cell", new.beside.path, expected))
    return texts, shown


def end_of_row(blocks: Sequence[TextBlock], new: NewRow) -> int:
    """Return the index of the block of its row that a new row stands beside."""
    row = next(node for node in new.beside.ancestors if isinstance(node, Row))
    own = [block.index for block in blocks if any(node is row for node in block.ancestors)]
    return own[-1 if new.behind else 0]
