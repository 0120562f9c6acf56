"""ElementTree as Python-Markdown uses it, with places: elements and texts that know their offsets in the page."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from markdown.util import AtomicString

from exporter.markdown.source_lines import Line, SourceText
from exporter.yamltext import PropPlace, YamlProps


class PlacedElement(ElementTree.Element):
    """An element with its place in the page.

    ``source`` is text for the inline scan to read. ``kind`` adds to the tag: ``raw`` (HTML as written, in ``text``),
    ``code`` (a fence or indented block), ``component``, ``label`` (a component's), ``codespan``. ``opens_item`` is true
    for a paragraph that a list item begins with. ``until`` and ``depth`` serve the inline scan: the index in its text
    at which the element ends, and the levels of elements in it, itself included.
    """

    start: int = 0
    end: int = 0
    kind: str = ""
    source: SourceText | None = None
    places: dict[str, PropPlace] | None = None
    yaml: YamlProps | None = None
    takes_attributes: bool = False
    opens_item: bool = False
    until: int = -1
    depth: int = 0


class PlacedText(AtomicString):
    """Text that is read already; ``offsets`` as in `exporter.markdown.tree.MdcText`."""

    start: int
    end: int
    offsets: Sequence[int] | None

    @classmethod
    def at(cls, value: str, start: int, end: int, offsets: Sequence[int] | None = None) -> "PlacedText":
        """Return ``value`` placed from ``start`` to ``end``."""
        words = cls(value)
        words.start, words.end, words.offsets = start, end, offsets
        return words


def placed_text(source: SourceText, start: int, end: int, value: str | None = None) -> PlacedText:
    """Return the characters of ``source`` from ``start`` to ``end``, or the ``value`` that they stand for."""
    first, last = source.offset(start), source.end(end)
    if value is not None and len(value) != end - start:
        offsets: Sequence[int] | None = [first] * len(value) + [last]
        return PlacedText.at(value, first, last, offsets)
    as_written = value is None or value == source.text[start:end]
    offsets = None if as_written and source.flat(start, end) else [*source.range(start, end), last]
    return PlacedText.at(source.text[start:end] if value is None else value, first, last, offsets)


def sliced(words: PlacedText, start: int, end: int) -> PlacedText:
    """Return the characters of ``words`` from ``start`` to ``end``."""
    if words.offsets is None:
        return PlacedText.at(words[start:end], words.start + start, words.start + end)
    first = words.offsets[start]
    last = words.offsets[end] if end == len(words) else words.offsets[max(end - 1, start)] + (end > start)
    return PlacedText.at(words[start:end], first, last, [*words.offsets[start:end], last])


def verbatim(lines: Sequence[Line], end: int | None = None) -> PlacedText:
    """Join lines as they are; with ``end``, the end of the text, as code: the last line gets its line end too."""
    source = SourceText.of([line.written() for line in lines])
    size = len(source.text)
    if end is None:
        return placed_text(source, 0, size)
    source.text += "\n"
    if lines[-1].end < end:
        return placed_text(source, 0, size + 1)
    offsets = [*source.range(0, size), end, end]  # no line end stands there
    return PlacedText.at(source.text, offsets[0], end, offsets)
