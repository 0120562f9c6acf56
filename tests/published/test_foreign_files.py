"""Files that the exporter never made: planted differences are found, and no others."""

from html import escape
from pathlib import Path

import docx
import pytest

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document
from exporter.published import Difference, compare, read_published
from exporter.published.document_parts import parts_of

ROOT = Path(__file__).resolve().parents[2]
STYLE = """
@page { size: 12cm 16cm; margin: 2cm;
        @top-center { content: "www.example.org" } @bottom-right { content: counter(page) " / " counter(pages) } }
body { font: 10pt sans-serif; hyphens: auto; text-align: justify }
"""
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@pytest.fixture(scope="module")
def faq() -> Document:
    """The seed's section of seven questions."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    found = next(e for e in flow.plan(Diagnostics()) if e.output == "faq/OMASpecWorks FAQ")
    document = flow.document(found)
    assert document is not None
    return document


def written(faq: Document) -> list[tuple[str, str]]:
    """Questions and answers as another author wrote them: the same words with straight quotes."""
    return [(part.title.translate(STRAIGHT), "\n".join(part.text).translate(STRAIGHT)) for part in parts_of(faq)]


def altered(faq: Document) -> list[tuple[str, str]]:
    """As ``written``, with one difference of each kind."""
    asked = written(faq)
    asked[0] = (asked[0][0], "This is the brand that came after the one before, and it makes work simpler.")
    asked[3] = (asked[3][0], asked[3][1].replace("It is an ideal match.", "It was an ideal match."))
    asked[4], asked[5] = asked[5], asked[4]
    asked[6] = ("Is there anything else to ask?", "There is always one more question.")
    return asked


DIFFERENT = [
    ("another text", "What is OMA SpecWorks?"),
    ("reworded", "Why merge with IPSO Alliance?"),
    ("missing", "What does OMA SpecWorks hope to accomplish?"),
    ("added", "Is there anything else to ask?"),
    ("reordered", "Is anyone else doing what OMA SpecWorks is doing?"),
]


def as_pdf(asked: list[tuple[str, str]], path: Path) -> Path:
    """A PDF without tags, in a narrow column with hyphens, headers and footers, and an introduction of its own."""
    from weasyprint import HTML

    body = "".join(f"<p><b>Q.&nbsp; {escape(q)}</b></p><p>{escape(a)}</p>" for q, a in asked)
    head = f"<html lang=en><style>{STYLE}</style><h1>FAQ</h1><p>Most of you will have seen this before.</p>"
    HTML(string=head + body).write_pdf(path)
    return path


def as_docx(asked: list[tuple[str, str]], path: Path) -> Path:
    """A Word file with numbered questions as bold paragraphs."""
    document = docx.Document()
    document.add_heading("FAQ")
    for number, (question, answer) in enumerate(asked, 1):
        document.add_paragraph().add_run(f"{number}. {question}").bold = True
        for line in answer.split("\n"):
            document.add_paragraph(line)
    document.save(str(path))
    return path


KINDS = {"pdf": as_pdf, "docx": as_docx}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_in_another_layout_are_no_difference(kind: str, faq: Document, tmp_path: Path) -> None:
    """Line breaks, hyphenation, straight quotes, numbers, headers and page numbers raise no alarm."""
    path = KINDS[kind](written(faq), tmp_path / f"faq.{kind}")
    assert compare(faq, read_published(path)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_planted_difference_is_found_and_no_other(kind: str, faq: Document, tmp_path: Path) -> None:
    """One of each kind, with the page's place and the words that differ."""
    path = KINDS[kind](altered(faq), tmp_path / f"faq.{kind}")
    found: list[Difference] = compare(faq, read_published(path))
    assert [(d.kind, d.question) for d in found] == DIFFERENT
    assert found[1].changes == (("was", "is"),)
    lines = [(d.pos.file, d.pos.start.line) for d in found if d.pos]
    text = (ROOT / "content/about/faq.md").read_text().splitlines()
    wanted = [question for kind, question in DIFFERENT if kind != "added"]
    assert lines == [("content/about/faq.md", text.index(f'  - q: "{q}"') + 1) for q in wanted]
