"""YAML scalars around texts of a page, and the writing of new text in them.

YAML 1.2.2, chapters 7.3 (flow scalars) and 8.1 (block scalars).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.review.write.source_text import Edit, apply_edits

_HEADER: Final = re.compile(r"([|>])[0-9+-]*[ \t]*(?:#.*)?\r?\n\s*\Z")
_UNSAFE_START: Final = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s]")
_UNSAFE_INSIDE: Final = re.compile(r": |:\Z| #|[\n\r\t]|\s\Z")
_LOOKS_TYPED: Final = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|[-+.]?[0-9][0-9_,.:eExXoO+-]*|\.inf|\.nan|\d{4}-\d\d-\d\d.*)\Z", re.IGNORECASE
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class ScalarContext:
    """The scalar around a text; ``style`` is ``|``, ``>``, ``"``, ``'``, ``plain``, or ``""`` outside YAML."""

    style: str
    start: int = 0
    end: int = 0

    @property
    def blocks(self) -> bool:
        """Whether whole lines can be inserted and deleted."""
        return self.style in ("", "|")

    def encode(self, text: str) -> str:
        """Return ``text`` as written in this scalar."""
        if self.style == '"':
            return "".join(_ESCAPES.get(c, c) for c in text)
        return text.replace("'", "''") if self.style == "'" else text


MARKDOWN: Final = ScalarContext("")
LITERAL: Final = ScalarContext("|")


@dataclass(slots=True)
class ScalarContexts:
    """YAML scalars of a page, by place."""

    found: list[ScalarContext] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, scalars: Iterable[tuple[int, int]], source: str) -> "ScalarContexts":
        """Return the contexts of a page, from the spans of its YAML scalars in order."""
        found = [ScalarContext(_style(source, start), start, end) for start, end in scalars]
        return cls(found, [c.start for c in found])

    def at(self, offset: int) -> ScalarContext:
        """Return the innermost context at an offset."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self.found[i].start <= offset <= self.found[i].end:
            return self.found[i]
        return MARKDOWN


def _style(source: str, start: int) -> str:
    before = source[start - 1 : start]
    if before in ('"', "'"):
        return before
    header = _HEADER.search(source, max(0, start - 200), start)
    return header[1] if header else "plain"


def quoted(value: str) -> str:
    """Return a value as a double-quoted scalar."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'


def safe_plain(value: str) -> bool:
    """Whether a plain scalar of this text means this text."""
    return not (not value or _UNSAFE_START.match(value) or _UNSAFE_INSIDE.search(value) or _LOOKS_TYPED.match(value))


def quote_where_needed(edits: Sequence[Edit], contexts: ScalarContexts, source: str) -> list[Edit]:
    """Quote whole plain scalars that get another meaning by their edits."""
    by_context: dict[tuple[int, int], list[Edit]] = {}
    out: list[Edit] = []
    for edit in edits:
        context = contexts.at(edit[0])
        if context.style == "plain" and context.start <= edit[0] and edit[1] <= context.end:
            by_context.setdefault((context.start, context.end), []).append(edit)
        else:
            out.append(edit)
    for (start, end), inside in by_context.items():
        value = apply_edits(source, inside, start, end)
        if safe_plain(value) or not safe_plain(source[start:end]):
            out.extend(inside)
        else:
            out.append((start, end, quoted(value)))
    return sorted(out, key=lambda e: (e[0], e[1]))
