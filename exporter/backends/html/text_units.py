"""Places in the text of a page, as the number of units before them: a unit is a letter, a picture or a formula.

The pages for paper and for an e-book have the same units, so that a place in one is a place in the other. Contents,
notes at the foot of pages and the marks of notes do not count, since one of the two may lack them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exporter.backends.html.void_elements import VOID

_LETTER = re.compile("[^\\s\u00ad\u200b-\u200f\u2010\u2060\ufeff]")  # neither spaces nor signs of where lines may break
_FORMULA = "math"
_SKIPPED = frozenset(("footnote-reference", "footnote", "backlink", "draft"))


@dataclass(slots=True)
class UnitCounter:
    """The units of a page, fed with its tags and texts in order; with ``notes_at_foot`` its notes do not count."""

    notes_at_foot: bool
    units: int = 0
    _depth: int = 0  # of open elements inside an element whose text does not count

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> int:
        """Open an element; return its own units."""
        if self._depth:
            self._depth += tag not in VOID
            return 0
        picture = tag in ("img", _FORMULA)
        if tag == _FORMULA or self._is_skipped(tag, (attributes.get("class") or "").split()):
            self._depth = 1
        self.units += picture
        return int(picture)

    def end(self, tag: str) -> None:
        """Close an element."""
        if self._depth and tag not in VOID:
            self._depth -= 1

    def text(self, text: str) -> int:
        """Take a text; return its units."""
        found = 0 if self._depth else len(_LETTER.findall(text))
        self.units += found
        return found

    def _is_skipped(self, tag: str, classes: list[str]) -> bool:
        if tag in ("head", "nav"):
            return "captions" not in classes
        return bool(_SKIPPED.intersection(classes)) or (self.notes_at_foot and "footnotes" in classes)


def letters(text: str) -> int:
    """Return the number of units of a text."""
    return len(_LETTER.findall(text))


def offset(text: str, number: int) -> int:
    """Return the offset of a text's letter, counted from 0."""
    return next(match.start() for at, match in enumerate(_LETTER.finditer(text)) if at == number)


Runs = Mapping[Any, list[tuple[int, int]]]
"""For elements of a tree, the runs of their own units: the number of units before each, and its length."""


def runs(root: Any, *, notes_at_foot: bool) -> tuple[Runs, int]:
    """Return the runs of the elements below ``root``, and the number of all units."""
    counter, found = UnitCounter(notes_at_foot), dict[Any, list[tuple[int, int]]]()
    for element, text in _events(root, counter):
        before = counter.units
        own = counter.text(text) if text is not None else counter.start(element.tag, element.attrib)
        if own:
            found.setdefault(element, []).append((before, own))
    return found, counter.units


def _events(element: Any, counter: UnitCounter) -> Iterator[tuple[Any, str | None]]:
    """Yield each element as it opens, with None, and with each of its own texts, in order; close elements."""
    yield element, None
    yield element, element.text or ""
    for child in element:
        yield from _events(child, counter)
        yield element, child.tail or ""
    counter.end(element.tag)
