"""The font of formulas in a web page or e-book: their characters, and the high brackets that belong to them."""

from typing import Final
from unicodedata import decomposition

from exporter.backends.html.mathml import math_element
from exporter.fonts.coverage import split
from exporter.fonts.families import FORMULAS, installed
from exporter.fonts.subset import subset
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.walk import every_node

# MathML shows a single letter in italics (MathML Core, section 4.2: italic mappings).
_SLOPED: Final = (*range(0x1D434, 0x1D468), *range(0x1D6A4, 0x1D6A6), *range(0x1D6E2, 0x1D71C))
_ITALIC: Final = {
    **{chr(int(parts[1], 16)): chr(code) for code in _SLOPED if (parts := decomposition(chr(code)).split())},
    "h": "ℎ",
}


def formula_characters(document: Document) -> frozenset[str]:
    """Return the characters that the document's formulas show."""
    found: set[str] = set()
    for node in every_node(document):
        if isinstance(node, Math) and node.read is not None:
            for element in math_element(node).iter():
                text = element.text or ""
                if element.tag in ("msqrt", "mroot"):
                    found.add("√")
                elif element.tag != "annotation":
                    found.update(text)
                if element.tag == "mi" and "mathvariant" not in element.attrib:
                    found.add(_ITALIC.get(text, ""))
    return frozenset(found - {""})


def formula_font(document: Document) -> bytes:
    """Return a WOFF2 font with what the document's formulas need; empty without formulas or without the font."""
    characters = formula_characters(document) if installed(FORMULAS) else ()
    return subset(FORMULAS, 400, "normal", characters) if characters else b""


def other_characters(document: Document) -> set[str]:
    """Return the characters of formulas that the font does not have: they come from the fonts of the text."""
    characters = formula_characters(document)
    return split(characters, [FORMULAS])[1] if installed(FORMULAS) else set(characters)
