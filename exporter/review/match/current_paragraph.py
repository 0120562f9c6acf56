"""An exported paragraph in the page as it is today: which of its words are still there, and which changes it has."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import PARAGRAPH
from exporter.textdiff.tokens import words


class MergeState(Enum):
    """Whether words of the exported text can be changed in the page of today."""

    CLEAN = auto()  # the page still has the exported words
    DONE = auto()  # the page has the new words already
    CONFLICT = auto()  # the page has other words
    GENERATED = auto()  # the exporter made the words, the page has none


@dataclass(slots=True)
class TodaysText:
    """The text of today in which the words of an exported paragraph stand, and the place of each of its characters."""

    exported: str
    generated: int
    text: str
    places: Sequence[int | None] = field(repr=False)

    def has(self, start: int, end: int, new: str) -> bool:
        """Whether it has new words in place of exported ones, between the nearest words that both have.

        Other words may have come or gone there too.
        """
        low, high = self._around(start, end)
        there = words(self._between(low, high))
        gone, wanted = words(self.exported[start:end]), words(new)
        if wanted:
            at = _find(there, wanted)
            return at is not None and (not gone or _find([*there[:at], "", *there[at + len(wanted) :]], gone) is None)
        others = len(words(self.exported[low:high])) > len(gone)
        return not gone or (_find(there, gone) is None and (others or not there))

    def is_split(self, at: int) -> bool:
        """Whether a line ends at a place of the exported text, between words that both have."""
        low, high = self._around(at, at)
        return low > self.generated and high < len(self.exported) and "\n" in self._between(low, high)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """Extend a range of the exported text to the nearest words that today's text has too."""
        low = next((at + 1 for at in range(start - 1, -1, -1) if self._keeps(at)), self.generated)
        return low, next((at for at in range(end, len(self.exported)) if self._keeps(at)), len(self.exported))

    def _between(self, low: int, high: int) -> str:
        first = self.places[low - 1] if low else None
        last = self.places[high] if high < len(self.exported) else None
        return self.text[0 if first is None else first + 1 : last]

    def _keeps(self, at: int) -> bool:
        return self.places[at] is not None and not self.exported[at].isspace()


def _find(there: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the place of some words among others."""
    return next((at for at in range(len(there)) if there[at : at + len(wanted)] == wanted), None)


@dataclass(slots=True)
class CurrentParagraph:
    """An exported paragraph in the page as it is today: its text block, and the place there of each exported character.

    ``unchanged`` says whether the block still has the exported words. Then a character whose place is None is
    generated: part of a label, or of the words that stand for a missing picture. ``whole`` is the block, with the
    blocks beside it that are parts of the paragraph. Unless ``certain``, another block might be the paragraph instead.
    """

    block: TextBlock
    exported: str
    generated: int
    unchanged: bool
    places: list[int | None] = field(repr=False)
    whole: TodaysText = field(repr=False)
    certain: bool = True

    def before(self, at: int) -> int | None:
        """Return the place in the block behind the character in front of ``at``, None if the character is gone."""
        if at <= self.generated:
            return 0
        place = self.places[at - 1]
        return None if place is None else place + 1

    def behind(self, at: int) -> int | None:
        """Return the place in the block of the character at ``at``, None if it is gone."""
        return len(self.block.chars) if at >= len(self.exported) else self.places[at]

    def last_before(self, at: int) -> int:
        """Return the place in the block behind the nearest character in front of ``at`` that it has."""
        return next(place for back in range(at, -1, -1) if (place := self.before(back)) is not None)

    def first_behind(self, at: int) -> int:
        """Return the place in the block of the nearest character from ``at`` on that it has."""
        ends = range(at, len(self.exported) + 1)
        return next(place for ahead in ends if (place := self.behind(ahead)) is not None)

    def merge_state(self, start: int, end: int, new: str) -> MergeState:
        """Return whether the words ``exported[start:end]`` can become ``new`` today."""
        if start < self.generated:
            return MergeState.GENERATED
        if self.unchanged:
            return MergeState.CLEAN if self._on_page(start, end) else MergeState.GENERATED
        if start == end and new.strip() and self.whole.has(start, end, new):
            return MergeState.DONE
        low, high = self._whole_words(start, end)
        if self._has_kept(low, high):
            return MergeState.CLEAN
        wanted = self.exported[low:start] + new + self.exported[end:high]
        done = PARAGRAPH not in new and self.whole.has(low, high, wanted)
        return MergeState.DONE if done else MergeState.CONFLICT

    def _has_kept(self, start: int, end: int) -> bool:
        """Whether the page has exported words beside a character that it has too."""
        first, last = self.before(start), self.behind(end)
        if start < end:
            low, high = self.places[start], self.places[end - 1]
            if low is None or high is None or (first != low and last != high + 1):
                return False
            first, last = low, high + 1
        return first is not None and last is not None and self.block.text[first:last] == self.exported[start:end]

    def _on_page(self, start: int, end: int) -> bool:
        if start == end:
            return self.before(start) is not None or self.behind(start) is not None
        return None not in self.places[start:end]

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Extend a range of the exported text to whole words."""
        while start > self.generated and self.exported[start - 1].isalnum():
            start -= 1
        while end < len(self.exported) and self.exported[end].isalnum():
            end += 1
        return start, end
