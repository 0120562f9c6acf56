"""Numbers of the items of a list, written as the page counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exporter.model.nodes import List, ListItem
from exporter.review.match.text_blocks import TextBlock
from exporter.review.write.source_text import Edit, next_marker

_NUMBER: Final = re.compile(r"\d{1,9}(?=[.)])")


class NewItems(NamedTuple):
    """New items in a list of the page: how many, and the index of the first item behind them."""

    around: List
    behind: int
    added: int


def _numbers(source: str, around: List) -> "list[re.Match[str]]":
    """Return the numbers of a list's items, none if one has no number."""
    found = [_NUMBER.match(source, item.pos.start.offset) if item.pos else None for item in around.items]
    numbers = [number for number in found if number is not None]
    return numbers if len(numbers) == len(found) else []


def is_counting(source: str, around: List) -> bool:
    """Whether the numbers of a list count one by one, or are all the same, which the website counts too."""
    values = [int(number[0]) for number in _numbers(source, around)]
    return bool(values) and (values == list(range(values[0], values[0] + len(values))) or _repeats(values))


def _repeats(values: Sequence[int]) -> bool:
    return len(values) > 1 and len(set(values)) == 1


def following(source: str, around: List | None, sign: str) -> str:
    """Return the marker behind ``sign`` in a list of the page: the same number again if the list has one number."""
    again = around is not None and _repeats([int(number[0]) for number in _numbers(source, around)])
    return next_marker(sign, 0 if again else 1)


def renumbered(
    source: str, blocks: Sequence[TextBlock], removed: set[int], new: Sequence[NewItems]
) -> Iterator[tuple[int, Edit]]:
    """Yield the edits of numbers behind new and removed items, each with its unit, in lists that count one by one."""
    firsts = {id(item): block for block in reversed(blocks) if (item := _own_item(block))}
    gone = {id(block.ancestors[-3]) for block in blocks if block.index in removed and _own_item(block)}
    lists = {id(node): (node, block) for block in blocks for node in block.ancestors if isinstance(node, List)}
    for key in {*gone, *(id(items.around) for items in new)} & lists.keys():
        around, block = lists[key]
        numbers = _numbers(source, around)
        if not numbers or not is_counting(source, around) or _repeats([int(n[0]) for n in numbers]):
            continue
        added: Counter[int] = Counter()
        for items in new:
            added[items.behind] += items.added if items.around is around else 0
        value = int(numbers[0][0])
        for at, (item, number) in enumerate(zip(around.items, numbers, strict=True)):
            value += added[at]
            first = firsts.get(id(item))
            if first is not None and first.index in removed:
                continue
            if int(number[0]) != value:
                yield block.unit.index, (number.start(), number.end(), str(value))
            value += 1


def _own_item(block: TextBlock) -> ListItem | None:
    """Return the item that a block begins, with its list around it."""
    item = block.item()
    at = len(block.ancestors) - 2
    return item if item is not None and at > 0 and block.ancestors[at] is item else None
