"""Code blocks as the site has them: the info string of a fence (@nuxtjs/mdc, handler ``code``), and tabs."""

import re
from typing import Any

from exporter.markdown.tree import MdcText
from exporter.model.offsets import each_offset

MARKED = 1000  # highlighted lines of a block, at most


def code_props(info: str, code: str) -> dict[str, Any]:
    """Return the props of a block from its info string: ``ts [file.ts] {1,3-4}``."""
    language, _, meta = re.sub(r"[ \t]+", " ", info, count=1).partition(" ")
    both = f"{language} {meta}"
    found = re.match(r"[^ \t]+(?=[ \t]|$)", re.sub(r"[{|\[](.+)", "", both, count=1))
    name = re.search(r"\[(.*)\]", both)
    props: dict[str, Any] = {"language": found[0] if found and info.strip() else "text", "code": code}
    if name and name[1]:
        props["filename"] = re.sub(r"\\([\[\]{}().*+?^$|])", r"\1", name[1])
    if marked := _marked_lines(both):
        props["highlights"] = marked
    return props


def _marked_lines(info: str) -> list[int]:
    """Return the lines of code that ``{1,3-4}`` in an info string marks, at most ``MARKED`` however wide a range is."""
    found = re.search(r"\{([^}]*)\}", info)
    lines: list[int] = []
    for part in found[1].split(",") if found else ():
        ends = re.fullmatch(r"\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*", part)
        if ends:
            first = int(ends[1])
            lines += range(first, min(int(ends[2] or first), first + MARKED) + 1)
    return lines[:MARKED]


def detabbed(text: MdcText) -> MdcText:
    """Replace tabs in code by the blanks up to the next fourth column (npm package detab)."""
    if "\t" not in text.value:
        return text
    value, offsets, column = [], [], 0
    at = each_offset(text.span.start, len(text.value), text.offsets)
    for character, offset in zip(text.value, at, strict=False):
        new = " " * (4 - column % 4) if character == "\t" else character
        column = 0 if character == "\n" else column + len(new)
        value.append(new)
        offsets.extend([offset] * len(new))
    return MdcText("".join(value), text.span, (*offsets, at[len(text.value)]))
