"""Links to places that are not in the book, which an EPUB must not have (EPUB 3.3, 5.6)."""

from exporter.backends.losses import Loss
from exporter.diagnostics import Code, Severity
from exporter.model.anchors import anchors_of
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Link
from exporter.model.walk import every_node

LINK = Code(
    "epub-link",
    Severity.LOSS,
    "a link to a missing place in the book; its words stay",
    why="An e-book must not have broken links; the words stay without the link.",
    mend="Link to a heading or question of the same document, or to an address of the site.",
)


def broken_links(document: Document) -> Loss:
    """Return the loss of links to places that are not in the book."""
    there = anchors_of(every_node(document))

    def leads_nowhere(node: AnyNode) -> bool:
        return isinstance(node, Link) and node.target.startswith("#") and node.target[1:] not in there

    return Loss(LINK, "a link points to a missing place in the book: its words stay", "a", leads_nowhere)
