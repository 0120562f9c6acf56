"""The MDC tree: the shape of the website's own parser, with the place of every part of a page.

Nodes are elements, text and comments, as in https://github.com/nuxt-content/mdc (MDCRoot, MDCElement, MDCText,
MDCComment). Spans are offsets into the text of the *file*, front matter included, ends exclusive.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exporter.yamltext import PropPlace, SourceSpan, YamlProps

__all__ = [
    "NOWHERE",
    "MdcComment",
    "MdcElement",
    "MdcNode",
    "MdcText",
    "MdcTree",
    "PropPlace",
    "SourceSpan",
    "YamlProps",
    "json_line",
    "plain_text",
    "to_json",
    "yaml_scalars",
]

NOWHERE = SourceSpan(0, 0)


@dataclass(slots=True, eq=False)
class MdcText:
    """A run of text as the reader sees it.

    ``offsets`` has the file offset of each character of ``value``, and behind it that of the end (``len(value) + 1``
    numbers). It is None if the characters stand in the file one by one from ``span.start`` on.
    """

    value: str
    span: SourceSpan
    offsets: tuple[int, ...] | None = None


@dataclass(slots=True, eq=False)
class MdcComment:
    """An HTML comment, without its marks."""

    value: str
    span: SourceSpan


@dataclass(slots=True, eq=False)
class MdcElement:
    """An HTML element or a component.

    ``tag`` is as in the website's parser: HTML names in lower case, components in kebab case (``sh-faq``). ``props``
    have the values of the website's trees: a bound prop is named ``:name`` and holds its JSON text. ``places`` has the
    place of each prop by the same name, ``yaml`` the places inside the component's YAML block. ``component`` is true if
    MDC syntax made the element (``::name``, ``:name``): then it is a component even if HTML has a tag of that name.
    """

    tag: str
    props: dict[str, Any] = field(default_factory=dict)
    children: "list[MdcNode]" = field(default_factory=list)
    span: SourceSpan = NOWHERE
    places: dict[str, PropPlace] = field(default_factory=dict)
    component: bool = False
    yaml: YamlProps | None = None


MdcNode = MdcElement | MdcText | MdcComment


def plain_text(element: MdcElement) -> str:
    """Return the words of an element without its markup and its comments."""
    return "".join(
        child.value if isinstance(child, MdcText) else plain_text(child)
        for child in element.children
        if not isinstance(child, MdcComment)
    )


@dataclass(slots=True, eq=False)
class MdcTree:
    """A parsed page: the front matter's values with their places, and the body's nodes."""

    data: dict[str, Any]
    children: list[MdcNode]
    front_matter: YamlProps | None = None


def yaml_scalars(parsed: MdcTree) -> tuple[SourceSpan, ...]:
    """Return the spans of all scalars in the YAML of a page, of its front matter and its components, in order."""
    return tuple(sorted({span for yaml in _yaml_of(parsed) for span in _scalars(yaml)}))


def _yaml_of(parsed: MdcTree) -> Iterator[YamlProps]:
    if parsed.front_matter:
        yield parsed.front_matter
    stack = list(parsed.children)
    while stack:
        node = stack.pop()
        if isinstance(node, MdcElement):
            if node.yaml:
                yield node.yaml
            stack.extend(node.children)


def _scalars(yaml: YamlProps) -> Iterator[SourceSpan]:
    return (yaml.places[path].value for path in yaml.offsets if path in yaml.places)


def to_json(tree: MdcTree) -> dict[str, Any]:
    """Return the body, its root and all below it, in the JSON of the website's parser (MDCRoot, MDCElement ...)."""
    return {"type": "root", "children": [_node(child) for child in tree.children]}


def _node(node: MdcNode) -> dict[str, Any]:
    match node:
        case MdcElement():
            children = [_node(child) for child in node.children]
            return {"type": "element", "tag": node.tag, "props": node.props, "children": children}
        case MdcText():
            return {"type": "text", "value": node.value}
        case MdcComment():
            return {"type": "comment", "value": node.value}


def json_line(file: str, tree: MdcTree) -> str:
    """Return a page as one line of JSON: ``{"file": ..., "data": front matter, "body": tree}``."""
    return json.dumps({"file": file, "data": tree.data, "body": to_json(tree)}, ensure_ascii=False) + "\n"
