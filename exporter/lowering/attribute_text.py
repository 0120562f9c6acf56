"""Words in attributes that a reader of the site sees or hears beside an element's content.

They are tooltips (``title``), texts for screen readers (WAI-ARIA 1.2) and words in fields. Addresses, ids and settings
of the look are no words.
"""

import re
from collections.abc import Mapping
from typing import Any

from exporter.lowering.inline_style import declared
from exporter.markdown.tree import MdcComment, MdcElement, MdcNode, MdcText, SourceSpan

# Attributes of HTML elements that hold words, by their names in the tree.
TEXT_ATTRIBUTES = (
    *("title", "ariaLabel", "ariaDescription", "ariaRoledescription", "ariaValuetext", "ariaPlaceholder"),
    *("alt", "placeholder", "label", "summary", "abbr", "standby"),
)
# Attributes that Vue passes on to the element itself, whatever the component; also the global ones of HTML.
FALLS_THROUGH = re.compile(
    r"v-.*|@.*|(?:data|aria|on)(?:-.+|[A-Z].*)|class|style|id|ui|key|ref|is|as|slot|title|role|lang|dir|hidden|inert|part|"
    r"tabindex|translate|draggable|spellcheck|contenteditable|accesskey|popover|nonce|item(?:id|prop|ref|scope|type)|"
    r"rel|target|download|width|height|loading|align|alt"
)
# Props that never hold words, those that hold them only as prose, and those whose values are words whatever they are.
WORDLESS_PROP = re.compile(
    r"class|style|id|ui|key|ref|is|as|slot|icon|to|href|url|src|link|path|target|rel|lang|code|props|on[-A-Z].*|data-.*|"
    r".*(?:[cC]lass|[iI]con|[uU]rl|[sS]rc|[iI]mage|[hH]ref|[sS]tyle|[cC]olor)|.*(?:[-_]id|Id|ID)"
)
TECHNICAL_PROP = re.compile(
    r"name|type|value|content|color|variant|size|orientation|layout|theme|width|height|columns|cols|gap|position|align|"
    r".*(?:-?(?:[sS]ize|[vV]ariant|[nN]ame|[tT]ype|[vV]alue|[kK]ey))"
)
WORD_PROP = re.compile(
    r".*(?:title|label|text|description|caption|heading|headline|alt|placeholder|words|question|answer|message|tagline|"
    r"quote|summary|features|benefits|points|authors?|badge|command|price|discount|date|terms|billing(?:cycle|period))",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[./#?]|www\.)\S*|\S+\.[a-z]{2,4}(?:[?#]\S*)?", re.IGNORECASE)
TOKEN = re.compile(  # a name of a colour, a class, a variable, a number
    r"[a-z0-9_:/#.%\[\]()!,+-]*|[a-z]+[A-Z]\w*|[A-Z0-9]+_[A-Z0-9_]+"
)
CODE = re.compile(r"=>|[{};]|<\w|\w\(|&&|\|\||==")
UTILITY = re.compile(r"[a-z0-9!*@-]*[-:/\[0-9][^\s,;!?]*[a-z0-9\])%]", re.ASCII)  # a class of Tailwind
LETTERS = re.compile(r"[^\W\d_]{2,}")


def is_hidden(element: MdcElement) -> bool:
    """Whether browsers do not show an element (HTML, section 6.1; CSS Display 3, section 2.6)."""
    if "hidden" in element.props and element.props["hidden"] is not False:
        return True
    return declared(element, "display") == "none" or declared(element, "visibility") == "hidden"


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
    """Return the names of the props whose values read as words."""
    return [name for name, value in props.items() if holds_words(name.lstrip(":"), value)]


def holds_words(name: str, value: Any) -> bool:
    """Whether the value of a prop reads as words for readers; in a list or mapping, any of them."""
    if isinstance(value, Mapping):
        return not WORDLESS_PROP.fullmatch(name) and any(holds_words(str(key), inside) for key, inside in value.items())
    if isinstance(value, list | tuple):
        return any(holds_words(name, inside) for inside in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return WORD_PROP.fullmatch(name) is not None
    if not isinstance(value, str) or not any(map(str.isalnum, value)) or WORDLESS_PROP.fullmatch(name):
        return False
    if WORD_PROP.fullmatch(name):
        return True
    return is_prose(value) if TECHNICAL_PROP.fullmatch(name) else _reads_as_words(value)


def is_prose(value: str) -> bool:
    """Whether a value is several words, or letters beyond ASCII: no code, address or list of classes."""
    several = len(LETTERS.findall(value)) > 1 and len(value.split()) > 1
    return (several or not value.isascii()) and _reads_as_words(value)


def _reads_as_words(value: str) -> bool:
    if is_address(value) or TOKEN.fullmatch(value) or CODE.search(value):
        return False
    tokens = value.split()
    return 2 * sum(UTILITY.fullmatch(token) is not None for token in tokens) < max(2, len(tokens))
