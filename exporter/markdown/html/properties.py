"""Attributes, named and typed as in the site's trees (npm packages property-information, hastscript; @nuxtjs/mdc)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from exporter.diagnostics import Code
from exporter.markdown import codes
from exporter.markdown.html.addresses import is_address, is_decodable
from exporter.markdown.html.element_names import BOOLEAN, words

_LISTS = words(
    "accesskey aria-controls aria-describedby aria-details aria-dropeffect aria-flowto aria-labelledby "
    "aria-owns headers itemprop itemref itemtype ping rel rev sandbox sizes"
)
_RENAMED = {"for": "htmlFor", "http-equiv": "httpEquiv", "accept-charset": "acceptCharset"}
_COMPOUND = re.compile(r"(?:data|aria)-[a-z]")
_UNSAFE_SCHEMES = (
    "javascript:",
    "data:text/html",
    "vbscript:",
    "data:text/javascript",
    "data:text/vbscript",
    "data:text/css",
    "data:text/plain",
    "data:text/xml",
)


def html_props(tag: str, attributes: dict[str, Any], report: Callable[[Code, str], None]) -> dict[str, Any]:
    """Return the attributes as props; ``report`` is called for those that the site drops or fails at."""
    if tag == "object":
        return {}
    props: dict[str, Any] = {}
    for name, value in attributes.items():
        if f":{name}" in attributes:
            continue
        if (fault := _fault(name, value)) is not None:
            report(fault, name)
        if fault is codes.UNSAFE_ATTRIBUTE:
            continue
        if name in BOOLEAN and isinstance(value, str) and value.lower() in ("", name):
            value = True
        if name in _LISTS and isinstance(value, str):
            value = value.split()
        if _COMPOUND.match(name):
            name = re.sub("-([a-z])", lambda m: m[1].upper(), name)
        props[_RENAMED.get(name, name)] = value
    return props


def _fault(name: str, value: Any) -> Code | None:
    """Return the site's objection to an attribute (``validateProp``); names with ``on`` in front are events to it."""
    name = re.sub(r"^(@|v-on:)", "on", re.sub(r"^(:|v-bind:)", "", name.lower()))
    if name.startswith("on") or name in ("srcdoc", "formaction"):
        return codes.UNSAFE_ATTRIBUTE
    if name not in ("href", "src", "xlinkhref") or not isinstance(value, str):
        return None
    plain = re.sub(r"&#x[0-9a-f]+;?|&#\d+;?|&[a-z]+;?", "", unquote(value), flags=re.I)
    if not is_address(plain) or re.sub(r"[\x00-\x20]", "", plain).lower().startswith(_UNSAFE_SCHEMES):
        return codes.UNSAFE_ATTRIBUTE
    return None if is_decodable(value) else codes.BAD_ESCAPE
