"""Texts that become one."""

from exporter.markdown.tree import Node, Span, Text


def add_text(children: list[Node], text: Text) -> None:
    """Adds ``text`` at the end of ``children``, joined to a text there."""
    last = children[-1] if children else None
    if not isinstance(last, Text):
        children.append(text)
        return
    if last.offsets is None and text.offsets is None and last.span.end == text.span.start:
        last.value += text.value
    else:
        last.offsets = (*spelled(last)[:-1], *spelled(text))
        last.value += text.value
    last.span = Span(last.span.start, max(last.span.end, text.span.end))


def spelled(text: Text) -> tuple[int, ...]:
    """The offset of each character and of the end, also where they follow from the span."""
    if text.offsets is not None:
        return text.offsets
    return tuple(range(text.span.start, text.span.start + len(text.value) + 1))
