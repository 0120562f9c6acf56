"""Whether whole corpora lower: ``python -m tests.conformance.lowering FOLDER`` for a folder of pages.

Each page lowers without an exception; every character shown stands at its place in the source (but for references,
escapes, emoji shortcodes and generated words); rows of a table are equally wide; anchors are unique. Findings are
counted by code.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.lowering.text import offsets_of
from exporter.model.document import Page
from exporter.model.nodes import Heading, QuestionAnswer, Row, Table, Text
from exporter.model.walk import walk
from tests.lowering.pages import read

STANDS_FOR = frozenset("&\\{\n\r\t ")  # what an entity, an escape, a binding and folded white space start with

SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


def lowered(text: str, name: str, diagnostics: Diagnostics) -> Page:
    """The page in core nodes."""
    return read(text, diagnostics, name, "/")[0]


def faults(page: Page, text: str) -> Iterator[str]:
    """What is wrong with a page's nodes; nothing for a right one."""
    anchors: Counter[str] = Counter()
    for node in walk(page.body):
        if isinstance(node, Text):
            yield from _misplaced(node, text)
        elif isinstance(node, Table):
            widths = {width for group in (node.head, node.body, node.foot) for width in _widths(group)}
            if len(widths) != 1:
                yield f"{node.pos}: table with rows of {sorted(widths)} columns"
        elif isinstance(node, Heading | QuestionAnswer):
            anchors[node.anchor] += 1
    yield from (f"anchor {anchor} {count} times" for anchor, count in anchors.items() if count > 1)


def _misplaced(node: Text, text: str) -> Iterator[str]:
    offsets = offsets_of(node)
    if offsets is None or len(set(offsets[:-1])) == 1 < offsets[-1] - offsets[0]:
        return  # generated words stand for their place as a whole
    for char, offset in zip(node.text, offsets, strict=False):
        if text[offset] != char and text[offset] not in STANDS_FOR and not SHORTCODE.match(text, offset):
            yield f"{node.pos}: {char!r} is {text[offset]!r} at its place"
            return


def _widths(rows: tuple[Row, ...]) -> Iterator[int]:
    above: list[int] = []
    for row in rows:
        above = [rows_left - 1 for rows_left in above if rows_left > 1]
        yield sum(cell.colspan for cell in row.cells) + len(above)
        above += [cell.rowspan for cell in row.cells for _ in range(cell.colspan)]


def main() -> int:
    """Lowers each page below the folder named on the command line."""
    folder = Path(sys.argv[1])
    counts: Counter[str] = Counter()
    pages = wrong = 0
    for file in sorted(folder.rglob("*.md")):
        text, diagnostics = file.read_bytes().decode(), Diagnostics()
        page = lowered(text, file.relative_to(folder).as_posix(), diagnostics)
        counts.update(d.code for d in diagnostics)
        pages += 1
        for fault in faults(page, text):
            print(fault)
            wrong += 1
    print(f"{pages} pages lower, {wrong} faults")
    print("\n".join(f"{count:6} {code}" for code, count in counts.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
