"""Phrasing content: stress, code, spans with a role, breaks, quotations (HTML, section 3.2.5.2.5)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from exporter.lowering.context import Item, Items, Lowering
from exporter.lowering.math import is_math, lower_tex
from exporter.lowering.normalise import wrapped
from exporter.lowering.text import placed
from exporter.markdown.tree import MdcElement, SourceSpan
from exporter.model.characters import CONTROL
from exporter.model.nodes import Code, Emphasis, FootnoteReference, Image, Inline, LineBreak, Link, Span, Strong, Text
from exporter.model.offsets import joined_offsets, offsets_of
from exporter.model.roles import EXPANSION
from exporter.model.walk import plain_text


def stressed(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``em`` and similar elements."""
    pos = lowering.pos(element.span)
    return wrapped(lowering.items(element.children), lambda inside: Emphasis(children=inside, pos=pos))


def strong(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``strong`` and ``b``."""
    pos = lowering.pos(element.span)
    return wrapped(lowering.items(element.children), lambda inside: Strong(children=inside, pos=pos))


def spans(role: str) -> Callable[[Lowering, MdcElement], Items]:
    """Return the lowering of an element whose meaning is a role of a span."""

    def lower(lowering: Lowering, element: MdcElement) -> Items:
        pos = lowering.pos(element.span)

        def span(inside: tuple[Inline, ...]) -> Inline:
            return Span(children=inside, role=role, pos=pos)

        return wrapped(lowering.items(element.children), span)

    return lower


def lower_break(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``br``."""
    return [LineBreak(pos=lowering.pos(element.span))]


def lower_quotation(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``q``: browsers put the marks around it (HTML, section 15.3.5)."""
    items = lowering.items(element.children)
    start, end = element.span
    opening = lowering.generated("“", SourceSpan(start, start))
    return [opening, *items, lowering.generated("”", SourceSpan(end, end))]


def lower_abbreviation(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``abbr``, followed by its expansion, which the website shows in a tooltip (``title``)."""
    pos = lowering.pos(element.span)
    return wrapped(_expanded(lowering, element), lambda inside: Span(children=inside, role="abbr", pos=pos))


def lower_definition(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``dfn``, followed by the full term that its tooltip names (HTML, section 4.5.8)."""
    pos = lowering.pos(element.span)
    return wrapped(_expanded(lowering, element), lambda inside: Emphasis(children=inside, pos=pos))


def _expanded(lowering: Lowering, element: MdcElement) -> Items:
    """Return the content and, in brackets, the words of the tooltip."""
    items = lowering.items(element.children)
    title = " ".join(str(element.props.get("title") or "").split())
    if not title or not items:
        return items
    end = SourceSpan(element.span.end, element.span.end)
    return [*items, Span(children=(lowering.generated(f" ({title})", end),), role=EXPANSION)]


def lower_ruby(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``ruby``: the reading stands in brackets behind its base (HTML, section 4.5.10)."""
    if any(isinstance(c, MdcElement) and c.tag in ("rp", "rtc") for c in element.children):
        return lowering.items(element.children)
    out: list[Item] = []
    for child in element.children:
        inside = lowering.items([child])
        if isinstance(child, MdcElement) and child.tag == "rt" and inside:
            start, end = child.span
            opening = lowering.generated("(", SourceSpan(start, start))
            inside = [opening, *inside, lowering.generated(")", SourceSpan(end, end))]
        out.extend(inside)
    return out


def lower_code(lowering: Lowering, element: MdcElement) -> Items:
    """Lower ``code`` in a line to its characters; bindings inside are resolved, other elements give their words.

    TeX between dollars is a formula.

    A link inside is a link around its code; footnotes' marks and pictures stand between codes.
    """
    if is_math(lowering, element):
        return lower_tex(lowering, element)
    return [*_codes(lowering, element, lowering.items(element.children))]


def _codes(lowering: Lowering, element: MdcElement, items: Iterable[Item]) -> list[Inline]:
    out: list[Inline] = []
    waiting: list[Item] = []
    for item in _without_emphasis(items):
        if isinstance(item, Link | FootnoteReference | Image):
            out.extend(_code(lowering, element, waiting))
            waiting = []
            inside = _codes(lowering, element, item.children) if isinstance(item, Link) else []
            out.extend([replace(item, children=tuple(inside))] if isinstance(item, Link) and inside else [item])
        else:
            waiting.append(item)
    return [*out, *_code(lowering, element, waiting)]


def _without_emphasis(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Emphasis | Strong | Span):
            yield from _without_emphasis(item.children)
        else:
            yield item


def _code(lowering: Lowering, element: MdcElement, items: Items) -> list[Inline]:
    texts = [i for i in _texts(items) if i.text]
    if not texts:
        return []
    text = "".join(t.text for t in texts).replace("\n", " ")
    language = lowering.printable(str(element.props.get("language") or ""), element.span)
    joined = _joined(lowering, texts)
    if joined is None:
        return [Code(text=text, language=language, pos=lowering.pos(element.span))]
    return [Code(text=text, language=language, pos=joined.pos, offsets=joined.offsets)]


def _texts(items: Items) -> list[Text]:
    out: list[Text] = []
    for item in items:
        if isinstance(item, Text):
            out.append(item)
        elif isinstance(item, LineBreak):
            out.append(Text(text=" ", pos=item.pos, offsets=None))
        else:
            out.append(Text(text=plain_text([item]), pos=None))
    return out


def _joined(lowering: Lowering, texts: list[Text]) -> Text | None:
    """Return one text with the places of all; None if one of them has no place."""
    if len(texts) == 1:
        return texts[0] if texts[0].pos else None
    offsets = [own for text in texts if (own := offsets_of(text)) is not None]
    if len(offsets) < len(texts):
        return None
    return placed(CONTROL.sub("", "".join(t.text for t in texts)), joined_offsets(offsets), lowering.places)
