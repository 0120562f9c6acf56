"""Numbers of the items behind new ones, written as the page counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exporter.model.nodes import List
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.source_text import Edit

_NUMBER: Final = re.compile(r"\d{1,9}(?=[.)])")


class NewItems(NamedTuple):
    """New items in a list of the page: how many, and the index of the first item behind them."""

    around: List
    behind: int
    added: int


def renumbered(source: str, blocks: Sequence[TextBlock], touched: set[int], new: Sequence[NewItems]) -> Iterator[Edit]:
    """Yield the edits of numbers behind new items, in lists that count one by one and change nowhere else."""
    times = Counter(id(items.around) for items in new)
    changed = {id(node) for block in blocks if block.index in touched for node in block.ancestors}
    for around, behind, added in new:
        numbers = [_NUMBER.match(source, item.pos.start.offset) for item in around.items if item.pos]
        found = [number for number in numbers if number is not None]
        values = [int(number[0]) for number in found]
        counts = values == list(range(values[0], values[0] + len(around.items))) if values else False
        if around.ordered and counts and times[id(around)] == 1 and id(around) not in changed:
            yield from ((n.start(), n.end(), str(int(n[0]) + added)) for n in found[behind:])
