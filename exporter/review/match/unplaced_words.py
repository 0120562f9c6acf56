"""Places of words that nodes keep without one: file names of code, and captions that are titles of pictures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from exporter.model.code_lines import GUTTER
from exporter.model.nodes import CodeBlock, Figure
from exporter.review.match.text_blocks import TextBlock

_FILE_NAME: Final = re.compile(r"\[(.*)\]")
_CHARACTER: Final = re.compile(r"\\([\[\]{}().*+?^$|])|.")  # of a file name, as the site reads its fence
_QUOTED: Final = r"""(?<=["'(]){}(?=["')])"""


def place_words(blocks: Iterable[TextBlock], source: str) -> None:
    """Give these words their places in the source, where they stand in it as they are shown."""
    for block in blocks:
        node = block.ancestors[-1]
        if block.kind == "label" and isinstance(node, CodeBlock):
            _place(block, list(_file_name(node, source)))
        elif block.kind == "caption" and isinstance(node, Figure) and block.chars[0].start == block.chars[0].end:
            _place(block, list(_title(node, block.text, source)))


def _place(block: TextBlock, found: list[tuple[str, int, int]]) -> None:
    if "".join(char for char, _, _ in found) == block.text:
        places = zip(block.chars, found, strict=True)
        block.chars = [replace(char, start=start, end=end) for char, (_, start, end) in places]


def _file_name(node: CodeBlock, source: str) -> Iterator[tuple[str, int, int]]:
    """Yield the characters of the name behind a fence, each with its place."""
    start = node.pos.start.offset if node.pos else 0
    end = source.find("\n", start)
    if node.pos and (name := _FILE_NAME.search(source, start, end if end >= 0 else len(source))):
        first = name.start(1) + len(name[1]) - len(name[1].lstrip())
        for one in _CHARACTER.finditer(source, first, name.start(1) + len(name[1].rstrip())):
            yield one[1] or one[0], one.start(), one.end()


def _title(node: Figure, title: str, source: str) -> Iterator[tuple[str, int, int]]:
    pos = node.image.pos
    pattern = re.compile(_QUOTED.format(re.escape(title)))
    found = list(pattern.finditer(source, pos.start.offset, pos.end.offset)) if pos else []
    if len(found) == 1:
        yield from ((char, at, at + 1) for at, char in enumerate(title, found[0].start()))


def signs_of_lines(block: TextBlock) -> frozenset[int]:
    """Return the characters that no line of code has: signs of marked lines, and the blanks behind them."""
    node = block.ancestors[-1]
    if not isinstance(node, CodeBlock) or not node.marks or block.kind != "code":
        return frozenset()
    numbered = enumerate(block.chars)
    lines = [list(line) for ends, line in groupby(numbered, lambda pair: pair[1].char == "\n") if not ends]
    return frozenset(i for line in lines for i, char in line[:GUTTER] if char.start == char.end)
