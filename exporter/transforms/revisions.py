"""The redline of a line: inserted and deleted words, inside of their elements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from exporter.model.anchors import marks, without_anchors
from exporter.model.math import Math
from exporter.model.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    Image,
    Inline,
    LineBreak,
    Link,
    ReviewNote,
    Revision,
    Span,
    Strong,
    Text,
)
from exporter.textdiff.alignment import without_islands
from exporter.textdiff.tokens import TOKEN, is_word

Wrapper = Emphasis | Strong | Link | Span | Code
Side = Literal["", "inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class Authorship:
    """The author of a redline, and its time (ISO 8601, ``2026-01-31T00:00:00Z``)."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word, blank, sign or object, with the elements around it, outermost first, each with its number in the line."""

    node: Inline
    around: tuple[tuple[int, Wrapper], ...]
    key: tuple[object, ...]


def revised(old: Sequence[Inline], new: Sequence[Inline], authorship: Authorship) -> tuple[Inline, ...]:
    """Return one line that shows both states: ``old`` without the insertions, ``new`` without the deletions."""
    before, after = list(tokens(old)), list(tokens(new))
    same = [t.key for t in before] == [t.key for t in after]
    if same and marks(old) == marks(new):
        return tuple(old)
    line = tuple(old) if same else tuple(_nested(list(_marked(before, after)), 0, authorship))
    return (*marks(new), *without_anchors(line))  # at the start, since words with an anchor may be there twice


def tokens(inlines: Sequence[Inline]) -> Iterator[Token]:
    """Yield the tokens of a line; no token crosses the border of an element."""
    counter = [0]
    yield from _tokens(inlines, (), counter)


def _tokens(inlines: Sequence[Inline], around: tuple[tuple[int, Wrapper], ...], counter: list[int]) -> Iterator[Token]:
    for node in inlines:
        match node:
            case Text():
                yield from _words(node, around)
            case Code():
                counter[0] += 1
                shell = replace(node, text="", offsets=None)
                text = Text(text=node.text, pos=node.pos, offsets=node.offsets)
                yield from _words(text, (*around, (counter[0], shell)))
            case Emphasis() | Strong() | Link() | Span():
                counter[0] += 1
                inside = (*around, (counter[0], replace(node, children=())))
                yield from _tokens(node.children, inside, counter)
            case Revision():
                yield from _tokens(node.children, around, counter)
            case _:
                yield Token(node, around, (_object(node), *_looks(around)))


def _words(node: Text, around: tuple[tuple[int, Wrapper], ...]) -> Iterator[Token]:
    for match in TOKEN.finditer(node.text):
        yield Token(_slice(node, match.start(), match.end()), around, (match[0], *_looks(around)))


def _slice(node: Text, start: int, end: int) -> Text:
    offsets = node.offsets
    if offsets is None and node.pos is not None:
        first = node.pos.start.offset
        offsets = tuple(range(first, first + len(node.text) + 1))
    return Text(text=node.text[start:end], pos=node.pos, offsets=offsets[start : end + 1] if offsets else None)


def _object(node: Inline) -> object:
    match node:
        case Math():
            return ("formula", node.source, node.display)
        case Image():
            return ("image", node.asset, node.alt)
        case FootnoteReference():
            return ("footnote", node.label)
        case LineBreak():
            return "break"
        case ReviewNote():
            return ("note", node.text)
        case _:
            return node


def _looks(around: tuple[tuple[int, Wrapper], ...]) -> Iterator[object]:
    for _, node in around:
        match node:
            case Link():
                yield type(node).__name__, node.written or node.target, node.role
            case Span():
                yield replace(node, anchor="")
            case _:
                yield node


def _marked(before: Sequence[Token], after: Sequence[Token]) -> Iterator[tuple[Side, Token]]:
    """Yield the tokens of both sides in reading order, deleted before inserted."""
    keys = [t.key for t in before], [t.key for t in after]
    for same, (i1, i2, j1, j2) in without_islands(*keys, lambda at: _has_content(before[at])):
        if same:
            yield from (("", token) for token in before[i1:i2])
        else:
            yield from (("deleted", token) for token in before[i1:i2])
            yield from (("inserted", token) for token in after[j1:j2])


def _has_content(token: Token) -> bool:
    return not isinstance(token.node, Text) or is_word(token.node.text)


_Marked = tuple[Side, Token]


def _nested(marked: Sequence[_Marked], depth: int, authorship: Authorship) -> Iterator[Inline]:
    """Yield the tokens inside of their elements; an element of the new side joins the same element of the old side."""

    def outer(pair: _Marked) -> object:
        around = pair[1].around
        return _looks_at(around, depth) if len(around) > depth else None

    for look, run in groupby(marked, key=outer):
        inside = list(run)
        if look is None:
            yield from _changed(inside, authorship)
            continue
        for part in _parts(inside, depth):
            shell = part[0][1].around[depth][1]
            if isinstance(shell, Code):
                yield from _code(shell, part, authorship)
            else:
                yield replace(shell, children=tuple(_nested(part, depth + 1, authorship)))


def _looks_at(around: tuple[tuple[int, Wrapper], ...], depth: int) -> object:
    return next(_looks(around[depth : depth + 1]))


def _parts(run: Sequence[_Marked], depth: int) -> Iterator[list[_Marked]]:
    """Yield stretches of one element; two adjacent elements that look alike stay two if they are two on one side."""
    part: list[_Marked] = []
    seen: dict[bool, int] = {}
    for pair in run:
        new_side, number = pair[0] == "inserted", pair[1].around[depth][0]
        if part and seen.get(new_side, number) != number:
            yield part
            part, seen = [], {}
        seen[new_side] = number
        part.append(pair)
    if part:
        yield part


def _changed(run: Sequence[_Marked], authorship: Authorship) -> Iterator[Inline]:
    for side, same in groupby(run, key=lambda pair: pair[0]):
        nodes = tuple(_joined([token.node for _, token in same]))
        if side == "":
            yield from nodes
        else:
            yield Revision(change=side, children=_placed(nodes, side), author=authorship.author, date=authorship.date)


def _code(shell: Code, run: Sequence[_Marked], authorship: Authorship) -> Iterator[Inline]:
    """Yield code, split at its changes, since it has no children."""
    for side, same in groupby(run, key=lambda pair: pair[0]):
        text = "".join(token.node.text for _, token in same if isinstance(token.node, Text))
        node = replace(shell, text=text, pos=None if side == "inserted" else shell.pos)
        if side == "":
            yield node
        else:
            yield Revision(change=side, children=(node,), author=authorship.author, date=authorship.date)


def _placed(nodes: tuple[Inline, ...], side: Side) -> tuple[Inline, ...]:
    """Remove the places of inserted nodes, since places are those of the old page."""
    if side != "inserted":
        return nodes
    return tuple(replace(n, pos=None, offsets=None) if isinstance(n, Text) else replace(n, pos=None) for n in nodes)


def _joined(nodes: Sequence[Inline]) -> Iterator[Inline]:
    """Join adjacent words of one text into one text."""
    pending: Text | None = None
    for node in nodes:
        if not isinstance(node, Text):
            if pending is not None:
                yield pending
            pending = None
            yield node
        elif pending is not None and pending.pos is node.pos and _follows(pending, node):
            offsets = (*pending.offsets[:-1], *node.offsets) if pending.offsets and node.offsets else None
            pending = Text(text=pending.text + node.text, pos=pending.pos, offsets=offsets)
        else:
            if pending is not None:
                yield pending
            pending = node
    if pending is not None:
        yield pending


def _follows(one: Text, other: Text) -> bool:
    if one.offsets is None or other.offsets is None:
        return one.offsets is None and other.offsets is None
    return one.offsets[-1] == other.offsets[0]
