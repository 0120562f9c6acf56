"""Parts of code by their meaning, and marks of its lines."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

TokenRole = Literal[
    "", "comment", "keyword", "type", "function", "string", "number", "constant", "attribute", "tag", "variable",
    "inserted", "deleted", "sign",
]  # fmt: skip
"""The meaning of a part of code, ``""`` for none; the exporter writes a ``sign`` in front of a marked line."""


class CodeToken(NamedTuple):
    """A part of code with one meaning."""

    text: str
    role: TokenRole = ""


MarkKind = Literal["inserted", "deleted", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMark:
    """The meaning of a line of code: inserted or deleted by a change, a warning or an error."""

    line: int
    kind: MarkKind
