"""Notations in comments of code: ``// [!code ++]`` at the end of a line marks the line and is not shown.

The website reads them with four transformers of Shiki (https://shiki.style/packages/transformers), the first version of
their matching: ``:3`` counts three lines from that of the comment on, also where the comment stands alone and its line
goes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.model.code_lines import GUTTER, SIGNS
from exporter.model.code_parts import LineMark, MarkKind

_HIGHLIGHTED: Final = "highlighted"
_KINDS: Final = {
    "++": "inserted",
    "--": "deleted",
    "warning": "warning",
    "error": "error",
    "focus": _HIGHLIGHTED,
    "highlight": _HIGHLIGHTED,
    "hl": _HIGHLIGHTED,
}
_MARKS: Final[tuple[MarkKind, ...]] = ("deleted", "inserted", "error", "warning")  # the first of several counts
_NOTATION: Final = re.compile(rf"\[!code ({'|'.join(map(re.escape, _KINDS))})(?::(\d{{1,4}}))?\]", re.IGNORECASE)
_OPENERS: Final = ("{/*", "//", "/*", "<!--", "#", "--", "%", ";", "*")
_CLOSERS: Final = ("*/}", "*/", "-->")
_PLAIN: Final = ("", "text")  # languages that the website does not read


@dataclass(slots=True)
class ReadCode:
    """Code without its notations; ``places`` are the offsets of its characters and of its end."""

    text: str
    places: Sequence[int]
    highlights: tuple[int, ...]
    marks: tuple[LineMark, ...] = ()


@dataclass(slots=True)
class _Line:
    number: int  # in the page
    text: str
    places: list[int]
    kinds: set[str] = field(default_factory=set)
    removed: bool = False


def read_notations(code: ReadCode, language: str) -> ReadCode:
    """Return code without its notations, with the lines that they mark; signs stand in front of the lines."""
    if "[!code " not in code.text.lower() or language.lower() in _PLAIN:
        return code
    lines = _split(code)
    for at, line in enumerate(lines):
        _read(lines, at, line)
    if not any(line.kinds for line in lines):
        return code
    shown = [line for line in lines if not line.removed] or lines[-1:]
    highlights = tuple(n for n, line in enumerate(shown, 1) if _is_highlighted(line, code.highlights))
    marks = tuple(LineMark(line=n, kind=kind) for n, line in enumerate(shown, 1) if (kind := _mark(line)))
    return _joined(shown, highlights, marks)


def _split(code: ReadCode) -> list[_Line]:
    lines, start = [], 0
    for number, text in enumerate(code.text.split("\n"), 1):
        lines.append(_Line(number, text, list(code.places[start : start + len(text) + 1])))
        start += len(text) + 1
    return lines


def _read(lines: list[_Line], at: int, line: _Line) -> None:
    """Take the notations out of a line, and mark the lines that they are about."""
    while (found := _NOTATION.search(line.text)) and _in_comment(line.text[: found.start()]):
        for marked in lines[at : at + int(found[2] or 1)]:
            marked.kinds.add(_KINDS[found[1].lower()])
        start, end = _comment(line.text, found.start(), found.end())
        line.removed = not line.text[:start].strip() and not line.text[end:].strip()
        line.text = line.text[:start] + line.text[end:]
        line.places = [*line.places[: start + 1], *line.places[end + 1 :]]  # it belongs to the character behind it


def _in_comment(before: str) -> bool:
    return any(opener in before for opener in _OPENERS)


def _comment(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a notation with the blanks before it, and of its comment if that says nothing else."""
    before, after = line[:start].rstrip(), line[end:].strip()
    opener = next((opener for opener in _OPENERS if before.endswith(opener)), "")
    if opener and after in ("", *_CLOSERS):
        return len(before[: -len(opener)].rstrip()), len(line)
    return len(before), end


def _is_highlighted(line: _Line, highlights: Sequence[int]) -> bool:
    return _HIGHLIGHTED in line.kinds or line.number in highlights


def _mark(line: _Line) -> MarkKind | None:
    return next((kind for kind in _MARKS if kind in line.kinds), None)


def _joined(lines: Sequence[_Line], highlights: tuple[int, ...], marks: tuple[LineMark, ...]) -> ReadCode:
    """Return lines as one text; a sign has the place of its line, but no extent."""
    signs = {mark.line: SIGNS[mark.kind] for mark in marks}
    text, places = [], []
    for number, line in enumerate(lines, 1):
        gutter = signs.get(number, "").ljust(GUTTER if line.text else 0) if marks else ""
        text.append(gutter + line.text)
        places += [line.places[0]] * len(gutter) + line.places
    return ReadCode("\n".join(text), tuple(places), highlights, marks)
