"""References to parts by their numbers: the words that each shows, such as "Table 2" or "1.2 Costs"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeGuard
from urllib.parse import unquote

from exporter import diagnostics
from exporter.diagnostics import Diagnostics, Severity, did_you_mean
from exporter.model.anchors import anchored, anchors_of
from exporter.model.captions import Captioned, kind_of, label
from exporter.model.characters import CONTROL
from exporter.model.document import Document
from exporter.model.nodes import (
    AnyNode,
    Code,
    Container,
    Heading,
    Inline,
    QuestionAnswer,
    Reference,
    Span,
    Text,
)
from exporter.model.text_lines import line
from exporter.model.walk import InlineChanger, every_node, link_words, plain_text, rebuild, rebuild_inlines, walk
from exporter.transforms.abbreviations import without_expansions

NO_TARGET = diagnostics.Code(
    "reference-target",
    Severity.ERROR,
    "A reference to a place that is not in the document, or that has neither a number nor words to show.",
    why="The document shows the name of the missing place where readers expect a number.",
    mend="Correct the name behind the '#', give the table or figure a caption, or write words: [words](#name).",
    lowered=True,
)
CODES = (NO_TARGET,)

Target = Heading | QuestionAnswer | Captioned | Container | Span


def with_references(document: Document, found: Diagnostics) -> Document:
    """Return the document with the words of its references; a reference that leads nowhere is an error."""
    if not any(_shows_a_number(node) for node in every_node(document)):
        return document
    known = {node.anchor: node for node in anchored(every_node(document))} | dict(_targets(document.body))

    def shown(inline: Inline) -> tuple[Inline]:
        return (_with_words(inline, known, document.labels, found) if _shows_a_number(inline) else inline,)

    return _rebuilt(document, shown)


def without_words(document: Document) -> Document:
    """Return the document with its references as they were before ``with_references``."""

    def bare(inline: Inline) -> tuple[Inline]:
        return (replace(inline, children=(), kind="", number="") if _shows_a_number(inline) else inline,)

    return _rebuilt(document, bare)


def _shows_a_number(node: AnyNode) -> TypeGuard[Reference]:
    """Whether a node is a reference to a part of the document; ``citations`` has those to works."""
    return isinstance(node, Reference) and node.kind != "citation"


def _rebuilt(document: Document, inline: InlineChanger) -> Document:
    notes = tuple(replace(note, children=rebuild(note.children, inline=inline)) for note in document.footnotes)
    return replace(document, body=rebuild(document.body, inline=inline), footnotes=notes)


def _targets(nodes: Iterable[AnyNode]) -> Iterator[tuple[str, Target]]:
    """Yield the parts that references may show, by each anchor that leads to them; the innermost come last."""
    for node in walk(nodes):
        match node:
            case Container(anchor=str() as anchor) if anchor:
                yield anchor, _inside(node)
            case Heading() | QuestionAnswer():
                yield node.anchor, node
        if isinstance(node, Target):
            yield from ((anchor, node) for anchor in anchors_of(walk(line(node) or ())))


def _inside(node: Container) -> Target:
    """Return the figure, table or heading that an anchor stands before, or else its container."""
    first = next(iter(node.children), None)
    if node.title or first is None:
        return node
    if isinstance(first, Container):
        return _inside(first)
    return first if isinstance(first, Target) else node


def _with_words(node: Reference, known: Mapping[str, Target], labels: Mapping[str, str], found: Diagnostics) -> Inline:
    target = known.get(node.target.removeprefix("#")) if node.target else None
    if isinstance(target, Captioned) and target.number:
        kind = kind_of(target)
        words: tuple[Inline, ...] = (Text(text=label(kind, target.number, labels)),)
        return replace(node, kind=kind, number=str(target.number), children=words)
    words = _title(line(target) or ()) if target else ()
    if isinstance(target, Heading | QuestionAnswer):
        number = target.number if isinstance(target, Heading) else ""
        before = (Text(text=number), Text(text=" ")) if number else ()
        return replace(node, target=f"#{target.anchor}", kind="heading", number=number, children=(*before, *words))
    if words:
        return replace(node, children=words)
    _report(node, target, known, found)
    return Text(text=f"[{labels['missing_reference'].replace('{name}', _written(node))}]", pos=node.pos)


def _title(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the words of a part as a reference shows them: without places, which are those of the part."""
    own = link_words(without_expansions(words))
    return rebuild_inlines(own, _placeless) if plain_text(own).strip() else ()


def _placeless(inline: Inline) -> tuple[Inline]:
    if isinstance(inline, Text | Code):
        return (replace(inline, pos=None, offsets=None),)
    return (replace(inline, pos=None),)


def _written(node: Reference) -> str:
    """Return the target as the page has it: addresses are encoded."""
    return CONTROL.sub("", unquote(node.written or node.target))


def _report(node: Reference, target: Target | None, known: Mapping[str, Target], found: Diagnostics) -> None:
    written = _written(node)
    if target is None:
        message = f"the reference to '{written}' leads to no place in the document"
        hint = did_you_mean(written, (f"#{anchor}" for anchor in known)) or "correct it, or write words: [words](...)"
    else:
        message = f"the reference to '{written}' leads to a place without a number or words to show"
        hint = "give it a caption or a title, or write words: [words](...)"
    found.extend([replace(NO_TARGET.finding(message, node.pos, hint), spared=True)])
