"""The changed clauses of a redline alone, as change requests show them.

A clause is a heading with its text, or a question with its answer. Of the rest, only the headings above a changed
clause stay. Numbers are those of the whole document. A line in front of each clause counts the changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from exporter.model.anchors import anchors_of
from exporter.model.captions import label_anchor, numbered
from exporter.model.change_marks import is_changed
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import (
    Block,
    Container,
    FootnoteReference,
    Heading,
    Inline,
    Link,
    Paragraph,
    QuestionAnswer,
    Reference,
    Revision,
    Span,
    Text,
)
from exporter.model.passages import Head, heads, title
from exporter.model.roles import SEPARATOR
from exporter.model.walk import every_node, link_words, plain_text, rebuild, rebuild_inlines, walk


def changed_clauses(redline: Document, words: Mapping[str, str]) -> Document:
    """Return a redline with its changed clauses alone, which the contents list; ``words`` are the generated words.

    The body is empty if no clause is changed.
    """
    clauses = _Clauses(words["change"], redline.title)
    body = tuple(clauses.blocks(redline.body))
    known = {node.label for node in walk(body) if isinstance(node, FootnoteReference)}
    made = replace(
        redline,
        body=body,
        footnotes=tuple(note for note in redline.footnotes if note.label in known),
        toc=tuple(clauses.entries),
        captions=(),
        abbreviations_list=False,
        cover=False,
        picture=None,
        siblings=(),
        numbering=replace(redline.numbering, partial=True, lists=()),
        control=replace(redline.control, history=(), anchor=_first_anchor(body)),
        labels={**redline.labels, "contents": words["changed_clauses"]},
    )
    return _without_lost_targets(made)


def clause_names(partial: Document) -> tuple[str, ...]:
    """Return the changed clauses by their numbers, or else by their titles, each once."""
    names = (entry.number or plain_text(rebuild_inlines(entry.children, _accepted)) for entry in partial.toc)
    return tuple(dict.fromkeys(names))


def _first_anchor(body: Iterable[Block]) -> str:
    """Return the anchor of the first heading that the old page has, by which a review finds the place of the rest."""
    known = (node for node in heads(body) if isinstance(node, Heading) and node.pos is not None)
    return next((heading.anchor for heading in known), "")


@dataclass(slots=True)
class _Clauses:
    """Collects the changed clauses of blocks. ``open`` are the headings above, ``shown`` those in the result."""

    change: str
    title: str
    open: list[Heading] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    entries: list[TocEntry] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the changed clauses among ``blocks``, each behind its line and the headings above it."""
        own: list[Block] = []
        for block in blocks:
            if isinstance(block, Container) and any(heads([block])):
                yield from self._clause(own)
                own = []
                inside = tuple(self.blocks(block.children))
                yield from [replace(block, children=inside)] if inside else []
            elif isinstance(block, Heading | QuestionAnswer) or (own and isinstance(own[0], QuestionAnswer)):
                yield from self._clause(own)
                own = [block]
            else:
                own.append(block)
        yield from self._clause(own)

    def _clause(self, own: list[Block]) -> Iterator[Block]:
        """Yield a clause, or the part of one behind its questions, if it is changed."""
        first = own[0] if own else None
        if isinstance(first, Heading):
            while self.open and self.open[-1].level >= first.level:
                self.open.pop()
            self.open.append(first)
        if not any(map(is_changed, own)):
            return
        above = self.open[-1] if self.open else None
        yield self._separator(first if isinstance(first, Heading | QuestionAnswer) else above)
        yield from (heading for heading in self.open if heading is not first and id(heading) not in self.shown)
        self.shown.update(map(id, self.open))
        yield from own

    def _separator(self, head: Head | None) -> Block:
        number = len(self.entries) + 1
        anchor = f".change{number}"
        self.entries.append(
            TocEntry(
                level=1,
                anchor=anchor,
                children=link_words(title(head)) if head else (Text(text=self.title),),
                number=head.number if isinstance(head, Heading) else "",
            )
        )
        words = Span(anchor=anchor, children=(Text(text=f"{self.change} {number}"),))
        return Paragraph(role=SEPARATOR, children=(words,))


def _without_lost_targets(document: Document) -> Document:
    """Return the document with links to what is left out leading to the page on the site, or without them."""
    kept = anchors_of(every_node(document)) | set(map(label_anchor, numbered(document.body)))

    def led(inline: Inline) -> tuple[Inline, ...]:
        if not isinstance(inline, Link | Reference) or inline.target[:1] != "#" or inline.target[1:] in kept:
            return (inline,)
        if isinstance(inline, Link) and document.control.address:
            return (replace(inline, target=document.control.address + inline.target),)
        return inline.children if isinstance(inline, Link) else (replace(inline, target=""),)

    return replace(
        document,
        body=rebuild(document.body, inline=led),
        footnotes=tuple(replace(n, children=rebuild(n.children, inline=led)) for n in document.footnotes),
    )


def _accepted(inline: Inline) -> tuple[Inline, ...]:
    return () if isinstance(inline, Revision) and inline.change == "deleted" else (inline,)
