"""The items that a scan collects: texts, elements, and marks that may yet become either."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exporter.markdown.etree import PlacedElement, PlacedText, placed_text
from exporter.markdown.mdc_attributes import Attributes
from exporter.markdown.source_lines import SourceText
from exporter.markdown.syntax import is_punctuation


@dataclass(slots=True)
class TextSlice:
    """Characters from ``start`` to ``end``, or the ``value`` that they stand for."""

    start: int
    end: int
    value: str | None = None


@dataclass(slots=True, eq=False)
class DelimiterRun:
    """The rest of a run of ``*``, ``_`` or ``~``, and whether it may open or close emphasis (section 6.2)."""

    character: str
    start: int
    end: int
    size: int
    opens: bool
    closes: bool
    attributes: Attributes | None = None

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "DelimiterRun":
        """Return the run from ``start`` to ``end``, classified by the characters around it."""
        before, after = text[start - 1] if start else " ", text[end : end + 1] or " "
        mark_before, mark_after = is_punctuation(before), is_punctuation(after)
        left = not after.isspace() and (not mark_after or before.isspace() or mark_before)
        right = not before.isspace() and (not mark_before or after.isspace() or mark_after)
        word = text[start] == "_"
        opens = left and (not word or not right or mark_before)
        closes = right and (not word or not left or mark_after)
        return cls(text[start], start, end, end - start, opens, closes)


@dataclass(slots=True, eq=False)
class Bracket:
    """``[`` or ``![`` that may begin a link or image (section 6.3); ``at`` is its index among the items."""

    start: int
    end: int
    image: bool
    at: int


InlineItem = TextSlice | PlacedElement | DelimiterRun | Bracket


@dataclass(slots=True)
class ElementFiller:
    """Puts items into an element; adjacent texts become one."""

    source: SourceText
    node: PlacedElement
    values: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0
    offsets: list[int] | None = None

    def fill(self, items: Iterable[InlineItem]) -> None:
        """Put all of ``items`` into the element."""
        for item in items:
            if isinstance(item, PlacedElement):
                self._flush()
                self.node.append(item)
            elif isinstance(item, TextSlice):
                self._add(item.start, item.end, item.value)
            elif item.end > item.start:
                self._add(item.start, item.end, None)
        self._flush()

    def _add(self, start: int, end: int, value: str | None) -> None:
        if not self.values:
            self.start, self.offsets = start, None
        elif start != self.end or value is not None:
            self._spell_out(self.end)
        if value is not None and self.offsets is None:
            self.offsets = []
        text = self.source.text[start:end] if value is None else value
        if self.offsets is not None:
            self.offsets.extend(range(start, end) if len(text) == end - start else [start] * len(text))
        self.values.append(text)
        self.end = end

    def _spell_out(self, end: int) -> None:
        if self.offsets is None:
            self.offsets = list(range(self.start, end))

    def _flush(self) -> None:
        if not self.values:
            return
        value = "".join(self.values)
        self.values = []
        if value:
            put(self.node, self._placed(value))

    def _placed(self, value: str) -> PlacedText:
        if self.offsets is None:
            return placed_text(self.source, self.start, self.end)
        offset, last = self.source.offset, self.source.end(self.end)
        return PlacedText.at(value, offset(self.start), last, [*map(offset, self.offsets), last])


def put(node: PlacedElement, words: PlacedText) -> None:
    """Set the text at the end of an element, which has none there yet."""
    if len(node):
        node[-1].tail = words
    else:
        node.text = words


def items_text(items: Sequence[InlineItem], source: SourceText) -> str:
    """Return the plain text of items: an image's alternative text (section 6.4)."""
    parts = []
    for item in items:
        if isinstance(item, PlacedElement):
            parts.append(element_text(item))
        elif isinstance(item, TextSlice) and item.value is not None:
            parts.append(item.value)
        else:
            parts.append(source.text[item.start : item.end])
    return "".join(parts)


def element_text(node: PlacedElement) -> str:
    """Return the words of an element and its content, without raw HTML."""
    inside = "" if node.kind == "raw" else node.text or ""
    inner = "".join(element_text(child) + (child.tail or "") for child in node if isinstance(child, PlacedElement))
    return (node.get("alt") or "") + inside + inner
