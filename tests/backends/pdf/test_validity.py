"""Each PDF meets what it claims, as an independent checker sees it."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from exporter.backends.pdf import BACKEND, PdfOptions
from exporter.model.document import Document
from exporter.model.nodes import Cell, Row, Table
from exporter.theme.files import Theme
from tests.backends.documents import paragraph
from tests.backends.pdf.conftest import render
from tests.backends.pdf.marks import untrue
from tests.backends.pdf.tagtree import TagTree


@pytest.mark.parametrize("theme", ["specworks", "plain", "book"])
@pytest.mark.parametrize("name", ["sample", "faq"])
def test_both_standards_at_once(name: str, theme: str, request: pytest.FixtureRequest) -> None:
    """One file is PDF/A-3a and PDF/UA-1, in each theme."""
    rendered = render(request.getfixturevalue(name), theme)
    assert rendered.standards == ("PDF/A-3a", "PDF/UA-1")
    assert untrue(rendered) == []


@pytest.mark.parametrize(
    "standard",
    [["a-2a", "ua-1"], ["a-3u"], ["a-2u"], ["a-2a"], ["ua-1"], ["a-4", "ua-2"], ["ua-2"], ["a-4"]],
    ids=" and ".join,
)
def test_every_standard_that_can_be_chosen(standard: list[str], sample: Document) -> None:
    """The options lead to files that meet what they name."""
    rendered = render(sample, standard=standard)
    assert len(rendered.standards) == len(standard)
    assert untrue(rendered) == []


@pytest.mark.parametrize(
    ("standard", "mistake"),
    [
        (["a-3a", "a-2a"], "one PDF/A standard"),
        (["ua-1", "ua-2"], "one PDF/UA standard"),
        (["a-3u", "ua-1"], "choose a-2a or a-3a beside ua-1"),
        (["a-3a", "ua-2"], "choose a-4 or a-4f beside ua-2"),
        (["a-4f", "ua-2"], "choose a-4, or 'attachments: source'"),
        (["pdf-9"], "Input should be"),
    ],
)
def test_impossible_combinations_are_refused(standard: list[str], mistake: str) -> None:
    """Options that no file can meet are an error that says why."""
    with pytest.raises(ValueError, match=mistake):
        PdfOptions.model_validate({"standard": standard})


def test_attachments_need_a_standard_that_allows_them() -> None:
    """PDF/A-2 and PDF/A-4 have none."""
    for standard in ("a-2a", "a-4"):
        with pytest.raises(ValueError, match="allows no attachments"):
            PdfOptions.model_validate({"standard": [standard], "attachments": "source"})


@pytest.mark.parametrize("standard", [["a-3a", "ua-1"], ["a-4f", "ua-2"]], ids=" and ".join)
def test_a_file_carries_its_source(sample: Document, standard: list[str]) -> None:
    """PDF/A-3 and PDF/A-4f carry the page's source, named once."""
    attached = replace(sample, attachments={"sample.md": b"# Sample\n"})
    rendered = render(attached, attachments="source", standard=standard)
    assert untrue(rendered) == []
    assert rendered.data
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        assert pdf.attachments["sample.md"].get_file().read_bytes() == b"# Sample\n"
        assert len(pdf.Root.AF) == 1


def test_plain_files_claim_nothing(sample: Document) -> None:
    """``standard: none`` gives a tagged file without a mark."""
    rendered = render(sample, standard="none")
    assert rendered.standards == ()
    assert rendered.data
    assert b"pdfuaid" not in rendered.data
    assert b"/StructTreeRoot" in rendered.data or b"ObjStm" in rendered.data


def test_without_the_hook_there_is_no_mark(sample: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WeasyPrint has lost the function that is wrapped, the file makes no promise, and a warning says so."""
    monkeypatch.setattr("exporter.backends.pdf.tags.available", lambda: False)
    rendered = render(sample)
    assert rendered.standards == ("PDF/A-3a",)
    assert [finding.code for finding in rendered.findings] == ["pdf-link-title", "pdf-unmarked"]
    assert rendered.data
    assert b"pdfuaid" not in rendered.data


def test_title_language_and_outline(faq: Document, faq_pdf: bytes) -> None:
    """Viewers show the title, know the language and offer sections with their questions."""
    with pikepdf.open(BytesIO(faq_pdf)) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == faq.title
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            assert titles == ["OMA & OMASpecWorks", "LwM2M", "Test Events", "Utilities"]
            assert outline.root[0].children[0].title == "Q. What is OMA SpecWorks?"
        assert all(page.Tabs == "/S" for page in pdf.pages)


def test_metadata_can_be_given(sample: Document) -> None:
    """Options take the place of what the document says about itself."""
    rendered = render(sample, metadata={"author": "DM WG", "keywords": ["one", "two"]})
    assert rendered.data
    with pikepdf.open(BytesIO(rendered.data)) as pdf:
        assert str(pdf.docinfo["/Author"]) == "DM WG"
        assert str(pdf.docinfo["/Keywords"]) == "one, two"


def test_environment_names_what_the_bytes_depend_on() -> None:
    """Cache keys hold the layout engine, the system libraries and the font packages."""
    assert {"weasyprint", "pango", "harfbuzz", "manimgx-fonts"} <= BACKEND.environment().keys()


def test_every_theme_is_laid_out_without_ignored_rules(sample: Document) -> None:
    """No rule of our own style sheets is unknown to the engine."""
    for theme in ("specworks", "plain"):
        found = BACKEND.render(sample, PdfOptions(), Theme(theme)).findings
        assert [finding.code for finding in found] == ["pdf-link-title"]  # of the page, not of a style sheet


def _cell(words: str, *, head: bool = False, rows: int = 1) -> Cell:
    return Cell(children=(paragraph(words),), scope="col" if head else None, rowspan=rows)


TABLES = {
    "a head alone": Table(head=(Row(cells=(_cell("a", head=True), _cell("b", head=True))),), body=()),
    "a foot alone": Table(head=(), body=(), foot=(Row(cells=(_cell("a"), _cell("b"))),)),
    "a head and a foot": Table(
        head=(Row(cells=(_cell("a", head=True), _cell("b", head=True))),),
        body=(),
        foot=(Row(cells=(_cell("c"), _cell("d"))),),
    ),
    "a row over two pages with an empty rest": Table(
        head=(Row(cells=(_cell("a", head=True), _cell("b", head=True))),),
        body=(
            Row(cells=(_cell("short"), _cell("short"))),
            Row(cells=(_cell("short"), Cell(children=tuple(paragraph(f"Line {n}.") for n in range(120))))),
        ),
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_that_bend_the_rules(kind: str) -> None:
    """Their files have the mark, and the tag tree has a body and rows of one width."""
    rendered = render(Document(title="T", body=(TABLES[kind],)))
    assert rendered.standards == ("PDF/A-3a", "PDF/UA-1")
    assert rendered.data is not None
    tree = TagTree.of(rendered.data)
    assert len(tree.all("TBody")) == 1
    assert {sum(tag.kind in ("TD", "TH") for tag in row.walk()) for row in tree.all("TR")} == {2}


def test_strict_readers_find_every_object(sample: Document) -> None:
    """Objects are where the cross-reference stream says, also behind those that the repair of the tags removed."""
    reader = PdfReader(BytesIO(render(sample).data), strict=True)
    assert len(reader.xref_objStm) > 100
    for number in reader.xref_objStm:
        reader.get_object(number)
