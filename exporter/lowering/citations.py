"""Citations, ``[@key]`` and ``[@key, clause 5; @other]``, as in Pandoc, and the places of generated lists.

The site's parser reads the brackets as a span without attributes. Its words stay as they are, with a reference in the
place of each key, but in code, in links, and on pages whose documents have no ``references``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exporter.lowering.anchors import written_id
from exporter.lowering.context import Item, Items, Lowering
from exporter.lowering.text import keep, placed
from exporter.markdown.tree import MdcElement
from exporter.model.abbreviations import ABBREVIATION_LIST
from exporter.model.bibliography import PLACES
from exporter.model.characters import CONTROL
from exporter.model.nodes import Container, Reference, Text

# A key begins with a letter, digit or '_' and has single signs inside; another one stands in braces (Pandoc, 8.20.1).
_KEY = re.compile(r"(?:^|(?<=;)\s*)@(?:\{([^{}]+)\}|(\w(?:\w|[:.#$%&+?<>~/-](?=\w))*))")


def cites(data: Mapping[str, Any]) -> bool:
    """Whether the front matter of a page has references, so that the page may cite them."""
    return bool(data.get("references"))


def list_places(*, citations: bool, abbreviations: bool) -> frozenset[str]:
    """Return the ids of the places of lists on a page with references, and on one with a list of abbreviations."""
    return frozenset((*(PLACES if citations else ()), *([ABBREVIATION_LIST] if abbreviations else [])))


def without_citations(lower: Callable[[Lowering, MdcElement], Items]) -> Callable[[Lowering, MdcElement], Items]:
    """Return the lowering of an element in which ``[@key]`` is no citation."""

    def plain(lowering: Lowering, element: MdcElement) -> Items:
        before, lowering.citations = lowering.citations, False
        try:
            return lower(lowering, element)
        finally:
            lowering.citations = before

    return plain


def lower_span(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``span`` to its content, or to the citation that it is."""
    items = lowering.items(element.children)
    first = items[0] if items else None
    start, end = element.span
    if not (lowering.citations and isinstance(first, Text) and _KEY.match(first.text)) or element.props:
        return items
    if not (lowering.source.startswith("[@", start) and lowering.source.endswith("]", start, end)):
        return items
    opening, closing = (placed(sign, (at, at + 1), lowering.places) for sign, at in (("[", start), ("]", end - 1)))
    return [opening, *_with_references(lowering, items), closing]


def _with_references(lowering: Lowering, items: Items) -> Iterator[Item]:
    for number, item in enumerate(items):
        if isinstance(item, Text):
            yield from _parts(lowering, item, at_start=number == 0)
        else:
            yield item


def _parts(lowering: Lowering, text: Text, *, at_start: bool) -> Iterator[Item]:
    done = 0
    for found in _KEY.finditer(text.text):
        if found.start() == 0 and not at_start:
            continue
        sign = text.text.index("@", found.start())
        if before := keep(text, list(range(done, sign)), lowering.places):
            yield before
        own = keep(text, list(range(sign, found.end())), lowering.places)
        key = CONTROL.sub("", found[1] or found[2]).strip()
        yield Reference(target=f"@{key}", kind="citation", written=f"@{key}", pos=own.pos if own else text.pos)
        done = found.end()
    if rest := keep(text, list(range(done, len(text.text))), lowering.places):
        yield rest


def list_place(lowering: Lowering, element: MdcElement) -> Container | None:
    """Return the place of a generated list that an empty element is by its id; None for another element."""
    role = written_id(element)
    if role not in lowering.list_places or element.children:
        return None
    return Container(role=role, children=(), pos=lowering.pos(element.span))
