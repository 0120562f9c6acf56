"""Trees in a form for comparison: white space that HTML folds and the order of props do not count."""

import json
import re
from typing import Any

_CLASS = ("class", "className")
_IGNORED = ("rel", "style", "__ignoreMap", "meta")


def outline(node: dict[str, Any], depth: int = 0) -> list[str]:
    """A node of JSON as lines: its tag and props, its texts, and what is inside."""
    if node["type"] == "comment":
        return []
    if node["type"] == "text":
        value = " ".join(node["value"].split())
        return [f"{' ' * depth}{value}"] if value else []
    if node["type"] == "element":
        props = sorted((_name(k), _value(v)) for k, v in node["props"].items() if _counts(node["tag"], k))
        lines = [f"{' ' * depth}<{node['tag']}> {props}"]
    else:
        lines = []
    for child in node["children"]:
        lines += outline(child, depth + 1)
    return lines


def _counts(tag: str, name: str) -> bool:
    return name not in _IGNORED and not (tag == "pre" and name in _CLASS)


def _name(name: str) -> str:
    return "class" if name in _CLASS else name.removeprefix(":").lower()


def _value(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = " ".join(value)
    if isinstance(value, str):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return re.sub(r"\s+", " ", value).strip()
    return json.dumps(value, sort_keys=True)
