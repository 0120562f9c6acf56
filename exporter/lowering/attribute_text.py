"""Words in attributes that a reader of the site sees or hears beside an element's content.

They are tooltips (``title``), texts for screen readers (WAI-ARIA 1.2) and words in fields. Addresses, ids and settings
of the look are no words.
"""

import re
from collections.abc import Mapping
from typing import Any

from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, SourceSpan

# Attributes of HTML elements that hold words, by their names in the tree.
TEXT_ATTRIBUTES = (
    *("title", "ariaLabel", "ariaDescription", "ariaRoledescription", "ariaValuetext", "ariaPlaceholder"),
    *("alt", "placeholder", "label", "summary", "abbr", "standby"),
)
# Props of unknown components that never hold words, and those that always do.
WORDLESS_PROP = re.compile(
    r"(?:class|style|id|ui|key|ref|is|as|slot|icon|color|variant|size|to|href|url|src|target|rel|orientation|layout|"
    r"lang|theme|name|type|value|width|height|columns|cols|gap|position|align|data-.*|on-.*)"
    r"|.*(?:-?(?:class|icon|color|size|url|src|image|href|id|style|variant))",
    re.IGNORECASE,
)
WORD_PROP = re.compile(
    r".*(?:title|label|text|description|caption|heading|headline|alt|placeholder|content|words|question|answer|message)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[./#?]|www\.)\S*|\S+\.[a-z]{2,4}(?:[?#]\S*)?", re.IGNORECASE)
TOKEN = re.compile(r"[a-z0-9_:/#.%\[\]()!,+-]*")  # a name of a colour, a class, a number


def is_hidden(element: MdcElement) -> bool:
    """Whether browsers do not show an element (HTML, section 6.1; CSS Display 3, section 2.6)."""
    if "hidden" in element.props and element.props["hidden"] is not False:
        return True
    style = re.sub(r"\s", "", str(element.props.get("style", ""))).lower()
    return any(one.startswith(("display:none", "visibility:hidden")) for one in style.split(";"))


def captioned(paragraph: MdcElement) -> MdcElement | None:
    """Return the picture of a paragraph that holds nothing else and whose title is its caption."""
    if paragraph.tag != "p":
        return None
    shown = [c for c in paragraph.children if not isinstance(c, MdcComment) and not _is_blank(c)]
    match shown:
        case [MdcElement(tag="img" | "image") as image] if str(image.props.get("title") or "").strip():
            return image
        case _:
            return None


def _is_blank(node: MdcNode) -> bool:
    return isinstance(node, MdcText) and not node.value.strip()


def written(name: str) -> str:
    """Return an attribute's name as pages write it: ``aria-label``."""
    return name if not name.startswith("aria") else "aria-" + name.removeprefix("aria").lower()


def place(element: MdcElement, name: str) -> SourceSpan:
    """Return the place of an attribute's value; the element's if that is unknown."""
    found = next((element.places[n] for n in (written(name), name, f":{name}") if n in element.places), None)
    return found.value if found else element.span


def is_address(value: str) -> bool:
    """Whether a value reads as an address or a path."""
    return ADDRESS.fullmatch(value.strip()) is not None


def props_with_words(props: Mapping[str, Any]) -> list[str]:
    """Return the names of an unknown component's props whose values read as words."""
    return [name for name, value in props.items() if _has_words(name.lstrip(":"), value)]


def _has_words(name: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return not WORDLESS_PROP.fullmatch(name) and any(_has_words(str(key), inside) for key, inside in value.items())
    if isinstance(value, list | tuple):
        return any(_has_words(name, inside) for inside in value)
    if not isinstance(value, str) or not any(map(str.isalnum, value)):
        return False
    if WORD_PROP.fullmatch(name):
        return True
    return not (WORDLESS_PROP.fullmatch(name) or is_address(value) or TOKEN.fullmatch(value))
