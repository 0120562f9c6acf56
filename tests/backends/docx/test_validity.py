"""Every kind of DOCX that the backend writes is valid."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.model.document import Document, Review
from exporter.model.nodes import (
    Block,
    BlockChange,
    Container,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Revision,
    Table,
    Text,
)
from tests.backends.documents import bullets, faq_document, paragraph, question, sample_document, text
from tests.backends.docx.opened import audit, rendered

FORMS = {
    "review": {},
    "plain": {"review": False},
    "everything": {"toc": "always", "toc_pages": True, "line_numbers": True, "watermark": "For comment"},
}
ADA, BEN = {"author": "Ada", "date": "2026-01-02T03:04:05Z"}, {"author": "Ben", "date": "2026-01-03"}


def redline() -> Document:
    """A document with every kind of change: words, links, paragraphs, lists, tables, questions, moves."""

    def put(change: str, block: Block, move: str | None = None) -> Block:
        return replace(block, change=BlockChange(change=change, move=move, **ADA))  # type: ignore[arg-type]

    mixed: tuple[Inline, ...] = (
        *text("The "),
        Revision(change="deleted", children=text("old "), **BEN),
        Revision(change="inserted", children=text("new "), **BEN),
        Link(
            target="https://www.example.org/",
            children=(*text("li"), Revision(change="inserted", children=text("nk"), **ADA)),
        ),
    )
    table = next(b for b in sample_document().body if isinstance(b, Table))
    moved = question(2, "Which question moved?", paragraph("This one, with its list."), bullets("one", "two"))
    body = (
        Heading(level=2, children=text("Changes"), anchor="changes"),
        Paragraph(children=mixed),
        put("inserted", paragraph("A paragraph that is new.")),
        put("deleted", bullets("gone", "gone too")),
        put("inserted", table),
        put("inserted", Container(role="alert-tip", label=True, children=(paragraph("New advice."),))),
        put("deleted", moved, "1"),
        question(1, "What stays?", paragraph("Some do.")),
        put("inserted", moved, "1"),
        List(items=(ListItem(children=(put("deleted", paragraph("An item's words.")),)),)),
    )
    return Document(title="Changes", body=body, labels={})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("make", [sample_document, faq_document, redline])
def test_no_validator_finds_a_fault(make: object, form: str, tmp_path: Path) -> None:
    """openxml-audit, ooxml-integrity and our own rules find nothing in any form of any document."""
    document = make()  # type: ignore[operator]
    assert audit(rendered(replace(document, toc_pages=(2,) * len(document.toc)), **FORMS[form]), tmp_path) == []


def test_cover_and_notice_are_valid(tmp_path: Path) -> None:
    """A cover page with a picture and a notice to reviewers is valid."""
    sample = sample_document()
    review = Review(instructions="Please look at the numbers.\n\nSend it back to us.", until="2026-02-01")
    picture = next(b for b in sample.body if hasattr(b, "image")).image
    assert audit(rendered(replace(sample, cover=True, review=review, picture=picture)), tmp_path) == []


@pytest.mark.parametrize(
    "body",
    [
        (),
        (Paragraph(children=()),),
        (List(items=(ListItem(children=()),)),),
        (List(items=(ListItem(children=(bullets("in"),)),)),),
        (Table(head=(), body=()),),
        (Container(role="alert-note", children=(), label=True),),
        (Container(role="nobody-knows", children=(paragraph("in"),), title=text("Title")),),
        (QuestionAnswer(number=1, anchor="a", question=(), answer=()),),
        (Paragraph(children=(Text(text="a\tb\nc  d "), Text(text=""))),),
    ],
)
def test_edges_are_valid(body: tuple[Block, ...], tmp_path: Path) -> None:
    """Empty and odd content makes a file that opens all the same."""
    assert audit(rendered(Document(title="Edges", body=body)), tmp_path) == []


def test_deep_nesting_is_valid(tmp_path: Path) -> None:
    """Lists deeper than the nine levels that Word has stay lists."""
    nested: Block = paragraph("innermost")
    for _ in range(12):
        nested = List(items=(ListItem(children=(paragraph("level"), nested)),), ordered=True)
    assert audit(rendered(Document(title="Deep", body=(nested,))), tmp_path) == []
