"""Characters that no document may have, and invisible ones."""

import re
import unicodedata

# C0, DEL, C1, lone surrogates and noncharacters (Unicode, section 23.7): XML 1.0 forbids them or a renderer shows a
# box. Not tab, LF, FF, CR.
_PLANE_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
CONTROL = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


def names_of(text: str) -> list[str]:
    """Return the characters of ``text`` that no document may have, each once, as ``U+0001``."""
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(CONTROL.findall(text))]


# Letters and signs that fonts draw as nothing: fillers of Hangul, the empty Braille cell (Unicode 16).
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn"})


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: only blanks, control characters, and marks that change other characters."""
    return all(c in _UNSEEN or unicodedata.category(c) in _BLANK for c in text)
