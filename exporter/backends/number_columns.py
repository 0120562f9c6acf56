"""Columns of numbers, whose figures stand below each other."""

import re
from collections import defaultdict

from exporter.model.nodes import Table
from exporter.model.table_grid import grid_of
from exporter.model.walk import plain_text

_NUMBER = re.compile(r"[-+−±~≈<>≤≥]?\s?[$€£]?\s?\d[\d,' \u00a0\u202f]*(?P<decimals>[.,]\d+)?\s?[%€‰]?")


def number_columns(table: Table) -> dict[int, bool]:
    """Return the columns whose cells below the head are numbers, each with whether they align at the right.

    That needs numbers of several lengths with the same number of decimals; an alignment of the page stays.
    """
    head = len(table.head)
    texts: dict[int, list[str]] = defaultdict(list)
    aligned: set[int] = set()
    for at, line in enumerate(grid_of(table).starting()):
        for placed in line:
            if placed.cell.align:
                aligned.add(placed.start)
            if at >= head and (text := plain_text(placed.cell.children).strip()):
                texts[placed.start].append(text)
    found = {}
    for column, values in texts.items():
        numbers = [_NUMBER.fullmatch(text) for text in values]
        if len(values) > 1 and all(numbers):
            decimals = {len(number["decimals"] or "") for number in numbers if number}
            differ = len({len(text) for text in values}) > 1
            found[column] = differ and len(decimals) == 1 and column not in aligned
    return found
