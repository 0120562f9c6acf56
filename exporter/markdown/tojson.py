"""A tree as JSON, in the shape of the website's parser (MDCRoot, MDCElement, MDCText, MDCComment)."""

import json
from typing import Any

from exporter.markdown.tree import Comment, Element, Node, Text, Tree


def to_json(tree: Tree) -> dict[str, Any]:
    """The body: its root and all below it, as values of JSON."""
    return {"type": "root", "children": [_node(child) for child in tree.children]}


def _node(node: Node) -> dict[str, Any]:
    match node:
        case Element():
            children = [_node(child) for child in node.children]
            return {"type": "element", "tag": node.tag, "props": node.props, "children": children}
        case Text():
            return {"type": "text", "value": node.value}
        case Comment():
            return {"type": "comment", "value": node.value}


def json_line(file: str, tree: Tree) -> str:
    """A page as one line of JSON: ``{"file": ..., "data": front matter, "body": tree}``."""
    return json.dumps({"file": file, "data": tree.data, "body": to_json(tree)}, ensure_ascii=False) + "\n"
