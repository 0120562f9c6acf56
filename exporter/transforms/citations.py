"""Citations of works, and the lists of the works: ``[@key]`` becomes a link to the work, whose label leads back.

A list stands where the page has a place for it, else behind the body below a heading of its own. Its words follow
ISO 690: authors, title, number, publisher, date, address.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from exporter import diagnostics
from exporter.diagnostics import Diagnostics, Severity, did_you_mean
from exporter.model.anchors import anchored
from exporter.model.bibliography import GROUPS, PLACES, Bibliography, ReferenceGroup, Work
from exporter.model.captions import own_anchor
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Block,
    Container,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Reference,
    Span,
    Text,
)
from exporter.model.roles import REFERENCES
from exporter.model.slugs import UniqueNames, anchor_of
from exporter.model.walk import every_node, rebuild, walk

UNKNOWN = diagnostics.Code(
    "unknown-reference",
    Severity.ERROR,
    "A citation of a work that the references do not have.",
    why="The document says that a reference is missing, and readers cannot find the work.",
    mend="Correct the key, add the work to 'references', or write \\[@name] for words that are no citation.",
    lowered=True,
)
DUPLICATE = diagnostics.Code(
    "duplicate-reference",
    Severity.ERROR,
    "Two works with the same key.",
    why="A citation can lead to one of them only.",
    mend="Give one of them another key.",
    lowered=True,
)
BAD_REFERENCE = diagnostics.Code(
    "bad-reference",
    Severity.ERROR,
    "A wrong value in the references, or a file of them that cannot be used.",
    why="The list of references would not have the work.",
    mend="Write a key and a title, or words to print; a file has to be CSL-JSON below the public folder.",
    lowered=True,
)
UNUSED = diagnostics.Code(
    "unused-reference",
    Severity.WARNING,
    "A work in a page's references that the page does not cite.",
    why="Readers do not learn what it is there for.",
    mend="Cite it as [@key], or remove it; references in exporter.yaml are listed only where a page cites them.",
)
CODES = (UNKNOWN, DUPLICATE, BAD_REFERENCE, UNUSED)

LEVEL = 2
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")
_HEADINGS: dict[ReferenceGroup, str] = {
    "normative": "normative_references",
    "informative": "informative_references",
    "": "references",
}


def with_citations(document: Document, found: Diagnostics) -> Document:
    """Return the document with its citations as links, and with the lists of its references."""
    cited = _cited(document)
    if not (cited or document.bibliography.works or any(_is_place(node) for node in walk(document.body))):
        return document
    works = _listed(document.bibliography, cited, found)
    names = UniqueNames()
    for node in anchored(every_node(document)):
        names.free(node.anchor)
    labels = _labels(document, works, cited, names)
    citations = _Citations(labels, document.labels, found)
    notes = tuple(replace(n, children=rebuild(n.children, inline=citations.shown)) for n in document.footnotes)
    lists = {group: _list([w for w in works if w.group == group], labels) for group in GROUPS}
    body = rebuild(document.body, lambda block: _placed(block, lists), citations.shown)
    there = {PLACES[node.role] for node in walk(document.body) if _is_place(node) and isinstance(node, Container)}
    behind = [
        part
        for group in GROUPS
        if group not in there and lists[group]
        for part in _section(document.labels[_HEADINGS[group]], lists[group], names)
    ]
    return replace(document, body=(*body, *behind), footnotes=notes)


def _cited(document: Document) -> dict[str, Reference]:
    """Return the first citation of each key, in reading order."""
    cited: dict[str, Reference] = {}
    for node in every_node(document):
        if isinstance(node, Reference) and node.kind == "citation":
            cited.setdefault(node.target[1:], node)
    return cited


def _listed(bibliography: Bibliography, cited: Mapping[str, Reference], found: Diagnostics) -> list[Work]:
    """Return the works to list by their groups; a work without a citation is a finding."""
    for work in bibliography.works:
        if work.listed and work.key not in cited:
            found.add(UNUSED, f"the reference '{work.key}' is cited nowhere", work.pos, f"cite it: [@{work.key}]")
    works = [work for work in bibliography.works if work.listed or work.key in cited]
    return sorted(works, key=lambda work: GROUPS.index(work.group))


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a work, its anchor, and the anchor of its first citation (empty for none)."""

    words: str
    anchor: str
    back: str


def _labels(
    document: Document, works: Iterable[Work], cited: Mapping[str, Reference], names: UniqueNames
) -> dict[str, _Label]:
    numbered = document.bibliography.labels == "numbers"
    order = {key: number for number, key in enumerate(cited, 1)}
    return {
        work.key: _Label(
            words=str(number) if numbered else work.key,
            anchor=names.free(anchor_of(f"ref {work.key}")),
            back=own_anchor("citation", order[work.key]) if work.key in order else "",
        )
        for number, work in enumerate(works, 1)
    }


@dataclass(frozen=True, slots=True)
class _Citations:
    """Fills in citations; the first one of a work gets the anchor to which the work's label leads."""

    labels: Mapping[str, _Label]
    words: Mapping[str, str]
    found: Diagnostics
    seen: set[str] = field(default_factory=set)

    def shown(self, inline: Inline) -> tuple[Inline]:
        """Return a citation with its label, other inlines as they are."""
        if not (isinstance(inline, Reference) and inline.kind == "citation"):
            return (inline,)
        key = inline.target[1:]
        label = self.labels.get(key)
        if label is None:
            hint = did_you_mean(key, self.labels) or "add it to 'references'"
            finding = UNKNOWN.finding(f"no reference has the key '{key}'", inline.pos, hint)
            self.found.extend([replace(finding, spared=True)])
            return (Text(text=self.words["missing_reference"].replace("{name}", key), pos=inline.pos),)
        words = (Text(text=label.words),)
        made = replace(inline, target=f"#{label.anchor}", number=label.words, children=words)
        if key in self.seen:
            return (made,)
        self.seen.add(key)
        return (Span(children=(made,), anchor=label.back, pos=inline.pos),)


# --- lists ---------------------------------------------------------------------------------------------------------


def _is_place(node: AnyNode) -> bool:
    return isinstance(node, Container) and node.role in PLACES


def _placed(block: Block, lists: Mapping[ReferenceGroup, List | None]) -> tuple[Block, ...]:
    """Return the list for which a container is the place; a place without a list disappears."""
    if not (isinstance(block, Container) and _is_place(block)):
        return (block,)
    inside = lists[PLACES[block.role]]
    return (replace(block, role="", children=(inside,)),) if inside else ()


def _section(title: str, inside: List | None, names: UniqueNames) -> Iterator[Block]:
    anchor = names.free(anchor_of(title) or "references")
    yield Heading(level=LEVEL, children=(Text(text=title),), anchor=anchor, numbering="unnumbered")
    if inside:
        yield inside


def _list(works: Iterable[Work], labels: Mapping[str, _Label]) -> List | None:
    items = tuple(ListItem(children=(Paragraph(children=tuple(_line(w, labels[w.key]))),)) for w in works)
    return List(items=items, role=REFERENCES) if items else None


def _line(work: Work, label: _Label) -> Iterator[Inline]:
    words: Inline = Text(text=label.words)
    if label.back:
        words = Link(target=f"#{label.back}", children=(words,))
    yield from (Text(text="["), Span(children=(words,), anchor=label.anchor), Text(text="] "))
    yield from _linked(work.text) if work.text else _fields(work)


def _linked(text: str) -> Iterator[Inline]:
    """Yield words with their addresses as links."""
    done = 0
    for found in _ADDRESS.finditer(text):
        if before := text[done : found.start()]:
            yield Text(text=before)
        yield Link(target=found[0], children=(Text(text=found[0]),))
        done = found.end()
    if rest := text[done:]:
        yield Text(text=rest)


def _fields(work: Work) -> Iterator[Inline]:
    if work.authors:
        yield Text(text=f"{', '.join(work.authors)}, ")
    yield Emphasis(children=(Text(text=work.title),))
    issue = f"{work.volume}({work.issue})" if work.volume and work.issue else work.volume or work.issue
    publisher = ": ".join(filter(None, (work.place, work.publisher)))
    parts = (work.container, work.number, work.version, work.edition, issue, work.pages, publisher, work.date)
    yield Text(text="".join(f", {part}" for part in parts if part) + ".")
    if work.address:
        yield from (Text(text=" "), Link(target=work.address, children=(Text(text=work.address),)))
