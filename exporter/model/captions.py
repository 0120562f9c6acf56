"""Captions of figures and tables: their generated labels, and their anchors."""

from collections.abc import Iterable, Iterator, Mapping

from exporter.model.document import CaptionKind, Document, ListedCaption
from exporter.model.nodes import AnyNode, Figure, Table
from exporter.model.walk import walk

Captioned = Figure | Table


def kind_of(node: Captioned) -> CaptionKind:
    """Return the kind of a node's caption."""
    return "table" if isinstance(node, Table) else "figure"


def numbered(nodes: Iterable[AnyNode]) -> Iterator[Captioned]:
    """Yield the numbered figures and tables of ``nodes`` and inside them."""
    return (node for node in walk(nodes) if isinstance(node, Captioned) and node.number)


def label_parts(kind: CaptionKind, words: Mapping[str, str]) -> tuple[str, str]:
    """Return the generated words before and behind a number: ``"Table "`` and ``""``."""
    before, _, behind = words[f"{kind}_number"].partition("{number}")
    return before, behind


def label(kind: CaptionKind, number: int | str, words: Mapping[str, str]) -> str:
    """Return the label of a numbered figure or table: "Table 2"."""
    before, behind = label_parts(kind, words)
    return f"{before}{number}{behind}"


def before_caption(node: Captioned, words: Mapping[str, str]) -> str:
    """Return the generated words in front of a caption, "Table 2: "; empty without a number or a caption."""
    if not node.number or not node.caption:
        return ""
    return label(kind_of(node), node.number, words) + words["caption_separator"]


def before_listed(entry: ListedCaption, words: Mapping[str, str]) -> str:
    """Return the generated words in front of a line in a list of figures or tables."""
    return label(entry.kind, entry.number, words) + words["caption_separator"]


def own_anchor(kind: str, number: int | str) -> str:
    """Return the anchor of a caption's label, which no anchor of a page is like (``model.slugs.GENERATED``)."""
    return f"page.{kind}{number}"


def listed_anchors(document: Document) -> tuple[str, ...]:
    """Return the anchors of a document's lines of contents, then of those of its lists of captions."""
    return (*(e.anchor for e in document.toc), *(own_anchor(e.kind, e.number) for e in document.captions))


def label_anchor(node: Captioned) -> str:
    """Return the anchor of the label of a numbered figure or table."""
    return own_anchor(kind_of(node), node.number)
