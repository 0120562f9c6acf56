"""Attributes as the site's trees name and type them (npm packages property-information, hastscript; @nuxtjs/mdc)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from exporter.markdown.html.addresses import is_address
from exporter.markdown.html.names import BOOLEAN, words

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


def html_props(tag: str, attributes: dict[str, Any], unsafe: Callable[[str], None]) -> dict[str, Any]:
    """The attributes as props; ``unsafe`` hears of those that the site drops."""
    if tag == "object":
        return {}
    props: dict[str, Any] = {}
    for name, value in attributes.items():
        if f":{name}" in attributes:
            continue
        if not _is_safe(name, value):
            unsafe(name)
            continue
        if name in BOOLEAN and isinstance(value, str) and value.lower() in ("", name):
            value = True
        if name in _LISTS and isinstance(value, str):
            value = value.split()
        if _COMPOUND.match(name):
            name = re.sub("-([a-z])", lambda m: m[1].upper(), name)
        props[_RENAMED.get(name, name)] = value
    return props


def _is_safe(name: str, value: Any) -> bool:
    """Whether the site keeps an attribute (``validateProp``); to it, each name with ``on`` at its start is an event."""
    name = re.sub(r"^(@|v-on:)", "on", re.sub(r"^(:|v-bind:)", "", name.lower()))
    if name.startswith("on") or name in ("srcdoc", "formaction"):
        return False
    if name in ("href", "src", "xlinkhref") and isinstance(value, str):
        plain = re.sub(r"&#x[0-9a-f]+;?|&#\d+;?|&[a-z]+;?", "", unquote(value), flags=re.I)
        return is_address(plain) and not re.sub(r"[\x00-\x20]", "", plain).lower().startswith(_UNSAFE_SCHEMES)
    return True
