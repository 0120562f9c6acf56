"""The words for a diagram: those of its author (``accTitle``, ``accDescr``), else the words in its drawing.

See https://mermaid.js.org/config/accessibility.html.
"""

import re
from typing import Final
from xml.etree import ElementTree

_TITLE: Final = re.compile(r"^\s*accTitle\s*:\s*(.+?)\s*$", re.MULTILINE)
_DESCRIPTION: Final = re.compile(r"^\s*accDescr\s*(?::\s*(.+?)\s*$|\{\s*([^}]*?)\s*\})", re.MULTILINE)
_TEXT: Final = "{http://www.w3.org/2000/svg}text"
_MOST: Final = 400  # characters


def description(source: str, kind: str, svg: bytes) -> str:
    """Return the words for a diagram of a ``kind`` such as ``pie chart``, drawn as ``svg``."""
    title = next(iter(_TITLE.findall(source)), "")
    described = _DESCRIPTION.search(source)
    words = " ".join((described[1] or described[2] or "").split()) if described else ""
    if title or words:
        return ". ".join(part.rstrip(".") for part in (title, words) if part)
    texts = (" ".join("".join(text.itertext()).split()) for text in ElementTree.fromstring(svg).iter(_TEXT))
    listed = ", ".join(dict.fromkeys(text for text in texts if text))
    whole = f"{kind}: {listed}" if listed else kind
    return whole if len(whole) <= _MOST else f"{whole[: _MOST - 1].rpartition(' ')[0].rstrip(',')}…"
