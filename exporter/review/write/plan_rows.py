"""Plans of whole rows of tables."""

from collections.abc import Iterable

from exporter.model.nodes import Row
from exporter.review.match.changes import ReviewChange
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import PARAGRAPH, WordCharacter
from exporter.review.write.page_plan import NewRow
from exporter.review.write.planner import Planner, by_hand


def plan_insertion(planner: Planner, change: ReviewChange) -> None:
    """Plan to insert a row beside the nearest one of its table."""
    place = planner.alignment[change.indexes[-1]].character.cell
    assert place is not None
    above = _near(planner, range(change.indexes[0] - 1, -1, -1), place.table)
    below = _near(planner, range(change.indexes[-1] + 1, len(planner.alignment)), place.table)
    beside = above or below
    if beside is None:
        raise by_hand("the page no longer has the rows around it")
    planner.page_plan.new_rows.append(NewRow(_cells(planner, change), beside, above is not None, change.id))


def _near(planner: Planner, indexes: Iterable[int], table: int) -> TextBlock | None:
    """Return the nearest block of a row of the table, None if another table or text comes first."""
    for i in indexes:
        mark, current = planner.alignment[i].character, planner.find(planner.alignment[i].entry)
        if mark.char != PARAGRAPH or not mark.original or (mark.cell is not None and current is None):
            continue
        own = mark.cell is not None and mark.cell.table == table and current is not None
        return current.block if own and current and any(isinstance(n, Row) for n in current.block.ancestors) else None
    return None


def _cells(planner: Planner, change: ReviewChange) -> list[list[WordCharacter]]:
    """Return the words of each cell."""
    cells: dict[int, list[WordCharacter]] = {}
    words: list[WordCharacter] = []
    for character in planner.inserted(change):
        if character.char != PARAGRAPH:
            words.append(character)
            continue
        assert character.cell is not None
        if cells.get(character.cell.cell) and words:
            raise by_hand("a cell of it has more than one paragraph")
        cells[character.cell.cell] = cells.get(character.cell.cell) or words
        words = []
    return list(cells.values())
