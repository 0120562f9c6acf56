"""MDC attributes, ``{#id .class name="value" :bound='[1]' flag}``, and props as the website's trees name them.

https://content.nuxt.com/docs/files/markdown#attributes; the syntax and its escapes follow remark-mdc.
"""

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from exporter.markdown.source_lines import SourceText
from exporter.markdown.syntax import kebab
from exporter.yamltext import PropPlace, SourceSpan

_SHORT = r"""[^\s"'\#.<=>`}][^\s"'<=>`}.]*+"""
_BARE = r"""[^\s"'<=>`}][^\s"'<=>`}]*+"""
_ATTRIBUTE = re.compile(
    rf"""
    \#(?P<id>{_SHORT})(?=[.\s}}])
  | \.(?P<class>{_SHORT})(?=[.\s}}])
  | (?P<bound>:[A-Za-z0-9-]*+)\s*+=\s*+
    (?:"(?P<bound2>(?:\\.|[^"\\])*+)"|'(?P<bound1>(?:\\.|[^'\\])*+)'|(?P<bound0>{_BARE}))(?=[\s}}])
  | (?P<name>[A-Za-z_][A-Za-z0-9_.:-]*+)
    (?:\s*+=\s*+(?:"(?P<value2>[^"]*+)"|'(?P<value1>[^']*+)'|(?P<value0>{_BARE}))(?=[\s}}]))?+
    """,
    re.X | re.S,
)
_VALUES = ("bound2", "bound1", "bound0", "value2", "value1", "value0")
_BLANKS = re.compile(r"\s*")


class Attribute(NamedTuple):
    """An attribute as written: its name as the site has it, its value, and both places in the text."""

    name: str
    value: str | bool
    key: tuple[int, int]
    at: tuple[int, int]


@dataclass(slots=True)
class Attributes:
    """The attributes between two braces; ``end`` is the index behind the closing brace."""

    start: int
    end: int
    items: list[Attribute] = field(default_factory=list)

    def props(self) -> dict[str, str | bool]:
        """Return the values by name: classes are added up, of other names the last one counts."""
        props: dict[str, str | bool] = {}
        for name, value, _, _ in self.items:
            known = props.get(name)
            props[name] = f"{known} {value}" if name == "class" and known else value
        return props

    def places(self, source: SourceText) -> dict[str, PropPlace]:
        """Return the place of each prop; that of separate classes reaches from the first to the last."""
        places: dict[str, PropPlace] = {}
        for name, value, key, at in self.items:
            place = PropPlace(SourceSpan(source.offset(key[0]), source.end(key[1])), _span(source, at))
            name = f":{name}" if value is True else name
            if name == "class" and name in places:
                place = PropPlace(places[name].key, SourceSpan(places[name].value.start, place.value.end))
            places[name] = place
        return places


def _span(source: SourceText, at: tuple[int, int]) -> SourceSpan:
    start = source.offset(at[0])
    return SourceSpan(start, max(start, source.end(at[1]))) if at[1] > at[0] else SourceSpan(start, start)


def read_attributes(text: str, start: int, end: int | None = None) -> Attributes | None:
    """Read the attributes whose ``{`` is at ``start``; return None if the braces hold something else."""
    end = len(text) if end is None else end
    found = Attributes(start, start)
    at = start + 1
    while True:
        blanks = _BLANKS.match(text, at, end)
        at = blanks.end() if blanks else at
        if text[at : at + 1] == "}" and at < end:
            found.end = at + 1
            return found
        match = _ATTRIBUTE.match(text, at, end)
        if not match:
            return None
        found.items.append(_attribute(match))
        at = match.end()


def _attribute(match: re.Match[str]) -> Attribute:
    for short in ("id", "class"):
        if match[short]:
            return Attribute(short, html.unescape(match[short]), match.span(), match.span(short))
    named = "bound" if match["bound"] else "name"
    name, key = kebab(match[named]), match.span(named)
    group = next((g for g in _VALUES if match[g] is not None), None)
    if group is None:
        return Attribute(name, True, key, key)
    value = match[group]
    if group in ("bound2", "bound1"):  # escapes exist in bound values only
        value = re.sub(r"\\(.)", r"\1", value, flags=re.S)
    return Attribute(name, html.unescape(value), key, match.span(group))


def bind(props: dict[str, Any]) -> dict[str, str]:
    """Turn each value but a string into a bound prop, named ``:name``, with its JSON (remark-mdc, ``bindData``)."""
    return {
        key if key.startswith(":") or isinstance(value, str) else f":{key}": value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for key, value in props.items()
    }
