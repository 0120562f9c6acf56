"""Numbers of the items of a list, written as the page counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class ListNumbers:
    """Numbers of a page's lists: ``gone`` are the ids of items that go, ``new`` the items that came so far."""

    source: str
    gone: frozenset[int] = frozenset()
    new: list[NewItems] = field(default_factory=list)

    def _all(self, around: List) -> "list[re.Match[str]]":
        """Return the numbers of a list's items, none if one has no number."""
        found = [_NUMBER.match(self.source, item.pos.start.offset) if item.pos else None for item in around.items]
        numbers = [number for number in found if number is not None]
        return numbers if len(numbers) == len(found) else []

    def _repeats(self, around: List) -> bool:
        """Whether a list has one number for all its items, which the website counts too."""
        return len(around.items) > 1 and len({int(number[0]) for number in self._all(around)}) == 1

    def _counts_up(self, around: List) -> bool:
        values = [int(number[0]) for number in self._all(around)]
        return bool(values) and values == list(range(values[0], values[0] + len(values)))

    def counts(self, around: List) -> bool:
        """Whether the numbers of a list say what the website shows: they count one by one, or are all the same."""
        return self._counts_up(around) or self._repeats(around)

    def following(self, around: List | None, sign: str) -> str:
        """Return the marker behind ``sign`` in a list of the page, the same number again if all items have one."""
        return next_marker(sign, 0 if around is not None and self._repeats(around) else 1)

    def beside(self, around: List, item: ListItem, sign: str) -> str:
        """Return the marker of an item as it will be: new items in front of it count, those that go do not."""
        at = next(i for i, own in enumerate(around.items) if own is item)
        return next_marker(sign, self._shift(around, at)) if self._counts_up(around) else sign

    def _shift(self, around: List, at: int) -> int:
        added = sum(items.added for items in self.new if items.around is around and items.behind <= at)
        return added - sum(id(item) in self.gone for item in around.items[:at])

    def edits(self, blocks: Sequence[TextBlock]) -> Iterator[tuple[int, Edit]]:
        """Yield the edits of numbers behind new items and those that go, each with its unit."""
        changed = {id(items.around) for items in self.new}
        lists = {id(node): (node, block) for block in blocks for node in block.ancestors if isinstance(node, List)}
        for key, (around, block) in lists.items():
            if not (key in changed or any(id(i) in self.gone for i in around.items)) or not self._counts_up(around):
                continue
            for at, number in enumerate(self._all(around)):
                by = self._shift(around, at)
                if by and id(around.items[at]) not in self.gone:
                    yield block.unit.index, (number.start(), number.end(), str(int(number[0]) + by))


def items_of(blocks: Iterable[TextBlock]) -> frozenset[int]:
    """Return the ids of the items that blocks begin."""
    return frozenset(id(item) for block in blocks if (item := block.item()))
