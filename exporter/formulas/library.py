"""Read a formula with mathra, which is an extra: its faults, its tree, its drawing and its words.

mathra reads a broken formula as well as it can, and says so in warnings. Such a formula is a fault here: half a formula
may say the opposite.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any, Final

from exporter.formulas.drawing import drawing
from exporter.formulas.line_breaks import MEASURE, Piece, in_lines_of_paper
from exporter.formulas.lines import in_lines
from exporter.formulas.tree import formula_part
from exporter.model.math import MathLanguage, ReadFormula

EXTRA: Final = "math"
GLYPH: Final = "E-REC-8"  # a character that the library's font does not have
_UNSURE: Final = frozenset({GLYPH})
_PLACE: Final = re.compile(r"(?:line (\d+), )?column (\d+): (.*)", re.DOTALL)
_INPUT: Final = {"tex": "latex", "mathml": "mathml"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a formula that cannot be read: its index in the source, and the reason.

    ``shown`` is true if the formula is right but for a character that the drawing has no letter for.
    """

    at: int
    message: str
    shown: bool = False


@cache
def available() -> bool:
    """Whether the library is installed."""
    return find_spec("mathra") is not None


def check(source: str, language: MathLanguage) -> tuple[Fault, ...]:
    """Return the faults of a formula; none if the library is not installed."""
    return _made(source, language, "en", True)[1] if available() else ()


def read(source: str, language: MathLanguage, document_language: str, *, display: bool) -> ReadFormula | None:
    """Return a formula as read, with its words in the document's language; None if it cannot be read."""
    if not available():
        return None
    locale = _locale(document_language)
    made, faults = _made(source, language, locale or "en", display)
    if made is None or not all(fault.shown for fault in faults):
        return None
    words = " ".join(str(made["speech"]).split()) if locale else ""
    tree, drawn = formula_part(made["tree"]), drawing(made["svg"])
    is_wide = display and drawn.width > MEASURE and language == "tex"
    drawn, lines = (in_lines_of_paper(source, tree, _piece) if is_wide else None) or (drawn, ())
    return ReadFormula(tree=tree, lines=lines, drawing=drawn, words=words)


def _piece(source: str) -> Piece | None:
    """Return the drawing and the tree of a part of a formula; None if it cannot be read by itself."""
    made, faults = _made(source, "tex", "en", True)
    return None if made is None or faults else (drawing(made["svg"]), formula_part(made["tree"]))


@lru_cache(maxsize=256)  # several formats show the same formula
def _made(source: str, language: MathLanguage, locale: str, display: bool) -> tuple[Any, tuple[Fault, ...]]:
    import mathra  # noqa: PLC0415 (an extra)

    text, before = in_lines(source) if language == "tex" else (source, 0)
    try:
        made = mathra.render(text, locale, display=display, input=_INPUT[language])
    except ValueError as error:
        return None, (_fault(str(error), "", before, len(source)),)
    return made, tuple(_fault(w["description"], w["rule"], before, len(source)) for w in made["warnings"])


def _fault(description: str, rule: str, before: int, length: int) -> Fault:
    found = _PLACE.match(description)
    column = int(found[2]) - 1 - before if found else 0
    message = (found[3] if found else description).partition(";")[0]  # behind it: what the library did instead
    return Fault(min(max(column, 0), max(length - 1, 0)), message, rule in _UNSURE)


@cache
def _locale(language: str) -> str:
    """Return the library's name of a language; empty if it cannot speak it."""
    import mathra  # noqa: PLC0415 (an extra)

    known = {str(one["code"]).lower(): str(one["code"]) for one in mathra.locales()}
    whole = language.lower()
    primary = whole.partition("-")[0]
    nearest = next((code for name, code in known.items() if name.partition("-")[0] == primary), "")
    return known.get(whole) or known.get(primary) or nearest
