"""Inline syntax of MDC (https://content.nuxt.com/docs/files/markdown), as remark-mdc reads it, and footnote calls."""

import re

from exporter.markdown import codes
from exporter.markdown.blocks.components import label_end, read_inline
from exporter.markdown.etree import PlacedElement
from exporter.markdown.inlines.inline_items import DelimiterRun, InlineItem
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.mdc_attributes import Attributes, bind, read_attributes
from exporter.markdown.syntax import label_key

_BINDING = re.compile(r"([^|]*)(?:\|\|\s*'(.*)')?")


def binding(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``{{ $doc.title || 'default' }}``: a value of the front matter, inserted when the page is lowered."""
    if not scan.text.startswith("{{", at):
        return None
    close = scan.find("}}", at + 2, end)
    if close < 0:
        return None
    match = _BINDING.match(scan.text[at + 2 : close])
    assert match is not None
    props = {"value": match[1].strip(), **({} if match[2] is None else {"defaultValue": match[2]})}
    node = scan.node("binding", at, close + 2, (), props)
    node.kind = "component"
    items.append(node)
    return close + 2


def attributes(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``{...}``: the attributes of the inline right before it, or of the emphasis that a run before it may close."""
    last = items[-1] if items else None
    node = last if isinstance(last, PlacedElement) and last.takes_attributes and last.until == at else None
    if node is None and not (isinstance(last, DelimiterRun) and last.character != "~" and last.end == at):
        return None
    found = read_attributes(scan.text, at, end)
    if found is None:
        _warn(scan, at, end)
        return None
    if isinstance(last, DelimiterRun):
        last.attributes = found
    elif node is not None:
        _give(scan, node, found)
    return found.end


def _give(scan: Scan, node: PlacedElement, found: Attributes) -> None:
    node.takes_attributes = False
    given = {k: "" if v is True else str(v) for k, v in found.props().items()}
    own = {k for k, value in node.attrib.items() if value != given.get(k)}  # an address or title is never replaced
    node.attrib.update({k: v for k, v in given.items() if k not in own})
    node.places = {k: place for k, place in found.places(scan.source).items() if k not in own}
    node.end, node.until = scan.source.end(found.end), found.end


def _warn(scan: Scan, at: int, end: int) -> None:
    close = scan.find("}", at, end)
    if close >= 0 and close - at < 200:
        hint = 'write `{name="value" .class #id}`, with straight quotes around values with blanks'
        text = scan.text[at : close + 1].replace("\n", " ")
        scan.state.report(
            codes.BAD_ATTRIBUTES,
            f"'{text}' is not a list of attributes",
            scan.source.offset(at),
            scan.source.end(close + 1),
            hint,
        )


def component(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``:name[text]{props}``, unless it continues a word or other text."""
    opening = None if at and scan.text[at - 1] not in " \t\n[*_(" else read_inline(scan.text, at, end)
    if opening is None:
        return None
    label, props = opening.label, opening.attributes
    children = scan.read(label[0], _trim(scan.text, *label)) if label else []
    node = scan.node(opening.name, at, opening.end, children, bind(props.props()) if props else None)
    node.kind, node.places = "component", props.places(scan.source) if props else None
    items.append(node)
    return opening.end


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


#: a task list marker without the blank behind it
_TASK = re.compile(r"\[[ \txX]*\]")


def span(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``[text]``, which may have attributes; not a link, not a doubled bracket."""
    text = scan.text
    if (at and text[at - 1] == "[") or text[at + 1 : at + 2] == "[":
        return None
    if at == 0 and scan.opens_item and _TASK.match(text):
        return None
    close = label_end(text, at, end)
    if close is None or text[close + 1 : close + 2] in ("(", "["):
        return None
    node = scan.node("span", at, close + 1, scan.read(at + 1, _trim(text, at + 1, close)))
    node.takes_attributes = True
    items.append(node)
    return close + 1


_FOOTNOTE_CALL = re.compile(r"\[\^((?:\\.|[^\[\]\\\s])+)\]")


def footnote_call(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``[^a]``: the call of a footnote that the page defines."""
    match = _FOOTNOTE_CALL.match(scan.text, at, end)
    key = label_key(match[1]) if match else ""
    if not match or key not in scan.state.footnotes:
        return None
    node = scan.node("sup", at, match.end(), (), {"note": key})
    items.append(node)
    return match.end()
