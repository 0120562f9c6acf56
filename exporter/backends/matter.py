"""What stands before and after a document's body, as nodes: for formats that have no places of their own for it."""

from collections.abc import Iterator, Mapping

from exporter.model.document import Document
from exporter.model.nodes import Block, Cell, Heading, Inline, Link, Paragraph, Row, Table, Text

STATUS_WORDS = ("draft", "candidate", "approved", "final", "historic", "superseded")
LEVEL = 2  # of the headings


def front_matter(document: Document, words: Mapping[str, str]) -> Iterator[Block]:
    """The picture of the head and, in a line, identifier, date and status; ``words`` are the generated ones."""
    if document.picture is not None:
        yield Paragraph(children=(document.picture,))
    control = document.control
    known = {"identifier": control.identifier, "date": control.date, "status": status_word(control.status, words)}
    line = " · ".join(f"{words[key]}: {value}" for key, value in known.items() if value)
    if line:
        yield Paragraph(children=(Text(text=line),))


def back_matter(document: Document, words: Mapping[str, str]) -> Iterator[Block]:
    """The page's address, the revision history and the legal notice."""
    control = document.control
    if control.address:
        address = Link(target=control.address, children=(Text(text=control.address),))
        yield Paragraph(children=(Text(text=f"{words['source']}: "), address))
    if control.history:
        yield _heading("revision_history", words)
        head = _row(*(words[key] for key in ("version", "date", "change")))
        yield Table(head=(head,), body=tuple(_row(e.version, e.date, e.text) for e in control.history))
    if control.legal:
        yield _heading("legal", words)
        yield from (Paragraph(children=(Text(text=text),)) for text in control.legal)


def status_word(status: str, words: Mapping[str, str]) -> str:
    """The status as the document's language has it; one of the user's own stays as written."""
    return words.get(status.lower(), status) if status.lower() in STATUS_WORDS else status


def _heading(key: str, words: Mapping[str, str]) -> Heading:
    return Heading(level=LEVEL, children=(Text(text=words[key]),), anchor=f".{key}")


def _row(*values: str) -> Row:
    def cell(inline: Inline) -> Cell:
        return Cell(children=(Paragraph(children=(inline,)),))

    return Row(cells=tuple(cell(Text(text=value)) for value in values))
