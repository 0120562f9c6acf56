"""Characters that no document may have."""

import re
import unicodedata

# C0, DEL, C1, lone surrogates and noncharacters: XML 1.0 forbids them or a renderer shows a box. Not tab, LF, FF, CR.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Letters and signs that fonts draw as nothing: fillers of Hangul, the empty Braille cell (Unicode 16).
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn"})


def is_blank(text: str) -> bool:
    """Whether nobody sees anything of a text: blanks, control characters, and what only changes other characters."""
    return all(c in _UNSEEN or unicodedata.category(c) in _BLANK for c in text)
