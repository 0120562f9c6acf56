"""Words of a paragraph as a Word file shows them, with their links, looks and pictures."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from exporter.model.math import Math
from exporter.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    Revision,
    Span,
    Strong,
    Text,
)
from exporter.model.position import Pos
from exporter.model.walk import children, walk

OBJECT: Final = "\ufffc"
"""The character in a text for each picture, formula and footnote mark."""

LinkRange = tuple[int, int, str]
"""A link in a text: its start, its end, and its target in the file."""

LookRange = tuple[int, int, frozenset[str]]
"""Words of a look in a text: their start, their end, and their traits: ``b i s sub sup c``, or ``other``.

``t`` stands beside them where the table's style gives the words a weight of its own.
"""

_TRAITS: Final = {"strike": "s", "sub": "sub", "sup": "sup", "": ""}


def shown_text(inlines: Iterable[Inline]) -> str:
    """Return the text that a paragraph of ``inlines`` shows, by the rules of ``MapEntry.text``.

    For a redline it is the old text: the changes of a reviewer and of the redline are changes of that text.
    """
    return "".join(text for text, _ in _shown(inlines))


def shown_links(inlines: Iterable[Inline], leads_to: Callable[[Link], str], at: int = 0) -> tuple[LinkRange, ...]:
    """Return the links of a paragraph whose ``inlines`` show their text from ``at`` on; ``""`` is no link."""
    found: list[LinkRange] = []
    for text, link in _shown(inlines):
        target = leads_to(link) if link else ""
        if found and found[-1][1:] == (at, target):
            found[-1] = (found[-1][0], at + len(text), target)
        elif target and text:
            found.append((at, at + len(text), target))
        at += len(text)
    return tuple(found)


def shown_images(inlines: Iterable[Inline], at: int = 0) -> Iterator[tuple[int, Image]]:
    """Yield the pictures of a paragraph whose ``inlines`` show their text from ``at`` on, each with its place."""
    for text, node, _ in _stretches(inlines):
        if isinstance(node, Image):
            yield at, node
        at += len(text)


def shown_formulas(inlines: Iterable[Inline], at: int = 0) -> Iterator[tuple[int, Math]]:
    """Yield the formulas of a paragraph as ``shown_images`` yields its pictures."""
    for text, node, _ in _stretches(inlines):
        if isinstance(node, Math):
            yield at, node
        at += len(text)


def shown_looks(inlines: Iterable[Inline], at: int = 0, traits: frozenset[str] = frozenset()) -> tuple[LookRange, ...]:
    """Return the looks of a paragraph whose ``inlines`` show their text from ``at`` on; all words have ``traits``."""
    found: list[LookRange] = []
    for text, _, own in _stretches(inlines, None, traits):
        if found and found[-1][1:] == (at, own):
            found[-1] = (found[-1][0], at + len(text), own)
        elif own and text:
            found.append((at, at + len(text), own))
        at += len(text)
    return tuple(found)


def _shown(inlines: Iterable[Inline]) -> Iterator[tuple[str, Link | None]]:
    """Yield stretches of the shown text, each with the link around it."""
    for text, node, _ in _stretches(inlines):
        yield text, node if isinstance(node, Link) else None


def _stretches(
    inlines: Iterable[Inline], link: Link | None = None, traits: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Link | Image | Math | None, frozenset[str]]]:
    """Yield stretches of the shown text with their traits, each with its link, a picture or formula itself."""
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text, link, traits
            case Code():
                yield inline.text, link, traits | {"c"}
            case LineBreak():
                yield "\n", link, traits
            case Image() | Math():
                yield OBJECT, inline, traits
            case FootnoteReference():
                yield OBJECT, None, traits
            case Revision(change="inserted"):
                continue
            case Link():
                yield from _stretches(inline.children, inline, traits | _traits(inline))
            case _:
                inside = (child for child in children(inline) if isinstance(child, Inline))
                yield from _stretches(inside, link, traits | _traits(inline))


def _traits(node: Inline) -> set[str]:
    """Return the traits that a node gives to its words; roles look as the theme says."""
    match node:
        case Strong():
            return {"b"}
        case Emphasis():
            return {"i"}
        case Span() | Link():
            return {_TRAITS.get(node.role, "other")} - {""}
        case Revision():
            return set()
        case _:
            return {"other"}


def span_of(inlines: Sequence[Inline]) -> Pos | None:
    """Return the span from the first place to the last of ``inlines``, as far as they come from one file."""
    places = [node.pos for node in walk(inlines) if node.pos is not None]
    if not places:
        return None
    file = places[0].file
    start = min((p.start for p in places if p.file == file), key=lambda point: point.offset)
    end = max((p.end for p in places if p.file == file), key=lambda point: point.offset)
    return Pos(file, start, end)
