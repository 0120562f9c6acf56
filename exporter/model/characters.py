"""Characters that no document may have."""

import re

# C0, DEL, C1, lone surrogates and noncharacters (Unicode, section 23.7): XML 1.0 forbids them or a renderer shows a
# box. Not tab, LF, FF, CR.
_PLANE_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
CONTROL = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


def names_of(text: str) -> list[str]:
    """The characters of ``text`` that no document may have, each once, as ``U+0001``."""
    return [f"U+{ord(character):04X}" for character in dict.fromkeys(CONTROL.findall(text))]
