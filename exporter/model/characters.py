"""Characters that no document may have."""

import re

# C0, DEL, C1, lone surrogates and noncharacters: XML 1.0 forbids them or a renderer shows a box. Not tab, LF, FF, CR.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
