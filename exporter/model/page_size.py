"""The size of a page of paper (CSS Paged Media 3, 7.1)."""

import re

# width and height in twips
SIZES = {
    "a3": (16838, 23811),
    "a4": (11906, 16838),
    "a5": (8391, 11906),
    "a6": (5953, 8391),
    "b4": (14173, 20013),
    "b5": (9978, 14173),
    "jis-b4": (14570, 20636),
    "jis-b5": (10318, 14570),
    "letter": (12240, 15840),
    "legal": (12240, 20160),
    "ledger": (15840, 24480),
}
TWIPS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "px": 15.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt|px)")


def page_size(css: str) -> tuple[int, int]:
    """Return width and height in twips of a CSS page size (``A4``, ``letter landscape``, ``210mm 297mm``), else A4."""
    lengths = [round(float(number) * TWIPS[unit]) for number, unit in _LENGTH.findall(css.lower())]
    if lengths:
        return lengths[0], lengths[-1]
    words = css.lower().split()
    width, height = next((SIZES[word] for word in words if word in SIZES), SIZES["a4"])
    return (height, width) if "landscape" in words else (width, height)
