"""Namespaces of OpenDocument 1.3 (part 3, 1.4), by their usual prefixes."""

from functools import cache
from typing import Final

from lxml import etree

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES: Final = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


@cache
def oname(prefixed: str) -> str:
    """Return ``text:p`` as lxml names it: ``{namespace}p``."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def child_text(element: etree._Element, name: str) -> str:
    """Return the text of the first child of this name, empty for none."""
    child = element.find(oname(name))
    return "" if child is None else child.text or ""
