"""The items of a document that a person judges: pictures, links, the outline, tables, languages, passages.

An item's name has a hash of the words, picture and order that are judged and of nothing else, so that an answer holds
as long as the item is the same, in every export that has it and with every version of the exporter. Looks are judged in
whole files, whose name has the hash of their bytes, and in books, whose name has the theme.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from exporter.backends.front_back import control_table, logo, rows_table, sections
from exporter.model.document import Document
from exporter.model.motion import moves
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    Container,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    QuestionAnswer,
    Row,
    Span,
    Table,
    Text,
)
from exporter.model.passages import Head, flow, heads, title
from exporter.model.position import Pos
from exporter.model.text_lines import line, printed_lines
from exporter.model.walk import every_node, plain_text, walk

SAMPLE = 240  # characters of a document that show its language
DIGITS = 12  # of the hash in a name: a project has thousands of items, not millions


class ItemKind(StrEnum):
    """The kinds of items; a page of paper is an item of the PDF, a book one of the EPUB, a file one of its own."""

    PICTURE = "picture"
    MOTION = "motion"
    LINK = "link"
    OUTLINE = "outline"
    READING_ORDER = "reading-order"
    TABLE = "table"
    LANGUAGE = "language"
    PASSAGE = "passage"
    BOOK = "book"
    FILE = "file"


# the words for one item of each kind
NOUNS = {kind: str(kind) for kind in ItemKind} | {ItemKind.MOTION: "moving picture", ItemKind.READING_ORDER: "page"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: ``words`` and ``lines`` are judged, ``context`` is around them; ``asset`` names the picture.

    ``page`` is the number of a page of paper. ``fault`` says why the item fails the criterion ``fails`` anyway.
    """

    kind: ItemKind
    digest: str
    words: str
    lines: tuple[str, ...] = ()
    context: str = ""
    asset: str = ""
    page: int | None = None
    pos: Pos | None = None
    fault: str = ""
    fails: str = ""

    @property
    def name(self) -> str:
        """The name by which answers know the item."""
        return f"{self.kind}-{self.digest}"


def item(kind: ItemKind, words: str, *judged: str, **facts: object) -> Item:
    """Return an item named by ``words`` and everything else that is ``judged``."""
    text = "\0".join((words, *judged)).encode("utf-8", "surrogatepass")
    made = Item(kind=kind, digest=hashlib.sha256(text).hexdigest()[:DIGITS], words=words)
    return replace(made, **facts)  # type: ignore[arg-type]


def file_item(sha256: str, name: str) -> Item:
    """Return the item of a whole file."""
    return Item(kind=ItemKind.FILE, digest=sha256[:DIGITS], words=name)


def book_item(title: str, items: Iterable[Item], looks: Iterable[str] = ()) -> Item:
    """Return the item of a whole book, named by the ``items`` in it and by the hashes of its ``looks``.

    Its file is none: that changes by the claim to conform, which answers about all items allow.
    """
    return item(ItemKind.BOOK, title, *(one.name for one in items), *looks)


def document_items(document: Document) -> tuple[Item, ...]:
    """Return the items of a document, each once, in reading order within its kind."""
    found = (one for make in _MAKERS for one in make(document))
    return tuple({one.name: one for one in reversed(list(found))}.values())[::-1]


def _words(nodes: Iterable[AnyNode]) -> str:
    return " ".join(plain_text(nodes).split())


def _in_context(document: Document) -> Iterator[tuple[Inline, str]]:
    """Yield each inline with the words of its line."""
    for node in every_node(document):
        if own := line(node):
            words = _words(own)
            yield from ((inline, words) for inline in walk(own))  # type: ignore[misc] # a line has inlines alone
        if isinstance(node, Figure):
            yield node.image, _words(node.caption)


def _pictures(document: Document) -> Iterator[Item]:
    head = ((image, "the head of the document") for image in (logo(document), document.picture) if image)
    for image, context in (*head, *_in_context(document)):
        asset = document.assets.get(image.asset) if isinstance(image, Image) else None
        if asset is None or not isinstance(image, Image):
            continue
        digest, words = hashlib.sha256(asset.data).hexdigest(), "" if image.decorative else image.alt
        bare = not (words.strip() or image.decorative)
        fault = "it has no alternative text and is not marked as decoration" if bare else ""
        facts = {"asset": image.asset, "context": context, "pos": image.pos, "fault": fault, "fails": "1.1.1"}
        yield item(ItemKind.PICTURE, words, digest, "decoration" if image.decorative else "", **facts)
        if moves(asset):
            yield item(ItemKind.MOTION, words, digest, asset=image.asset, context=context, pos=image.pos)


def _links(document: Document) -> Iterator[Item]:
    for node, context in _in_context(document):
        if isinstance(node, Link):
            words = _words(node.children) or node.title
            fault = "" if words else "it has no words"
            facts = {"lines": (node.target,), "context": context, "pos": node.pos, "fault": fault, "fails": "2.4.4"}
            yield item(ItemKind.LINK, words, node.target, context, **facts)


def _outline(document: Document) -> Iterator[Item]:
    levels = [(head.level, _words(title(head))) for head in heads(document.body)]
    lines = tuple(f"{'    ' * max(0, level - 2)}{words}" for level, words in levels)
    yield item(ItemKind.OUTLINE, document.title, *(f"{level} {words}" for level, words in levels), lines=lines)


def _tables(document: Document) -> Iterator[Item]:
    for node in every_node(document):
        if isinstance(node, Table):
            yield _table(node, _words(node.caption) or "a table without a caption")


def generated_tables(document: Document, words: Mapping[str, str]) -> Iterator[Item]:
    """Yield the items of the tables that the exporter adds to a document: the facts of its head, and its history."""
    if control := control_table(document, words):
        table = rows_table((fact.word, (Text(text=fact.value),)) for fact in control)
        yield _table(table, "the table in the head of the document")
    for section in sections(document, words):
        yield from (_table(block, section.heading) for block in section.blocks if isinstance(block, Table))


def _table(table: Table, words: str) -> Item:
    lines = tuple(_row(row) for row in (*table.head, *table.body, *table.foot))
    return item(ItemKind.TABLE, words, *lines, lines=lines, pos=table.pos)


def _row(row: Row) -> str:
    return " | ".join(_cell(cell) for cell in row.cells)


def _cell(cell: Cell) -> str:
    words = " ".join(" ".join(printed_lines(cell.children)).split())
    return f"{words} (header of its {_SCOPES[cell.scope]})" if cell.scope else words


_SCOPES = {"col": "column", "row": "row", "colgroup": "columns", "rowgroup": "rows"}


def _languages(document: Document) -> Iterator[Item]:
    sample = " ".join(" ".join(printed_lines(document.body)).split())
    shown = " ".join((document.title, sample[:SAMPLE].rpartition(" ")[0] if len(sample) > SAMPLE else sample)).strip()
    yield item(ItemKind.LANGUAGE, document.language, shown, context=shown)
    for node in every_node(document):
        if isinstance(node, Span | Container) and node.lang:
            inline = isinstance(node, Span)
            text = _words(node.children) if inline else " ".join(" ".join(printed_lines((node,))).split())
            yield item(ItemKind.LANGUAGE, node.lang, text, context=text, pos=node.pos)


def _passages(document: Document) -> Iterator[Item]:
    head: Head | None = None
    own: list[Block] = []
    for block in flow(document.body):
        if isinstance(block, Heading | QuestionAnswer):
            yield from _passage(head, own)
            head, own = block, list(block.answer) if isinstance(block, QuestionAnswer) else []
        else:
            own.append(block)
    yield from _passage(head, own)
    for note in document.footnotes:
        yield from _passage(None, note.children, f"note {note.number}")


def _passage(
    head: Head | None, blocks: Iterable[Block], name: str = "the text before the first heading"
) -> Iterator[Item]:
    """Yield the text under a heading or question, if there is any."""
    if lines := tuple(text for text in (" ".join(text.split()) for text in printed_lines(blocks)) if text):
        words, pos = (_words(title(head)), head.pos) if head else (name, None)
        yield item(ItemKind.PASSAGE, words, *lines, lines=lines, pos=pos)


_MAKERS = (_pictures, _links, _outline, _tables, _languages, _passages)
