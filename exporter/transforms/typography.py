"""The blanks and signs of a document as its language prints them; each character keeps its place in the page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from exporter.model.document import Document, Page
from exporter.model.nodes import (
    AnyNode,
    Block,
    Container,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    QuestionAnswer,
    Span,
    Table,
    Text,
)
from exporter.model.offsets import offsets_of, unless_one_by_one
from exporter.model.text_lines import line
from exporter.model.walk import children, plain_text, rebuild, rebuild_inlines, walk
from exporter.transforms.no_break_spaces import Edit, no_break_spaces, title_spaces
from exporter.transforms.smart_punctuation import smart_punctuation

_OBJECT = "\ufffc"  # in place of code, pictures and addresses, which stay as they are

Rules = Callable[[str, str], Iterable[Edit]]
"""Gives the edits of a line in a language; none of them overlap."""


def typeset(document: Document, *, smart: bool = False) -> Document:
    """Return the document with no-break spaces, and with ``smart`` quotes and dashes, by the language of each word."""
    rules = _rules(smart)
    language = document.language
    return replace(
        document,
        title=_typeset_words(document.title, language, _title_rules(rules)),
        subtitle=_typeset_words(document.subtitle, language, _title_rules(rules)),
        body=_typeset_blocks(document.body, language, rules),
        footnotes=tuple(
            replace(note, children=_typeset_blocks(note.children, language, rules)) for note in document.footnotes
        ),
    )


def typeset_page(page: Page, language: str, *, smart: bool = False) -> Page:
    """Return a page as a document in ``language`` shows it: a review compares the file with that."""
    rules = _rules(smart)
    notes = (replace(note, children=_typeset_blocks(note.children, language, rules)) for note in page.footnotes)
    return replace(page, body=_typeset_blocks(page.body, language, rules), footnotes=tuple(notes))


def _rules(smart: bool) -> Rules:
    def edits(text: str, language: str) -> Iterator[Edit]:
        yield from no_break_spaces(text, language)
        if smart:
            yield from smart_punctuation(text, language)

    return edits


def _title_rules(rules: Rules) -> Rules:
    """Return rules with those of titles."""
    return lambda text, language: chain(rules(text, language), title_spaces(text))


def _typeset_words(words: str, language: str, rules: Rules) -> str:
    return "".join(_replaced(words, sorted(rules(words, language)))[0])


def _typeset_blocks(blocks: tuple[Block, ...], language: str, rules: Rules) -> tuple[Block, ...]:
    languages = dict(_languages(blocks, language))

    def typeset_block(block: Block) -> tuple[Block, ...]:
        own = _title_rules(rules) if isinstance(block, Heading | Container) else rules
        return (_with_line(block, lambda inlines: _typeset_line(inlines, languages, own)),)

    return rebuild(blocks, typeset_block)


def _languages(nodes: Iterable[AnyNode], language: str) -> Iterator[tuple[int, str]]:
    """Yield the language of each text by its ``id``; addresses have none."""
    for node in nodes:
        if isinstance(node, Text):
            yield id(node), language
        elif not (isinstance(node, Link) and plain_text(node.children) in (node.target, node.written)):
            own = node.lang if isinstance(node, Container | Span) else None
            yield from _languages(children(node), own or language)


def _with_line(block: Block, change: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Block:
    """Return a block with its own line changed, without those of blocks in it."""
    words = line(block)
    if not words or (made := change(words)) is words:
        return block
    match block:
        case Paragraph() | Heading():
            return replace(block, children=made)
        case QuestionAnswer():
            return replace(block, question=made)
        case Container():
            return replace(block, title=made)
        case Table() | Figure():
            return replace(block, caption=made)
        case _:
            return block


def _typeset_line(inlines: tuple[Inline, ...], languages: dict[int, str], rules: Rules) -> tuple[Inline, ...]:
    """Return a line with its edits; the words around a text count, whatever element they are in."""
    leaves = [node for node in walk(inlines) if not any(True for _ in children(node))]
    text = "".join(_shown(node, languages) for node in leaves)
    by_language = {tag: sorted(rules(text, tag)) for tag in {languages[id(n)] for n in leaves if id(n) in languages}}
    if not any(by_language.values()):
        return inlines
    made: dict[int, Text] = {}
    at = 0
    for node in leaves:
        end = at + len(_shown(node, languages))
        if isinstance(node, Text) and id(node) in languages:
            own = [(s - at, e - at, new) for s, e, new in by_language[languages[id(node)]] if at <= s and e <= end]
            made[id(node)] = _typeset_text(node, own) if own else node
        at = end
    return rebuild_inlines(inlines, lambda node: (made.get(id(node), node) if isinstance(node, Text) else node,))


def _shown(node: AnyNode, languages: dict[int, str]) -> str:
    if isinstance(node, Text):
        return node.text if id(node) in languages else _OBJECT
    return "\n" if isinstance(node, LineBreak) else _OBJECT


def _typeset_text(node: Text, edits: Sequence[Edit]) -> Text:
    chars, sources = _replaced(node.text, edits)
    offsets = offsets_of(node)
    if offsets is None:
        return replace(node, text="".join(chars))
    own = (*(offsets[at] for at in sources), offsets[-1])
    return replace(node, text="".join(chars), offsets=unless_one_by_one(own))


def _replaced(text: str, edits: Sequence[Edit]) -> tuple[list[str], list[int]]:
    """Return the characters of a text with its edits in order, and for each the index that it comes from."""
    chars: list[str] = []
    sources: list[int] = []
    at = 0
    for start, end, new in (*edits, (len(text), len(text), "")):
        if start < at:
            continue
        chars += [*text[at:start], *new]
        sources += [*range(at, start), *([start] * len(new))]
        at = end
    return chars, sources
