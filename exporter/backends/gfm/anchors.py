"""Targets of links inside a document: the ids that GitHub gives headings, or ids that the file writes itself.

The ids that a page gives spans and blocks are all written.

GitHub and most other readers make ids from the words of headings (github-slugger). If their rules differ, as with
signs between blanks or a digit at the start, or if they make no id, as in tables, a linked heading has an anchor in
front of its words: every reader that lets HTML through finds it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape

from exporter.model.anchors import anchors_of
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    Container,
    Heading,
    Image,
    Inline,
    Link,
    QuestionAnswer,
    Reference,
    Span,
    Table,
)
from exporter.model.slugs import Slugs, heading_id
from exporter.model.walk import every_node, plain_text, rebuild_inlines, walk


@dataclass(frozen=True, slots=True)
class Anchors:
    """The part behind ``#`` of a link to each anchor (empty: no target), and the anchors to write out."""

    fragments: Mapping[str, str]
    written: frozenset[str]

    def mark(self, anchor: str) -> str:
        """Return the Markdown in front of the words of a node with this anchor."""
        return f'<a id="{escape(anchor)}"></a>' if anchor in self.written else ""


def anchors(document: Document, body: tuple[Block, ...]) -> Anchors:
    """Return the anchors of ``body``, the content of the file below its title."""
    given = _github_ids(document.title, body)
    used = set(given.values())
    fragments = {anchor: own if _is_common_id(own) or anchor in used else anchor for anchor, own in given.items()}
    nodes = tuple(every_node(replace(document, body=body)))
    linked = {node.target[1:] for node in nodes if isinstance(node, Link | Reference) and node.target[:1] == "#"}
    missing = (anchor for anchor, fragment in fragments.items() if fragment not in used)
    own_ids = anchors_of(node for node in nodes if isinstance(node, Span | Container))
    return Anchors(fragments | {one: one for one in own_ids}, own_ids.union(linked.intersection(missing)))


def _is_common_id(own: str) -> bool:
    """Whether the rules of most readers give this id of words and single hyphens."""
    return own != "" and heading_id(own) == own


def _github_ids(title: str, body: Iterable[Block]) -> dict[str, str]:
    """Return the ids that GitHub gives headings, by their anchors; a heading in a table has an empty id."""
    slugs = Slugs()
    slugs.numbered(title.strip())
    in_tables = {id(node) for table in walk(body) if isinstance(table, Table) for node in walk((table,))}
    given: dict[str, str] = {}
    for node in walk(body):
        if isinstance(node, Heading | QuestionAnswer):
            given.setdefault(node.anchor, "" if id(node) in in_tables else slugs.numbered(_heading_text(node)))
    return given


def _heading_text(node: Heading | QuestionAnswer) -> str:
    """Return the words of a heading that make its id: all but those of pictures."""
    inlines = node.children if isinstance(node, Heading) else node.question
    return plain_text(rebuild_inlines(inlines, _without_pictures)).strip()


def _without_pictures(inline: Inline) -> tuple[Inline, ...]:
    return () if isinstance(inline, Image) else (inline,)


def leads_nowhere(node: AnyNode, known: Anchors) -> bool:
    """Whether a node is a link to a place that the file does not have."""
    return (
        isinstance(node, Link | Reference) and node.target.startswith("#") and not known.fragments.get(node.target[1:])
    )
