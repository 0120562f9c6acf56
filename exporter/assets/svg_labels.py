"""Resolve the ``switch`` elements of drawings, and write out labels in HTML (``foreignObject``) as SVG text.

draw.io writes a label as HTML for browsers and beside it, in a ``switch``, as a text that is cut ("LwM2M...") where
the label takes several lines. This module puts all the words into that text, and leaves one child in each ``switch``:
renderers differ in their reading of ``requiredFeatures``, which SVG 2 removed
(https://www.w3.org/TR/SVG2/struct.html#SwitchElement).
"""

import re
from collections.abc import Iterator
from textwrap import wrap

from lxml import etree

from exporter.diagnostics import shortened

SVG = "{http://www.w3.org/2000/svg}"
LEADING = 1.2  # of the size of the letters, as draw.io has it
LETTER = 0.52  # width of a letter, of its height, on average
CUT = "..."
SIZE = 12.0  # CSS pixels, of a text without a size
HTML_SIZE = 16.0  # CSS pixels, of HTML without a size
BASELINE = 0.35  # from the middle of a line to its baseline, of the size of the letters
_BLOCKS = frozenset({"div", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)px")
_NUMBER = re.compile(r"[\d.]+")
_FONT_SIZE = re.compile(r"(?:^|[;\s])font-size:\s*([\d.]+)px")
_COLOR = re.compile(r"(?:^|[;\s])color:\s*([#\w(),.% ]+)")


def resolve_switches(root: etree._Element) -> None:
    """Leave the shown child alone in each ``switch`` of the drawing, with the words of its label."""
    for switch in list(root.iter(f"{SVG}switch")):
        children = [child for child in switch if isinstance(child.tag, str)]
        if len(children) < 2 or any(child.get("systemLanguage") for child in children):
            continue
        first, second, *_ = children
        shown = first
        if first.tag == f"{SVG}foreignObject":
            shown = second
            if second.tag == f"{SVG}text":
                _write_out(second, first)
        for child in children:
            if child is not shown:
                switch.remove(child)


def as_text(root: etree._Element) -> list[str]:
    """Replace each ``foreignObject`` by its words as SVG text, in its box; return what is lost, in words."""
    labels, left_out = [], False
    for box in list(root.iter(f"{SVG}foreignObject")):
        parent = box.getparent()
        if parent is None:
            continue
        etree.strip_elements(box, "{*}script", "{*}style", with_tail=False)
        if lines := list(_lines(box)):
            box.addprevious(_text_in(box, lines))
            labels.append(" ".join(lines))
        else:
            left_out = True
        parent.remove(box)
    losses = [f"words of the drawing are set as plain text: '{shortened('; '.join(labels))}'"] if labels else []
    return losses + (["the drawing's <foreignObject> is left out"] if left_out else [])


def _text_in(box: etree._Element, lines: list[str]) -> etree._Element:
    """Return the words in lines that fit the box, in its middle if its styles or a class of labels say so."""
    styles = " ".join(part.get("style", "") for part in box.iter())
    classes = " ".join(part.get("class", "") for part in box.iter()).lower()
    x, y, width, height = (_number(box.get(name), 0.0) for name in ("x", "y", "width", "height"))
    size = _number(next(iter(_FONT_SIZE.findall(styles)), None), HTML_SIZE)
    if width >= size and "nowrap" not in styles:
        lines = [part for line in lines for part in wrap(line, max(1, round(width / (LETTER * size))))]
    middle = "center" in styles or "label" in classes
    first = y + (height - (len(lines) - 1) * LEADING * size) / 2 + BASELINE * size if middle else y + size
    text = etree.Element(f"{SVG}text", {"font-size": f"{size:g}", "text-anchor": "middle" if middle else "start"})
    if color := _COLOR.search(styles):
        text.set("fill", color[1].strip())
    _set_lines(text, lines, f"{x + width / 2 if middle else x:g}", first, size)
    return text


def _set_lines(text: etree._Element, lines: list[str], x: str, top: float, size: float) -> None:
    for number, line in enumerate(lines):
        part = etree.SubElement(text, f"{SVG}tspan", x=x, y=f"{top + number * LEADING * size:g}")
        part.text = line


def _write_out(text: etree._Element, label: etree._Element) -> None:
    """Put all words of ``label`` into ``text`` if that is cut, in as many lines as the width needs."""
    lines, shown = list(_lines(label)), "".join(str(part) for part in text.itertext()).strip()
    if not shown.endswith(CUT) or not " ".join(lines).startswith(shown.removesuffix(CUT).rstrip()):
        return
    size = _number(text.get("font-size"), SIZE)
    lines = [part for line in lines for part in _wrapped(line, label, size)]
    styles = " ".join(div.get("style", "") for div in label.iter())
    above = 0.0 if "flex-start" in styles else 1.0 if "flex-end" in styles else 0.5
    top = _number(text.get("y"), 0.0) - above * (len(lines) - 1) * LEADING * size
    text.text = None
    del text[:]
    _set_lines(text, lines, text.get("x", "0"), top, size)


def _lines(label: etree._Element) -> Iterator[str]:
    """Yield the words of a label, a string for each line."""
    words = ""
    for event, element in etree.iterwalk(label, events=("start", "end")):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if words.strip() and (name in _BLOCKS or (name == "br" and event == "start")):
            yield " ".join(words.split())
            words = ""
        words += (element.text if event == "start" else element.tail if element is not label else "") or ""
    if words.strip():
        yield " ".join(words.split())


def _wrapped(line: str, label: etree._Element, size: float) -> list[str]:
    styles = [div.get("style", "") for div in label.iter()]
    widths = [float(found[1]) for style in styles if (found := _WIDTH.search(style))]
    if not widths or widths[0] < size or any("nowrap" in style for style in styles):
        return [line]
    return wrap(line, max(1, round(widths[0] / (LETTER * size))), break_long_words=False)


def _number(value: str | None, default: float) -> float:
    found = _NUMBER.match(value or "")
    return float(found[0]) if found else default
