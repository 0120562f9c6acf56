"""Characters as the reader sees them: no control characters, white space folded, each character's place kept.

White space folds by CSS Text 3, section 4.1.1, for ``white-space: normal``: a run of blanks, tabs and line ends shows
as one blank, and as nothing at the start and the end of a block or of a line. U+00A0 is no white space.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from exporter.model.characters import CONTROL
from exporter.model.nodes import Emphasis, Inline, LineBreak, Link, ReviewNote, Revision, Span, Strong, Text
from exporter.model.offsets import offsets_of, unless_one_by_one
from exporter.model.position import Places

WHITE = " \t\n\r\f"
LINE_END = re.compile("[\t\n\r\f]")
RUN = re.compile("[ \t\n\r\f]{2,}")
NUMBER = re.compile("[0-9]{1,9}")


def whole_number(text: str) -> int | None:
    """Return the number of up to nine ASCII digits, else None: ``int`` fails for some digits of Unicode."""
    return int(text) if NUMBER.fullmatch(text) else None


def keep(node: Text, kept: list[int], places: Places) -> Text | None:
    """Return ``node`` with only the characters at the indices ``kept``, each at its place; None for no indices."""
    if not kept:
        return None
    text = "".join(node.text[i] for i in kept)
    offsets = offsets_of(node)
    if offsets is None:
        return replace(node, text=text)
    own = (*(offsets[i] for i in kept), offsets[kept[-1] + 1])
    return placed(text, own, places)


def placed(text: str, offsets: tuple[int, ...], places: Places) -> Text:
    """Return a text whose characters stand at ``offsets`` (one more for its end)."""
    return Text(text=text, pos=places.pos(offsets[0], offsets[-1]), offsets=unless_one_by_one(offsets))


def without_controls(node: Text, places: Places) -> Text | None:
    """Return ``node`` without the characters that ``CONTROL`` matches."""
    return keep(node, [i for i, char in enumerate(node.text) if not CONTROL.match(char)], places)


def fold(inlines: Iterable[Inline], places: Places) -> tuple[Inline, ...]:
    """Fold the white space in the inlines of one block; inlines that become empty are dropped."""
    out, _ = _fold(inlines, True, places)
    while out and isinstance(out[-1], LineBreak):  # a break at the end of a block shows nothing
        out.pop()
        _trim_end(out, places)
    _trim_end(out, places)
    while out and isinstance(out[0], LineBreak):
        out.pop(0)
    return tuple(out)


def _fold(inlines: Iterable[Inline], after_blank: bool, places: Places) -> tuple[list[Inline], bool]:
    out: list[Inline] = []
    for node in inlines:
        match node:
            case Text():
                text = _fold_text(node, after_blank, places)
                if text is not None:
                    out.append(text)
                    after_blank = text.text[-1] == " "
            case Emphasis() | Strong() | Link() | Span() | Revision():
                inside, after_blank = _fold(node.children, after_blank, places)
                if inside or (isinstance(node, Span) and node.anchor):
                    out.append(node if _same(inside, node.children) else replace(node, children=tuple(inside)))
            case LineBreak():
                _trim_end(out, places)
                out.append(node)
                after_blank = True
            case ReviewNote():
                out.append(node)
            case _:
                out.append(node)
                after_blank = False
    return out, after_blank


def _same(new: list[Inline], old: tuple[Inline, ...]) -> bool:
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))


def _fold_text(node: Text, after_blank: bool, places: Places) -> Text | None:
    text = node.text
    if not text:
        return None
    if not (after_blank and text[0] in WHITE) and not RUN.search(text):
        return replace(node, text=LINE_END.sub(" ", text)) if LINE_END.search(text) else node
    kept = []
    for i, char in enumerate(text):
        blank = char in WHITE
        if not (blank and after_blank):
            kept.append(i)
        after_blank = blank
    folded = keep(node, kept, places)
    return replace(folded, text=LINE_END.sub(" ", folded.text)) if folded else None


def _trim_end(out: list[Inline], places: Places) -> None:
    """Strip the blank at the end of a line, however deep it stands."""
    while out:
        last = out[-1]
        match last:
            case Span() if last.anchor and not last.children:  # the place of an anchor: the blank stands before it
                before = out[:-1]
                _trim_end(before, places)
                out[:-1] = before
                return
            case Text() if last.text.endswith(" "):
                trimmed = keep(last, list(range(len(last.text.rstrip(" ")))), places)
                out[-1:] = [trimmed] if trimmed else []
                if trimmed:
                    return
            case Emphasis() | Strong() | Link() | Span() | Revision():
                inside = list(last.children)
                _trim_end(inside, places)
                if inside or (isinstance(last, Span) and last.anchor):
                    if not _same(inside, last.children):
                        out[-1] = replace(last, children=tuple(inside))
                    return
                out.pop()
            case _:
                return
