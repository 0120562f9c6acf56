"""The printed numbers of lines or paragraphs of a PDF (``pdf: {line_numbers: true}``), by the words of its lines."""

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

from exporter.published.extraction import unreadable

_NEAR: Final = 400  # lines that a paragraph is looked for in, behind the one before it
_BEGINNING: Final = 60  # letters by which a paragraph is known
_NUMBER: Final = 8  # most digits of a heading's number
_SAME_LINE: Final = 1.0  # points
_Piece = tuple[float, float, str]
_Visitor = Callable[[str, Sequence[float], Sequence[float], object, float], None]


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line without blanks and signs, and the number beside it."""

    number: str
    letters: str


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph, and the first letter of each of its lines with the number of that."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[str, ...]

    def number(self, at: int) -> str:
        """Return the number of the line with the character at this place of the paragraph."""
        letters = len(_letters(self.text[:at]))
        return self.numbers[max(0, bisect_right(self.starts, letters) - 1)]


def numbered_lines(path: Path) -> list[NumberedLine]:
    """Return the lines of a PDF that have a number beside them. Raises ``UsageError``."""
    import pypdf  # noqa: PLC0415 (heavy, and needed for PDFs with numbers alone)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs each repair of a damaged file
    found: list[NumberedLine] = []
    try:
        for page in pypdf.PdfReader(path).pages:
            pieces: list[_Piece] = []
            page.extract_text(visitor_text=_collector(pieces))
            found.extend(_of_page(pieces, len(found)))
    except Exception as error:  # pypdf raises exceptions of any kind for damaged files
        raise unreadable(f"'{path}' cannot be read as a PDF: {error}", "build it anew") from error
    return found


def _collector(pieces: list[_Piece]) -> _Visitor:
    """Return a visitor that keeps the place of each text."""

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = (tm[4] * cm[0 + i] + tm[5] * cm[2 + i] + cm[4 + i] for i in (0, 1))
            pieces.append((x, y, text.strip()))

    return visit


def _of_page(pieces: Sequence[_Piece], before: int) -> Iterator[NumberedLine]:
    """Yield the lines of a page; their numbers stand in the margin, and go on from those of the pages ``before``."""
    margin = min((x for x, _, text in pieces if any(map(str.isalpha, text))), default=0.0)
    numbers = sorted(
        (piece for piece in pieces if piece[2].isdecimal() and piece[0] < margin), key=lambda piece: -piece[1]
    )
    words = sorted(piece for piece in pieces if piece[0] >= margin)
    for _, y, number in numbers:
        if number == str(before + 1):
            before += 1
            yield NumberedLine(number, _letters("".join(text for _, own, text in words if abs(own - y) < _SAME_LINE)))


def numbered_paragraphs(lines: Sequence[NumberedLine], texts: Sequence[str]) -> list[NumberedParagraph | None]:
    """Find paragraphs, given in their order, among lines; None for one without numbers, such as a cell."""
    letters = "".join(line.letters for line in lines)
    starts = [0, *accumulate(len(line.letters) for line in lines)]
    found: list[NumberedParagraph | None] = []
    at = 0
    for text in texts:
        own = _letters(text)
        line = next((n for n in range(at, min(len(lines), at + _NEAR)) if _begins(letters, starts[n], own)), None)
        if line is None or not own:
            found.append(None)
            continue
        first = letters.index(own[:_BEGINNING], starts[line])
        end = max(line + 1, bisect_left(starts, first + len(own)))
        shown = range(line, min(end, len(lines)))
        found.append(
            NumberedParagraph(text, tuple(starts[n] - first for n in shown), tuple(lines[n].number for n in shown))
        )
        at = shown[-1] + 1
    return found


def _begins(letters: str, start: int, own: str) -> bool:
    """Whether a paragraph begins with a line, perhaps behind its number."""
    at = start
    while at < len(letters) and at - start < _NUMBER and letters[at].isdecimal():
        at += 1
    beginning = own[:_BEGINNING]
    return any(letters.startswith(beginning, place) for place in {start, at})


def _letters(text: str) -> str:
    """Return the letters and digits of a text: lines break words, and blanks get lost."""
    return "".join(char for char in text.casefold() if char.isalnum())
