"""CommonMark's rules that depend on no later character: escapes, code, autolinks, raw HTML, breaks."""

import re

from exporter.markdown.etree import PlacedText, placed_text
from exporter.markdown.inlines.inline_items import DelimiterRun, InlineItem, TextSlice
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.syntax import CLOSE_TAG, ENTITY, ESCAPE, OPEN_TAG, entity
from exporter.model.offsets import each_offset


def escape(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """A backslash escape (section 2.4)."""
    if match := ESCAPE.match(scan.text, at, end):
        items.append(TextSlice(at + 1, match.end()))
        return match.end()
    return None


_BLANKS = re.compile(r"[ \t]+")


def blanks(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """Blanks: two before a line end are a hard break (section 6.7), fewer are dropped (section 6.8)."""
    match = _BLANKS.match(scan.text, at, end)
    if not match:
        return None
    if scan.text[match.end() : match.end() + 1] != "\n":
        items.append(TextSlice(at, match.end()))
    elif len(match[0]) > 1 and "\t" not in match[0]:
        items.append(scan.node("br", at, match.end()))
    return match.end()


def hard_break(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """A backslash before a line end (section 6.7)."""
    if at + 1 < end and scan.text[at + 1] == "\n":
        items.append(scan.node("br", at, at + 1))
        return at + 1
    return None


_TICKS = re.compile("`+")


def code(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """A code span (section 6.1); backticks without an equal run behind them are text."""
    ticks = _TICKS.match(scan.text, at, end)
    assert ticks is not None
    size, start = len(ticks[0]), ticks.end()
    close = scan.closing_run(size, start, end)
    if close is None:
        items.append(TextSlice(at, start))
        return start
    node = scan.node("code", at, close + size)
    node.kind, node.takes_attributes = "codespan", True
    node.text = span_text(scan, start, close)
    if scan.in_cell and "\\|" in node.text:
        node.text = _with_bars(node.text)
    items.append(node)
    return close + size


def span_text(scan: Scan, start: int, end: int) -> PlacedText:
    """Return the content of a code span or formula: line ends are blanks, and one blank goes at both ends at once."""
    text = scan.text[start:end].replace("\n", " ")
    if text.strip(" ") and text[0] == text[-1] == " ":
        start, end, text = start + 1, end - 1, text[1:-1]
    return placed_text(scan.source, start, end, text)


_BARS = re.compile(r"\\[\\|]|.", re.S)


def _with_bars(words: PlacedText) -> PlacedText:
    r"""Code of a table's cell, in which ``\|`` is a bar (https://github.github.com/gfm/#example-200)."""
    kept = [i for m in _BARS.finditer(words) for i in range(m.start() + (m[0] == "\\|"), m.end())]
    offsets = each_offset(words.start, len(words), words.offsets)
    return PlacedText.at(
        "".join(words[i] for i in kept), words.start, words.end, [*(offsets[i] for i in kept), offsets[-1]]
    )


_URI = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>]*)>")
_PART = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(rf"<([A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_PART}(?:\.{_PART})*)>")


def autolink(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``<https://example.com>`` and ``<mail@example.com>`` (section 6.5)."""
    for pattern, prefix in ((_URI, ""), (_MAIL, "mailto:")):
        if match := pattern.match(scan.text, at, end):
            inside = TextSlice(match.start(1), match.end(1))
            items.append(scan.node("a", at, match.end(), [inside], {"href": prefix + match[1]}))
            return match.end()
    return None


_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}|<!--(?:>|->)")
#: the start and the end of the other kinds of raw HTML
_RAW = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def raw(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """Raw HTML (section 6.6)."""
    match = _TAG.match(scan.text, at, end)
    to = match.end() if match else _raw_end(scan, at, end)
    if to is None:
        return None
    node = scan.node("raw", at, to)
    node.kind, node.text = "raw", placed_text(scan.source, at, to)
    items.append(node)
    return to


def _raw_end(scan: Scan, at: int, end: int) -> int | None:
    for begin, mark in _RAW:
        if scan.text.startswith(begin, at):
            if begin == "<!" and not scan.text[at + 2 : at + 3].isalpha():
                return None
            found = scan.find(mark, at + len(begin), end)
            return found + len(mark) if found >= 0 else None
    return None


def character_reference(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``&auml;`` and the like (section 2.5)."""
    match = ENTITY.match(scan.text, at, end)
    value = entity(match[0]) if match else None
    if not match or value is None:
        return None
    items.append(TextSlice(at, match.end(), value))
    return match.end()


_RUN = {character: re.compile(rf"\{character}+") for character in "*_~"}


def run(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """A delimiter run (section 6.2), paired later; three tildes or more are text."""
    match = _RUN[scan.text[at]].match(scan.text, at, end)
    assert match is not None
    long = scan.text[at] == "~" and match.end() - at > 2
    items.append(TextSlice(at, match.end()) if long else DelimiterRun.of(scan.text, at, match.end()))
    return match.end()
