"""Words for characters that no family has a glyph for.

First the table, then what Unicode itself calls the same text in other characters (its compatibility decomposition,
UAX 15). What has neither stays as it is, and is an error where it stands.
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
    """What may stand for ``character``, all of it ``covered``; None where nothing may."""
    for text in (
        TABLE.get(character),
        unicodedata.normalize("NFKC", character),
        unicodedata.normalize("NFKD", character),
    ):
        if text is not None and text != character and all(covered(c) for c in text):
            return text
    return None
