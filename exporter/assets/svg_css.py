"""Style sheets of drawings: the rules that hold on a light screen, without at-rules, which no renderer here reads.

CSS Syntax 3, section 5; Media Queries 4.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from exporter.assets.errors import BadPicture

_LENGTH = re.compile(r"\((min|max)-width:\s*([\d.]+)(px|em|rem)?\)")
_EM = 16.0  # CSS pixels, of a length in a media query
_TRUE = frozenset({"all", "screen", "(prefers-color-scheme: light)", "(prefers-reduced-motion: reduce)"})


def plain_rules(css: str, width: float) -> str:
    """Return the rules of ``css`` that hold for a drawing of ``width`` CSS pixels. Raises ``BadPicture``."""
    if "@" not in css:
        return css
    try:
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return "\n".join(_kept(rules, width))
    except RecursionError as error:
        raise BadPicture("the drawing's style sheet is nested too deeply", "save it as plain SVG") from error


def _kept(rules: Iterable[Any], width: float) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule.serialize()
        elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
            raise BadPicture("the drawing's style sheet refers to other files", "save it as plain SVG, or as PNG")
        elif rule.type == "at-rule" and rule.content and _holds(rule, width):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _kept(inner, width)


def _holds(rule: Any, width: float) -> bool:
    """Return whether the rules inside a conditional rule hold."""
    name, condition = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip().lower()
    if name == "media":
        return any(_matches(query.strip(), width) for query in condition.split(","))
    return name == "layer" or (name == "supports" and not condition.startswith("not"))


def _matches(query: str, width: float) -> bool:
    """Return whether a media query holds; one that is not known does not."""
    query = query.removeprefix("only ")
    if query.startswith("not "):
        return not _matches(query[4:], width)
    return all(_feature_matches(" ".join(part.split()), width) for part in query.split(" and "))


def _feature_matches(part: str, width: float) -> bool:
    part = re.sub(r"\s*:\s*", ": ", part)
    if found := _LENGTH.fullmatch(part):
        limit = float(found[2]) * (1.0 if found[3] in (None, "px") else _EM)
        return width >= limit if found[1] == "min" else width <= limit
    return part in _TRUE
