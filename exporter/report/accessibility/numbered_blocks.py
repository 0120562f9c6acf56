"""The blocks of a page in reading order, as a person reads them: numbers on the picture, and words beside it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from exporter.report.accessibility.reading_order import ReadBlock, ReadPage

# Words for structure types (ISO 32000-1, 14.8.4); others stand as they are.
KINDS = {
    "P": "text",
    "H": "heading",
    **{f"H{level}": f"heading {level}" for level in range(1, 7)},
    "LI": "list item",
    "TD": "cell",
    "TH": "header cell",
    "Figure": "picture",
    "Caption": "caption",
    "Code": "code",
    "TOCI": "line of contents",
    "Note": "note",
    "FENote": "note",
}
WIDTH, HEIGHT = 0.045, 0.018  # the room of a number, in parts of the page
BEGINNING, END = 40, 25  # characters of a shortened block
_SOFT_HYPHEN = re.compile("\x02 ?")  # PDFium's sign for a word that is divided at the end of a line
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NumberedBlock:
    """A block: its kind and words, and the place of its number in parts of the page from the top left corner."""

    kind: str
    words: str
    left: float
    top: float


def letters(words: str) -> str:
    """Return the letters and digits of words, which are the same in a file and in its source."""
    return _NO_LETTERS.sub("", words)


def numbered(page: ReadPage, passages: Collection[str]) -> list[NumberedBlock]:
    """Return the blocks of a page; ``passages`` are the letters of lines that are judged as words of their own."""
    places = _places(page.blocks)
    return [
        NumberedBlock(KINDS.get(block.kind, block.kind), _words(block, passages), *place)
        for block, place in zip(page.blocks, places, strict=True)
    ]


def _words(block: ReadBlock, passages: Collection[str]) -> str:
    """Return the words of a block, shortened if they are judged elsewhere in the same order."""
    words = _SOFT_HYPHEN.sub("", block.words)
    if len(words) <= BEGINNING + END or letters(words) not in passages:
        return words
    beginning, end = words[:BEGINNING], words[-END:]
    return f"{beginning.rpartition(' ')[0] or beginning} … {end.partition(' ')[2] or end}"


def _places(blocks: tuple[ReadBlock, ...]) -> Iterator[tuple[float, float]]:
    """Yield the place of each number: left of its block, or beside or below the numbers that are there."""
    rows: dict[int, list[tuple[float, float]]] = {}  # the numbers in each height of a number

    def is_taken(left: float, top: float) -> bool:
        near = (place for row in range(-1, 2) for place in rows.get(int(top / HEIGHT) + row, ()))
        return any(abs(left - x) < WIDTH and abs(top - y) < HEIGHT for x, y in near)

    for block in blocks:
        start = left = max(0.0, block.left - WIDTH)
        top = max(0.0, block.top)
        while is_taken(left, top):
            left, top = (left - WIDTH, top) if left >= WIDTH else (start, top + HEIGHT)
        rows.setdefault(int(top / HEIGHT), []).append((left, top))
        yield left, top
