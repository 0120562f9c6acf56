"""Words for characters that no family has a glyph for.

The table comes first, then Unicode's compatibility decomposition (UAX 15).
"""

import unicodedata
from collections.abc import Callable

TABLE = {
    "\uf8ff": "Apple",  # private use, but typed on every Mac
    "\ufffc": "",  # object replacement character: left behind by word processors
    "\u2028": " ",
    "\u2029": " ",
    "\N{REPLACEMENT CHARACTER}": "?",
    "\N{EMPTY SET}": "Ø",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "–",
    "\N{HORIZONTAL BAR}": "—",
    "\N{MINUS SIGN}": "–",
    "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}": "(again)",
    "\N{HEAVY CHECK MARK}": "(yes)",
    "\N{CHECK MARK}": "(yes)",
    "\N{WHITE HEAVY CHECK MARK}": "(yes)",
    "\N{CROSS MARK}": "(no)",
    "\N{BALLOT X}": "(no)",
    "\N{LINK SYMBOL}": "(link)",
    "\N{WARNING SIGN}": "(warning)",
    "\N{BALLOT BOX}": "[ ]",
    "\N{BALLOT BOX WITH CHECK}": "[x]",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{RIGHTWARDS DOUBLE ARROW}": "=>",
    "\N{LEFT RIGHT ARROW}": "<->",
}


def substitute(character: str, covered: Callable[[str], bool]) -> str | None:
    """Return a text of ``covered`` characters that may stand for ``character``, None if there is none."""
    for text in (
        TABLE.get(character),
        unicodedata.normalize("NFKC", character),
        unicodedata.normalize("NFKD", character),
    ):
        if text is not None and text != character and all(covered(c) for c in text):
            return text
    return None
