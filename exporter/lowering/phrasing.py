"""Elements inside a line: stress, code, spans with a role, breaks, quotations."""

from collections.abc import Callable

from exporter.lowering.context import Items, Lowering
from exporter.lowering.normalise import wrapped
from exporter.lowering.text import offsets_of, placed
from exporter.markdown import tree
from exporter.model.characters import CONTROL
from exporter.model.nodes import Code, Emphasis, Inline, LineBreak, Span, Strong, Text
from exporter.model.walk import plain_text


def stressed(lowering: Lowering, element: tree.Element) -> Items:
    """``em`` and its like."""
    pos = lowering.pos(element.span)
    return wrapped(lowering.items(element.children), lambda inside: Emphasis(children=inside, pos=pos))


def strong(lowering: Lowering, element: tree.Element) -> Items:
    """``strong`` and ``b``."""
    pos = lowering.pos(element.span)
    return wrapped(lowering.items(element.children), lambda inside: Strong(children=inside, pos=pos))


def spans(role: str) -> Callable[[Lowering, tree.Element], Items]:
    """The handling of an element whose meaning is a role of a span."""

    def lower(lowering: Lowering, element: tree.Element) -> Items:
        pos = lowering.pos(element.span)

        def span(inside: tuple[Inline, ...]) -> Inline:
            return Span(children=inside, role=role, pos=pos)

        return wrapped(lowering.items(element.children), span)

    return lower


def lower_break(lowering: Lowering, element: tree.Element) -> Items:
    """``br``."""
    return [LineBreak(pos=lowering.pos(element.span))]


def lower_quotation(lowering: Lowering, element: tree.Element) -> Items:
    """``q``: browsers put the marks around it (HTML, section 15.3.5)."""
    items = lowering.items(element.children)
    start, end = element.span
    opening = lowering.generated("“", tree.Span(start, start))
    return [opening, *items, lowering.generated("”", tree.Span(end, end))]


def lower_code(lowering: Lowering, element: tree.Element) -> Items:
    """``code`` in a line: its characters; bindings inside are resolved, other elements give their words."""
    texts = [i for i in _texts(lowering.items(element.children)) if i.text]
    if not texts:
        return []
    text = "".join(t.text for t in texts).replace("\n", " ")
    joined = _joined(lowering, texts)
    if joined is None:
        return [Code(text=text, pos=lowering.pos(element.span))]
    return [Code(text=text, pos=joined.pos, offsets=joined.offsets)]


def _texts(items: Items) -> list[Text]:
    out: list[Text] = []
    for item in items:
        if isinstance(item, Text):
            out.append(item)
        elif isinstance(item, LineBreak):
            out.append(Text(text=" ", pos=item.pos, offsets=None))
        elif isinstance(item, Emphasis | Strong | Span):
            out.extend(_texts(list(item.children)))
        else:
            out.append(Text(text=plain_text([item]), pos=None))
    return out


def _joined(lowering: Lowering, texts: list[Text]) -> Text | None:
    """One text with the places of all; None where one of them has none."""
    if len(texts) == 1:
        return texts[0] if texts[0].pos else None
    offsets: list[int] = []
    for text in texts:
        own = offsets_of(text)
        if own is None:
            return None
        offsets.extend(own[:-1])
        end = own[-1]
    return placed(CONTROL.sub("", "".join(t.text for t in texts)), (*offsets, end), lowering.places)
