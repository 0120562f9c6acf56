"""Tracked changes between two states of a document: rejecting all gives the old words, accepting all the new."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.model.document import Document, Footnote
from exporter.model.nodes import (
    BlockChange,
    Container,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    QuestionAnswer,
    Text,
)
from exporter.model.walk import rebuild
from exporter.transforms.redline import redline
from tests.backends.documents import faq_document, paragraph, question, sample_document
from tests.backends.docx.opened import audit, rendered
from tests.review.accepted_text import accepted_text, rejected_text

STAMP = {"author": "Ada Lovelace", "date": "2026-01-02T03:04:05Z"}


def reworded(document: Document) -> Document:
    """Other words in every third text."""
    count = iter(range(10_000))
    body = rebuild(
        document.body,
        inline=lambda n: (
            (replace(n, text=n.text.replace("e", "ee", 1)),) if isinstance(n, Text) and next(count) % 3 == 0 else (n,)
        ),
    )
    return replace(document, body=body)


def shortened(document: Document) -> Document:
    """Without every fourth block."""
    return replace(document, body=tuple(b for at, b in enumerate(document.body) if at % 4 != 3))


def grown(document: Document) -> Document:
    """With a question, a paragraph and list items that are new."""
    new = question(99, "What is new here?", paragraph("This answer is."))
    lists = rebuild(
        document.body, lambda b: (replace(b, items=(*b.items, b.items[0])),) if isinstance(b, List) else (b,)
    )
    return replace(document, body=(paragraph("A new start."), *lists, new))


def turned(document: Document) -> Document:
    """With the first two questions the other way round."""
    at = [n for n, b in enumerate(document.body) if isinstance(b, QuestionAnswer)][:2]
    body = list(document.body)
    body[at[0]], body[at[1]] = body[at[1]], body[at[0]]
    return replace(document, body=tuple(body))


def words_only(lines: list[str]) -> list[str]:
    """The lines that have words."""
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("change", [reworded, shortened, grown, turned])
@pytest.mark.parametrize("make", [faq_document, sample_document])
def test_both_texts_are_in_the_file(make: object, change: object, tmp_path: Path) -> None:
    """The file is valid; its old and new texts are those of files made from the old and the new document."""
    old = replace(make(), toc=())  # type: ignore[operator]
    new = change(old)  # type: ignore[operator]
    files = {"old": old, "new": new, "changes": redline(old, new, **STAMP)}
    for name, document in files.items():
        (tmp_path / f"{name}.docx").write_bytes(rendered(document))
    changes = tmp_path / "changes.docx"
    assert words_only(rejected_text(changes)) == words_only(accepted_text(tmp_path / "old.docx"))
    assert words_only(accepted_text(changes)) == words_only(accepted_text(tmp_path / "new.docx"))
    assert audit(changes.read_bytes(), tmp_path) == []


def test_a_changed_word_is_tracked_as_such(tmp_path: Path) -> None:
    """A paragraph with one changed word has one deletion and one insertion, with author and date."""
    old = Document(title="One", body=(Paragraph(children=(Text(text="We meet on Monday in Lisbon."),)),))
    new = replace(old, body=(Paragraph(children=(Text(text="We meet on Friday in Lisbon."),)),))
    data = rendered(redline(old, new, **STAMP))
    (tmp_path / "a.docx").write_bytes(data)
    assert "We meet on Friday in Lisbon." in accepted_text(tmp_path / "a.docx")
    assert audit(data, tmp_path) == []


def test_what_is_taken_out_is_taken_out_whole(tmp_path: Path) -> None:
    """A deleted block also deletes its marks of notes, the words of missing pictures and its headings."""
    gone = BlockChange(change="deleted", author="Ada", date="2026-01-02")
    mark = FootnoteReference(label="a", number=1)
    link = Link(target="#a", children=(Text(text="there"),))
    body = (
        Paragraph(children=(Text(text="Kept"), mark)),
        Paragraph(children=(Text(text="Gone"), mark, link), change=gone),
        Figure(image=Image(asset="gone.png", alt="A map"), caption=(), change=gone),
        Container(role="box", children=(Heading(level=2, anchor="a", children=(Text(text="A"),)),), change=gone),
    )
    notes = (Footnote(label="a", number=1, children=(paragraph("The note."),)),)
    assert audit(rendered(Document(title="T", body=body, footnotes=notes)), tmp_path) == []
