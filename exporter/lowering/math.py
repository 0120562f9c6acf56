"""Formulas: TeX between dollars, MathML (HTML, section 4.8.16); each is checked where it stands."""

import html
import re
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree

from exporter import formulas
from exporter.diagnostics import counted, shortened
from exporter.lowering import codes
from exporter.lowering.context import Items, Lowering
from exporter.markdown.syntax import DISPLAY_MATH, INLINE_MATH
from exporter.markdown.tree import MdcElement, MdcText, SourceSpan
from exporter.model.limit import raised
from exporter.model.math import Math
from exporter.model.nodes import Code, Inline, Paragraph
from exporter.model.offsets import each_offset
from exporter.model.roles import FORMULA

_TEX: Final = frozenset({"application/x-tex", "TeX", "LaTeX", "application/x-latex"})
_NAMED: Final = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)[A-Za-z][A-Za-z0-9]*;")
_LOOK: Final = (
    "accent accentunder columnalign columnlines columnspacing depth dir display displaystyle fence form height largeop",
    "linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign rowlines",
    "rowspacing rspace scriptlevel separator stretchy symmetric voffset width",
)
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_BROKEN: Final = "correct it; until then its source is shown"
_LONE: Final = "it has an empty line: look whether each '$$' above has its end; until then the source is shown"
_ATTRIBUTES: Final = frozenset(" ".join(_LOOK).split())


def is_math(lowering: Lowering, code: MdcElement) -> bool:
    """Whether an element holds TeX between dollars."""
    return lowering.syntax.math and code.props.get("class") in (INLINE_MATH, DISPLAY_MATH)


def lower_tex(lowering: Lowering, code: MdcElement, pre: MdcElement | None = None) -> Items:
    """Lower TeX between dollars; ``pre`` is the element around a formula on lines of its own."""
    text = next((child for child in code.children if isinstance(child, MdcText) and child.value.strip()), None)
    if text is None:
        return []
    display = pre is not None or lowering.source.startswith("$$", code.span.start)
    offsets = tuple(each_offset(text.span.start, len(text.value), text.offsets))
    node = tex(lowering, text.value, offsets, (pre or code).span, display=display)
    return [own_line(node)] if pre is not None else [node]


def tex(
    lowering: Lowering, source: str, offsets: tuple[int, ...], span: SourceSpan, *, display: bool, alt: str = ""
) -> Math | Code:
    """Return TeX as a node, and report its faults at their places; ``offsets`` as in ``MdcText``."""
    shown = lowering.printable(source, span)
    pos = lowering.pos(span)
    return _checked(lowering, Math(source=shown, display=display, alt=alt, offsets=offsets, pos=pos), span)


def own_line(formula: Math | Code) -> Paragraph:
    """Return the paragraph of a formula on a line of its own."""
    role = FORMULA if isinstance(formula, Math) else ""
    return Paragraph(children=(formula,), role=role, pos=formula.pos)


def in_line(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines of a line; a formula that has words beside it is one in the line."""
    if len(inlines) < 2:
        return inlines
    return tuple(replace(node, display=False) if isinstance(node, Math) else node for node in inlines)


def lower_math(lowering: Lowering, element: MdcElement) -> Items:
    """Lower a ``math`` element: by the TeX in its annotation, else by its MathML."""
    written = lowering.source[element.span.start : element.span.end]
    alt = str(element.props.get("alttext") or element.props.get("ariaLabel") or "")
    display = element.props.get("display") == "block"
    try:
        root = ElementTree.fromstring(_NAMED.sub(lambda m: html.escape(html.unescape(m[0])), written))
    except ElementTree.ParseError as error:
        message = f"the formula cannot be read: {error.msg.partition(':')[0]}"
        hint = "write MathML as XML, with an end for each element"
        _report(lowering, message, element.span, hint)
        return lowering.items(element.children)
    annotation = _annotation(root)
    source = annotation or ElementTree.tostring(_clean(root), encoding="unicode")
    start, end = element.span
    written_formula = Math(
        source=lowering.printable(source, element.span),
        language="tex" if annotation else "mathml",
        display=display,
        alt=lowering.printable(alt, element.span),
        offsets=(*([start] * len(source)), end),
        pos=lowering.pos(element.span),
    )
    node = _checked(lowering, written_formula, element.span)
    return [own_line(node)] if display else [node]


def _annotation(root: ElementTree.Element) -> str:
    """Return the TeX that MathML was made of."""
    found = (e for e in root.iter() if e.tag.rpartition("}")[2] == "annotation" and e.get("encoding") in _TEX)
    return next((text.strip() for e in found if (text := e.text or "").strip()), "")


def _clean(element: ElementTree.Element) -> ElementTree.Element:
    """Return MathML without names of other namespaces, and with attributes for its look alone."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "mrow"
    made = ElementTree.Element(name, {k: v for k, v in element.attrib.items() if k in _ATTRIBUTES})
    made.text = element.text
    for child in element:
        if isinstance(child.tag, str):
            made.append(_clean(child))
    return made


def _checked(lowering: Lowering, formula: Math, span: SourceSpan) -> Math | Code:
    """Report the first fault of a formula at its place; one beyond the limit is code."""
    source, limit = formula.source, lowering.limits.formula
    if len(source) > limit:
        message = f"a formula of more than {counted(limit, 'character')}"
        more = raised("lowering", "formula", limit, len(source))
        _report(lowering, message, span, f"split it, or allow more: {more}")
        return Code(text=" ".join(source.split()), pos=formula.pos)
    if not formulas.available():
        hint = "install it: pip install 'mdc-exporter[math]'"
        message = "formulas are shown as their source: the library that reads them is not installed"
        lowering.report_once(codes.FORMULA_LIBRARY, "", message, span, hint)
        return formula
    words = shortened(" ".join(source.split()))
    for fault in formulas.check(source, formula.language)[:1]:
        offsets = formula.offsets or (span.start,)
        at = offsets[min(fault.at, len(offsets) - 1)]
        if fault.shown:
            lowering.report(codes.FORMULA_LETTER, f"formula '{words}': {fault.message}", span)
        else:
            message = f"formula '{words}' cannot be read: {fault.message}"
            _report(lowering, message, SourceSpan(at, at + 1), _LONE if _EMPTY_LINE.search(source) else _BROKEN)
    return formula


def _report(lowering: Lowering, message: str, at: SourceSpan, hint: str) -> None:
    """Report an error that costs no file, since the source is shown."""
    finding = codes.FORMULA.finding(message, lowering.pos(at), hint)
    lowering.diagnostics.extend([replace(finding, spared=True)])
