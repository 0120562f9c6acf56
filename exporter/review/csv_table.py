"""Tables as CSV for spreadsheets, there and back."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_TEXT: Final = "'"  # in front of a cell that a spreadsheet would take for a formula
_DELIMITERS: Final = (",", ";", "\t")


def csv_table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return lines of cells under a header. An apostrophe marks cells that look like formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([f"{_TEXT}{cell}" if cell.startswith(_FORMULA) else cell for cell in line] for line in lines)
    return out.getvalue()


def cells_of(data: bytes) -> list[list[str]]:
    """Return the lines of a table that a spreadsheet saved: with commas, semicolons or tabs, maybe not as UTF-8.

    Raises ``ValueError`` if it is no CSV.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")  # as Excel saves CSV by default
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValueError(f"it is no CSV: {error}") from None
    return [[_without_sign(cell) for cell in line] for line in lines if any(line)]


def _without_sign(cell: str) -> str:
    return cell[1:] if cell.startswith(_TEXT) and cell[1:].startswith(_FORMULA) else cell
