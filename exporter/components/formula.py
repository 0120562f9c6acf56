"""A formula as a component: ``::math`` around TeX, or with the TeX in a prop, and ``:math`` in a line."""

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Props, unshown
from exporter.lowering.context import Items
from exporter.lowering.math import own_line, tex
from exporter.markdown.tree import MdcElement, MdcText, SourceSpan
from exporter.model.offsets import each_offset


class MathProps(Props):
    """Props of Math."""

    content: str = unshown("", "the formula in TeX; by default the content")
    alt: str = unshown("", "the formula in words, for screen readers")


def lower_formula(props: MathProps, call: Call) -> Items:
    """Lower to a formula: on a line of its own for ``::math``, among the words for ``:math``."""
    call.value("content")
    source, span = props.content, call.place("content")
    offsets = call.values.offsets(("content",), source) if source else None
    if not source:
        source, span, offsets = _written(call)
    if not source.strip():
        return call.items()
    call.value("alt")
    block = call.lowering.source.startswith("::", call.element.span.start)
    places = tuple(each_offset(span.start, len(source), offsets))
    node = tex(call.lowering, source, places, call.element.span, display=block, alt=props.alt)
    return [own_line(node)] if block else [node]


def _written(call: Call) -> tuple[str, SourceSpan, tuple[int, ...] | None]:
    """Return the content as the page has it, since Markdown takes the backslashes of TeX for its own."""
    nodes = call.nodes()
    match nodes:
        case []:
            return "", call.element.span, None
        case [MdcElement(tag="pre", children=[MdcElement(children=[MdcText() as code])])]:
            return code.value, code.span, code.offsets
        case _:
            span = SourceSpan(nodes[0].span.start, nodes[-1].span.end)
            return call.lowering.source[span.start : span.end], span, None


MATH = Component("Math", MathProps, lower_formula, "a formula in TeX")
