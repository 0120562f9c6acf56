"""The marks of a redline: whether a node, or something inside it, is inserted or deleted."""

from exporter.model.nodes import AnyNode, BlockNode, Paragraph, Revision
from exporter.model.walk import walk


def is_changed(node: AnyNode) -> bool:
    """Whether a redline changes a node or something inside it."""
    return any(
        isinstance(inner, Revision)
        or (isinstance(inner, BlockNode) and inner.change is not None)
        or (isinstance(inner, Paragraph) and inner.end is not None)
        for inner in walk([node])
    )
