"""Alternative texts in the source of pictures: in Markdown, in HTML, and in props of components."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

from exporter.review.write.markdown_syntax import escape_at

_MARKDOWN: Final = re.compile(r"!\[((?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\](?=[(\[]|$)")
_ATTRIBUTE: Final = re.compile(r"""(?<=[\s{])alt\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_TAG: Final = re.compile(r"<(?:img|NuxtImg|nuxt-img|NuxtPicture|nuxt-picture)\b")


def with_alt(source: str, old: str, new: str, encode: Callable[[str], str]) -> str | None:
    """Return the source of a picture with another alternative text; None if its place cannot be told."""
    new = " ".join(new.split())
    if found := _MARKDOWN.match(source):
        words = "".join(escape_at(new, i) for i in range(len(new)))
        return source[: found.start(1)] + encode(words) + source[found.end(1) :]
    attributes = [a for a in _ATTRIBUTE.finditer(source) if _value(a) == old]
    if len(attributes) == 1:
        return _with_attribute(source, attributes[0].span(), f'alt="{_attribute(new)}"', encode)
    tag = _TAG.match(source)
    if tag and not old:
        return _with_attribute(source, (tag.end(), tag.end()), f' alt="{_attribute(new)}"', encode)
    own = encode(old)
    if old.strip() and source.count(own) == 1 and not set(new) & set("\"'{}\\:#"):
        return source.replace(own, encode(new))
    return None


def _value(attribute: "re.Match[str]") -> str:
    return unescape(attribute["double"] if attribute["double"] is not None else attribute["single"])


def _attribute(words: str) -> str:
    return escape(words).replace("&#x27;", "'")


def _with_attribute(source: str, span: tuple[int, int], attribute: str, encode: Callable[[str], str]) -> str:
    return source[: span[0]] + encode(attribute) + source[span[1] :]
