"""Changes of a page as a unified diff for ``patch`` and ``git apply``."""

from collections.abc import Iterator, Sequence

from exporter.textdiff.alignment import opcode_groups

CONTEXT = 3  # unchanged lines around a change, as diff and git show


def diff(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff, with their own line ends."""
    before, after = _lines(old), _lines(new)
    yield f"--- a/{path}\n+++ b/{path}\n"
    for group in opcode_groups(before, after, CONTEXT):
        yield f"@@ -{_span(group[0][1], group[-1][2])} +{_span(group[0][3], group[-1][4])} @@\n"
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from _signed(" ", before[a:b])
            else:
                yield from (*_signed("-", before[a:b]), *_signed("+", after[c:d]))


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")


def _span(start: int, end: int) -> str:
    """Return the range of a hunk: its first line and length; an empty range begins at the line before."""
    return f"{start + (end > start)},{end - start}"


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
