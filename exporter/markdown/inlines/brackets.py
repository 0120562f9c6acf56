"""Links and images (CommonMark, sections 6.3 and 6.4)."""

import re

from exporter.diagnostics import counted
from exporter.markdown import codes
from exporter.markdown.inlines.inline_items import Bracket, InlineItem, TextSlice, items_text
from exporter.markdown.inlines.scan import Scan
from exporter.markdown.syntax import label_key, unescape
from exporter.model.limit import raised

Target = tuple[str, str | None]


def open_bracket(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``[`` or ``![``: a possible start of a link or image."""
    image = scan.text[at] == "!"
    to = at + 1 + image
    if image and (to > end or scan.text[at + 1] != "["):
        return None
    bracket = Bracket(at, to, image, len(items))
    items.append(bracket)
    scan.brackets.append(bracket)
    return to


def close_bracket(scan: Scan, items: list[InlineItem], at: int, end: int) -> int | None:
    """``]``: the end of a link or image if a target follows; else both brackets are text."""
    if not scan.brackets:
        return None
    bracket = scan.brackets.pop()
    active = bracket.image or len(scan.brackets) >= scan.inactive
    scan.inactive = min(scan.inactive, len(scan.brackets))
    found = _target(scan, bracket, at, end) if active else None
    children = items[bracket.at + 1 :] if found else []
    deep = found and scan.too_deep(children, bracket.start, at + 1)
    if not found or deep:
        items[bracket.at] = TextSlice(bracket.start, bracket.end)
        if deep:
            scan.brackets.clear()  # an outer link would be deeper still
        return None
    (href, title), to = found
    del items[bracket.at :]
    named = {} if title is None else {"title": title}
    children = scan.apply_post_rules(children)
    if bracket.image:
        node = scan.node("img", bracket.start, to, (), {"src": href, "alt": items_text(children, scan.source), **named})
        node.depth = 1 + max((getattr(c, "depth", 0) for c in children), default=0)
    else:
        node = scan.node("a", bracket.start, to, children, {"href": href, **named})
        scan.inactive = len(scan.brackets)  # links do not nest
    node.takes_attributes = True
    items.append(node)
    return to


def _target(scan: Scan, bracket: Bracket, at: int, end: int) -> tuple[Target, int] | None:
    """Read a link's target behind its ``]`` at ``at``: ``(target "title")``, ``[label]``, ``[]`` or nothing."""
    if inline := _resource(scan, at + 1, end):
        return inline
    label = _REFERENCE.match(scan.text, at + 1, end)
    key = (
        label[1] if label and label[1] else scan.text[bracket.end : min(at, bracket.end + scan.state.limits.label + 1)]
    )
    if len(key) > scan.state.limits.label:
        return None
    known = scan.state.references.get(label_key(key))
    return (known, label.end() if label else at + 1) if known else None


_REFERENCE = re.compile(r"\[((?:\\.|[^\[\]\\])*+)\]", re.S)
_SPACE = re.compile(r"[ \t\n]*")
_ANGLED = re.compile(r"<((?:\\.|[^<>\n\\])*+)>")
_BARE = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^\x00-\x20()])*+")
_TITLE = re.compile(r""""((?:\\.|[^"\\])*+)"|'((?:\\.|[^'\\])*+)'|\(((?:\\.|[^()\\])*+)\)""", re.S)


def _resource(scan: Scan, at: int, end: int) -> tuple[Target, int] | None:
    """Read ``(target "title")``."""
    text = scan.text
    if at >= end or text[at] != "(":
        return None
    at = _skip(text, at + 1, end)
    if match := _ANGLED.match(text, at, end):
        target, to = match[1], match.end()
    else:
        bare = None if text[at : at + 1] == "<" else _bare_end(text, at, end)
        if bare is None:
            return None
        target, to = text[at:bare], bare
    if len(target) > scan.state.limits.address:
        limit = scan.state.limits.address
        more = raised("markdown", "address", limit, len(target))
        hint = f"put the data into a file of its own, or allow more: {more}"
        message = f"a link's target of more than {counted(limit, 'character')}"
        scan.state.report(codes.TOO_LONG, message, scan.source.offset(at), scan.source.end(to), hint)
        return None
    title, after = None, _skip(text, to, end)
    if after > to and (quoted := _TITLE.match(text, after, end)):
        title = unescape(next(g for g in quoted.groups() if g is not None))
        after = _skip(text, quoted.end(), end)
    return ((unescape(target), title), after + 1) if after < end and text[after] == ")" else None


def _skip(text: str, at: int, end: int) -> int:
    match = _SPACE.match(text, at, end)
    return match.end() if match else at


def _bare_end(text: str, at: int, end: int) -> int | None:
    """Return the end of a target without ``<>``; its parentheses are balanced, at most 32 deep."""
    depth = 0
    while True:
        match = _BARE.match(text, at, end)
        at = match.end() if match else at
        character = text[at : at + 1] if at < end else ""
        if character == "(" and depth < 32:
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        else:
            return at if not depth else None
        at += 1
