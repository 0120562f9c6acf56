"""Front and back matter of a document as data, in words of its language; each format prints it by its own means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exporter.model.document import Document
from exporter.model.nodes import Block, Cell, Heading, Image, Inline, Link, Paragraph, Row, Strong, Table, Text
from exporter.theme.files import Theme
from exporter.theme.labels import labels

STATUSES = ("draft", "review", "candidate", "approved", "final", "historic", "superseded")
"""The statuses with words in each language."""
IN_HEAD = ("identifier", "version", "date", "status")
"""The facts that every format shows in the head."""
FRAME = ("working_group", "supersedes", "comment_period", "contacts")
"""The facts that make a table of the head, as standards bodies have it."""
LEVEL = 2  # of the headings behind the body

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of document control: its key and the word for it, its value and the value's link target or ''."""

    key: str
    word: str
    value: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class BackSection:
    """A section behind the body: its key, its heading and its blocks."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


def generated_words(document: Document, theme: Theme) -> dict[str, str]:
    """Return the generated words by key: the document's own over the theme's words in its language."""
    return {**labels(theme, document.language), **document.labels}


def facts(document: Document, words: Words, *keys: str) -> tuple[Fact, ...]:
    """Return the known facts among ``keys``, in this order."""
    control = document.control
    values = {
        "identifier": control.identifier,
        "version": control.version,
        "working_group": control.working_group,
        "supersedes": ", ".join(control.supersedes),
        "comment_period": control.comment_period.replace("/", " – "),
        "contacts": ", ".join(control.contacts),
        "date": control.date,
        "status": status_word(control.status, words),
        "publisher": document.publisher,
        "source": control.address or control.source,
        "section": control.section,
        "source_date": control.source_date,
    }
    return tuple(
        Fact(key, words[key], values[key], control.address if key == "source" else "") for key in keys if values[key]
    )


def control_table(document: Document, words: Words) -> tuple[Fact, ...]:
    """Return the facts of the head for a table; empty for a document whose few facts stand in a line."""
    if document.control.request:
        return tuple(Fact(f.name, f.word, f.value) for f in document.control.request if f.word and f.value)
    return facts(document, words, *IN_HEAD, *FRAME) if facts(document, words, *FRAME) else ()


def status_word(status: str, words: Words) -> str:
    """Return the status in the document's language; a status of the user's own stays as written."""
    return words.get(status.lower(), status) if status.lower() in STATUSES else status


def is_draft(document: Document) -> bool:
    """Whether the document is a draft, whose pages carry a mark."""
    return document.control.status.lower() == "draft"


def draft_word(document: Document, words: Words) -> str:
    """Return the word that marks a draft, empty for other documents."""
    return status_word(document.control.status, words).upper() if is_draft(document) else ""


def author(document: Document) -> str:
    """Return the author that the file names."""
    return document.author or document.publisher


def owner(document: Document) -> str:
    """Return the owner that the file names."""
    return document.publisher or document.author


def changed(document: Document) -> str:
    """Return the date of the last change of the words, '' if it is not known."""
    return document.control.source_date or document.control.date


def logo(document: Document) -> Image | None:
    """Return the logo; its alternative text is the publisher, without one it is decorative."""
    if not document.logo:
        return None
    return Image(asset=document.logo, alt=document.publisher, decorative=not document.publisher)


def review_notice(document: Document, words: Words) -> tuple[str, ...]:
    """Return the request to reviewers: a line about the date, then the lines of the instructions."""
    review = document.review
    if not (review.instructions or review.until):
        return ()
    first = words["review_until"].replace("{date}", review.until) if review.until else words["review"]
    return (first, *(line.strip() for line in review.instructions.splitlines() if line.strip()))


def sections(document: Document, words: Words) -> Iterator[BackSection]:
    """Yield the revision history and the legal notice, if the document has them."""
    control = document.control
    if control.history:
        head = _row(*(words[key] for key in ("version", "date", "change")), scope="col")
        rows = tuple(_row(entry.version, entry.date, entry.text) for entry in control.history)
        yield BackSection("revision_history", words["revision_history"], (Table(head=(head,), body=rows),))
    if control.legal:
        notice = tuple(Paragraph(children=(Text(text=text),), role="note") for text in control.legal)
        yield BackSection("legal", words["legal"], notice)


def rows_table(known: Iterable[tuple[str, tuple[Inline, ...]]]) -> Table:
    """Return facts below each other: the word for each is the header of its row."""
    rows = (Row(cells=(_cell(Text(text=word), scope="row"), _cell(*value))) for word, value in known)
    return Table(head=(), body=tuple(rows))


def facts_table(known: Sequence[tuple[str, tuple[Inline, ...]]]) -> Table:
    """Return facts side by side: a header row of the words for them, and a row of their values."""
    head = _row(*(word for word, _ in known), scope="col")
    return Table(head=(head,), body=(Row(cells=tuple(_cell(*value) for _, value in known)),))


def table_of(head: Iterable[str], rows: Iterable[Iterable[tuple[Inline, ...]]], widths: tuple[str, ...] = ()) -> Table:
    """Return a table of rows below a row of headers."""
    body = tuple(Row(cells=tuple(_cell(*value) for value in row)) for row in rows)
    return Table(head=(_row(*head, scope="col"),), body=body, widths=widths)


def _row(*values: str, scope: str | None = None) -> Row:
    return Row(cells=tuple(_cell(Text(text=value), scope=scope) for value in values))


def _cell(*words: Inline, scope: str | None = None) -> Cell:
    return Cell(children=(Paragraph(children=words),), scope=scope)  # type: ignore[arg-type]


# --- as blocks, for formats without own means ----------------------------------------------------------------------


def front_blocks(document: Document, words: Words) -> Iterator[Block]:
    """Yield the mark of a draft, the picture of the head and the facts of the head, in a line or a table."""
    if mark := draft_word(document, words):
        yield Paragraph(children=(Strong(children=(Text(text=mark),)),))
    if document.picture is not None:
        yield Paragraph(children=(document.picture,))
    if table := control_table(document, words):
        yield rows_table((fact.word, (Text(text=fact.value),)) for fact in table)
    elif line := " · ".join(f"{fact.word}: {fact.value}" for fact in facts(document, words, *IN_HEAD)):
        yield Paragraph(children=(Text(text=line),))


def back_blocks(document: Document, words: Words) -> Iterator[Block]:
    """Yield the page's address, the revision history and the legal notice."""
    for fact in facts(document, words, "source"):
        if fact.address:
            address = Link(target=fact.address, children=(Text(text=fact.value),))
            yield Paragraph(children=(Text(text=f"{fact.word}: "), address))
    for section in sections(document, words):
        yield Heading(level=LEVEL, children=(Text(text=section.heading),), anchor=f".{section.key}")
        yield from section.blocks
