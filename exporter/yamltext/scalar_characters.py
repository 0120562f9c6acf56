"""The index in the YAML of each character of a scalar's value."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain


def character_indices(value: str, style: str, text: str, start: int, end: int) -> list[int]:
    """Return the index in ``text`` of each character of a scalar."""
    indices = list(_MAPPERS[style](value, text, start, end)) if value else []
    if len(indices) != len(value):  # a fault of the mapping must not shift what follows
        indices = (indices + [end] * len(value))[: len(value)]
    return indices


def _plain_scalar(value: str, text: str, start: int, end: int) -> Iterable[int]:
    """A plain scalar (YAML 1.2.2, section 7.3.3); several lines are folded."""
    return range(start, end) if text[start:end] == value else _folded_scalar(value, text, start, end)


def _folded_scalar(value: str, text: str, start: int, end: int) -> Iterator[int]:
    """Folded lines (section 6.5): all but blanks stands there in the same order, blanks stand for blanks."""
    at = start
    for character in value:
        if not character.isspace():
            while at < end and text[at].isspace():
                at += 1
            yield at
            at += 1
        else:
            yield min(at, end)
            at += at < end and text[at].isspace()


def _literal_scalar(value: str, text: str, start: int, _end: int) -> Iterable[int]:
    """A literal block (section 8.1.2): lines without their common indentation."""
    lines = value.split("\n")
    indent, at, ranges = None, start, []
    for line in lines:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        raw = text[at:stop]
        if indent is None and line:
            indent = raw.find(line)
        first = at + min(len(raw), max(indent or 0, 0))
        ranges.append(range(first, first + len(line)))
        ranges.append(range(min(stop, first + len(line)), min(stop, first + len(line)) + 1))
        at = stop + 1
    return list(chain.from_iterable(ranges[:-1]))


_ESCAPES = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)|[ \t]*\r?\n\s*|''|.", re.S)


def _quoted_scalar(_value: str, text: str, start: int, end: int) -> Iterator[int]:
    """A quoted scalar (sections 7.3.1, 7.3.2): escapes stand for one character, line ends for a blank or fewer ends."""
    double = text[start - 1 : start] == '"'
    at = start
    while at < end:
        if not double and text[at] == "\\":
            yield at
            at += 1
            continue
        match = _ESCAPES.match(text, at, end)
        assert match is not None
        token = match[0]
        if token == "''" and double:
            yield from (at, at + 1)
        elif "\n" in token:
            count = 0 if token[0] == "\\" else max(1, token.count("\n") - 1)
            yield from range(at, at + count)
        else:
            yield at
        at = match.end()


_MAPPERS: dict[str, Callable[[str, str, int, int], Iterable[int]]] = {
    "": _plain_scalar,
    "'": _quoted_scalar,
    '"': _quoted_scalar,
    "|": _literal_scalar,
    ">": _folded_scalar,
}
