"""Content that is not accessible is found at the line of the page; its file has no PDF/UA mark, or is not written."""

import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from exporter.assets import read_picture
from exporter.diagnostics import Severity
from exporter.model.document import Asset, Document
from exporter.model.nodes import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Container,
    Heading,
    Image,
    Link,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Span,
    Table,
    Text,
)
from exporter.model.position import Point, Pos
from tests.backends.documents import assets, paragraph, text
from tests.backends.pdf.conftest import render
from tests.backends.pdf.marks import untrue
from tests.backends.pdf.tagtree import TagTree

HERE = Pos("page.md", Point(7, 3, 90), Point(7, 30, 117))
THERE = Pos("page.md", Point(1, 1, 0), Point(1, 1, 0))


def document(*body: Block, **fields: Any) -> Document:
    """A document of these blocks that is else without fault."""
    return Document(**{"title": "A title", "body": body, "assets": assets(), "pos": THERE, **fields})


def image(**fields: Any) -> Paragraph:
    """A paragraph with a picture."""
    return Paragraph(children=(Image(**{"asset": "diagram.png", "alt": "", "pos": HERE, **fields}),))


def heading(level: int) -> Heading:
    """A heading at the place that tests look for."""
    return Heading(level=level, children=text("A heading"), anchor=f"h{level}", pos=HERE)


def row(*cells: Cell) -> Row:
    """A row of these cells."""
    return Row(cells=cells)


FAULTS = {
    "pdf-title": document(paragraph("x"), title=" "),
    "pdf-language": document(paragraph("x"), language="english language"),
    "pdf-alt-text": document(image()),
    "pdf-picture": document(image(asset="none.png", alt="A picture")),
    "pdf-heading-order": document(heading(2), heading(4)),
    "pdf-table-shape": document(
        Table(head=(), body=(row(Cell(children=()), Cell(children=())), row(Cell(children=()))), pos=HERE)
    ),
    "pdf-glyph": document(Paragraph(children=(Text(text="a \U00013000 sign", pos=HERE),))),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_an_error_where_the_mark_is_demanded(code: str) -> None:
    """A named standard is met or there is an error at the fault's place; a missing picture is always one."""
    rendered = render(FAULTS[code], standard=["a-3a", "ua-1"])
    assert [(f.code, f.severity) for f in rendered.findings if f.code != "pdf-unmarked"] == [(code, Severity.ERROR)]
    assert rendered.findings[0].pos is not None
    assert rendered.findings[0].pos.start.line == (1 if code in ("pdf-title", "pdf-language") else 7)
    assert rendered.findings[0].hint


@pytest.mark.parametrize("code", sorted(FAULTS.keys() - {"pdf-picture"}))
def test_by_default_a_fault_takes_the_mark_alone(code: str) -> None:
    """The file keeps PDF/A; one warning at the fault's place says that the mark is missing."""
    rendered = render(FAULTS[code])
    assert rendered.data is not None
    assert (rendered.standards, rendered.unmet) == (("PDF/A-3a",), ("PDF/UA-1",))
    assert [(f.code, f.severity) for f in rendered.findings] == [(code, Severity.WARNING)]
    assert rendered.findings[0].message.endswith("the PDF has no PDF/UA mark")
    assert b"pdfuaid" not in rendered.data


@pytest.mark.parametrize("code", ["pdf-alt-text", "pdf-heading-order"])
def test_without_the_mark_faults_are_warnings(code: str) -> None:
    """A file that promises nothing is written with a warning, and no standard is unmet."""
    rendered = render(FAULTS[code], standard="none")
    assert rendered.data is not None
    assert rendered.unmet == ()
    assert [(f.code, f.severity) for f in rendered.findings] == [(code, Severity.WARNING)]


def test_a_missing_picture_is_an_error_without_the_mark_too() -> None:
    """A picture is never left out in silence."""
    assert render(FAULTS["pdf-picture"], standard="none").data is None


def test_a_picture_without_words_is_no_decoration() -> None:
    """A picture without alternative text stays a figure of the tag tree: readers learn that it is there."""
    rendered = render(FAULTS["pdf-alt-text"])
    assert rendered.data is not None
    assert [figure.alt for figure in TagTree.of(rendered.data).all("Figure")] == [""]


def test_a_character_without_a_glyph_is_shown_by_its_code() -> None:
    """In the text, in code and in the title alike."""
    sign = "\U00013000"
    words = (Paragraph(children=(Text(text=f"a{sign}b "), Code(text=f"c{sign}"))), CodeBlock(text=f"d{sign}"))
    rendered = render(document(*words, title=f"Sign {sign}"))
    assert rendered.data is not None
    shown = "".join(pypdf.PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text().split())
    assert shown.startswith("Sign[U+13000]aU+13000bc[U+13000]d[U+13000]")


def test_a_glyph_is_missed_at_its_column() -> None:
    """The finding names the character and points to it."""
    (finding,) = render(FAULTS["pdf-glyph"]).findings
    assert finding.message.startswith("no font has the character U+13000 egyptian hieroglyph a001")
    assert finding.pos
    assert (finding.pos.start.column, finding.pos.start.offset) == (5, 92)


def test_words_of_a_drawing_have_glyphs_or_it_is_a_picture() -> None:
    """A fallback family gives them; a character of no family is missed at the picture, and breaks no PDF/A."""
    for words, codes in (("مر", []), ("\U00013000", ["pdf-glyph"])):
        data = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">{words}</text></svg>'.encode()
        )
        drawing = read_picture("words.svg", data)
        rendered = render(document(image(asset="words.svg", alt="Words"), assets={"words.svg": drawing}))
        assert [f.code for f in rendered.findings] == codes
        assert all(f.pos == HERE for f in rendered.findings)
        assert ("PDF/UA-1" in rendered.standards) is (not codes)
        assert untrue(rendered) == []


def test_strings_are_as_long_as_the_format_allows() -> None:
    """The description of a link is cut, and so is an alternative text, with a finding."""
    many = "wörd " * 9000
    link = Link(target="https://www.example.org/", children=text("x"), title=many, pos=HERE)
    rendered = render(document(Paragraph(children=(link,)), image(alt=many)))
    assert [f.code for f in rendered.findings if f.code != "pdf-link-title"] == ["pdf-alt-text"]
    assert rendered.standards == ("PDF/A-3a",)
    assert untrue(rendered) == []


@pytest.mark.parametrize(
    ("sign", "shown", "codes"), [("\u2028", "a b", []), (" \u2029 ", "a b", []), ("\ufff9", "aU+FFF9b", ["pdf-glyph"])]
)
def test_a_character_that_the_engine_cannot_draw(sign: str, shown: str, codes: list[str]) -> None:
    """The fonts seem to have it or not to need it: a blank stands for the invisible one, another is missed."""
    rendered = render(document(paragraph(f"a{sign}b")))
    assert [f.code for f in rendered.findings] == codes
    assert untrue(rendered) == []
    assert rendered.data
    words = pypdf.PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text()
    assert shown.replace(" ", "") in "".join(words.split())


def test_a_substitute_is_a_loss() -> None:
    """Characters with a stand-in are replaced, and the writer is told."""
    rendered = render(document(Paragraph(children=(Text(text="made on a \uf8ff", pos=HERE),))))
    assert rendered.data
    assert [(f.code, f.severity) for f in rendered.findings] == [("pdf-substitute", Severity.LOSS)]
    assert "'Apple' replaces it" in rendered.findings[0].message


def test_links_that_lead_nowhere_are_warned_of() -> None:
    """A link to a place that is not there, and one without words."""
    links = (
        Link(target="#nowhere", children=text("x"), pos=HERE),
        Link(target="https://www.example.org/", children=(Text(text=" "),), pos=HERE),
    )
    rendered = render(document(Paragraph(children=links)))
    assert rendered.data
    assert sorted(f.code for f in rendered.findings) == ["pdf-anchor", "pdf-empty-link"]


def test_a_picture_that_cannot_be_drawn_is_an_error_at_its_line() -> None:
    """Lines of WeasyPrint's log become findings of the page."""
    broken = Asset(name="broken.png", media_type="image/png", data=b"no picture", width=1, height=1)
    rendered = render(document(image(asset="broken.png", alt="A picture"), assets={"broken.png": broken}))
    assert rendered.data is None
    assert [(f.code, f.pos) for f in rendered.findings] == [("pdf-picture", HERE)]


def test_deep_nesting_is_an_error() -> None:
    """A page that no layout can take ends in a finding, not in a traceback."""
    block: Block = paragraph("inside")
    for _ in range(300):
        block = Quote(children=(block,))
    rendered = render(document(block))
    assert rendered.data is None
    assert [f.code for f in rendered.findings] == ["pdf-depth"]


@pytest.mark.parametrize("tag", ["en", "de-CH", "zh-Hans-CN", "pt-BR", "de-CH-1901", "x-klingon", "e", "en_US"])
def test_language_tags(tag: str) -> None:
    """BCP 47 tags pass, other things do not."""
    found = render(document(paragraph("x"), language=tag), standard="ua-1").findings
    assert ("pdf-language" in [f.code for f in found]) is (tag in ("e", "en_US", "x-klingon"))


def test_language_of_passages_is_checked() -> None:
    """A passage's own language is a BCP 47 tag too."""
    passage = Paragraph(children=(Span(children=text("x"), lang="Deutsch!", pos=HERE),))
    assert [f.code for f in render(document(passage)).findings] == ["pdf-language"]
    assert [f.code for f in render(document(Container(role="box", children=(), lang="!", pos=HERE))).findings] == [
        "pdf-language"
    ]


def test_questions_are_headings_of_the_outline() -> None:
    """A question may not skip a level either."""
    question = QuestionAnswer(
        number=1, anchor="q", question=text("Why?"), answer=(paragraph("So."),), level=4, pos=HERE
    )
    assert [f.code for f in render(document(question)).findings] == ["pdf-heading-order"]


def test_findings_do_not_change_the_document() -> None:
    """Rendering is a function: the document is what it was."""
    whole = document(paragraph("x"))
    before = replace(whole)
    render(whole)
    assert whole == before
