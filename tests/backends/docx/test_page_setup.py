"""Page setup, contents, front and back, core properties."""

from dataclasses import replace

import pytest

from exporter.backends.docx.page_setup import page_size
from exporter.model.document import Control, Document
from exporter.model.nodes import Figure
from exporter.ooxml.names import qname
from tests.backends.documents import faq_document, paragraph, sample_document
from tests.backends.docx.opened import Opened, rendered, words


@pytest.mark.parametrize(
    ("css", "size"),
    [
        ("A4", (11906, 16838)),
        ("Letter", (12240, 15840)),
        ("letter landscape", (15840, 12240)),
        ("210mm 297mm", (11906, 16838)),
        ("8.5in 11in", (12240, 15840)),
        ("", (11906, 16838)),
    ],
)
def test_page_sizes(css: str, size: tuple[int, int]) -> None:
    """A CSS page size gives the same page in Word."""
    assert page_size(css) == size


def test_contents_are_filled_in_and_prompt_for_nothing() -> None:
    """The contents are a field with its entries as links, without page numbers; Word is not told to update it."""
    opened = Opened(rendered(faq_document()))
    lines = [(style, w) for style, w in opened.paragraphs() if style.startswith("TOC")]
    assert lines[:3] == [
        ("TOCHeading", "Contents"),
        ("TOC1", "OMA & OMASpecWorks"),
        ("TOC2", "What is OMA SpecWorks?"),
    ]
    assert len(lines) == 1 + 4 + 23
    assert len(opened.find("//w:sdt//w:hyperlink[@w:anchor]")) == 27
    assert opened.find("//w:sdt//w:docPartGallery/@w:val") == ["Table of Contents"]
    assert not opened.find("//w:updateFields", "word/settings.xml")


@pytest.mark.parametrize("paged", [True, False])
def test_contents_with_page_numbers(paged: bool) -> None:
    """Each line has a field that shows its page of the PDF; with ``toc_pages`` Word is asked to fill in its own."""
    document = faq_document()
    pages = tuple(range(3, 3 + len(document.toc))) if paged else ()
    shown = [str(number) for number in pages] or ["…"] * 27
    for options in ({"toc_pages": True}, *([{}] if paged else [])):
        opened = Opened(rendered(replace(document, toc_pages=pages), **options))
        lines = [w for style, w in opened.paragraphs() if style in ("TOC1", "TOC2")]
        assert [line.rpartition("\t")[2] for line in lines] == shown
        assert len(opened.find("//w:sdt//w:instrText[contains(., 'PAGEREF')]")) == 27
        assert bool(opened.find("//w:updateFields", "word/settings.xml")) == bool(options)
    assert not Opened(rendered(replace(document, toc_pages=pages), toc_pages=False)).find("//w:tab[@w:leader]")


def test_contents_only_where_there_is_enough() -> None:
    """A short document has contents only on request; a long one has them unless the options say no."""
    short = replace(sample_document(), body=sample_document().body[:10])
    assert not Opened(rendered(short)).find("//w:sdt")
    assert Opened(rendered(sample_document(), toc="always")).find("//w:sdt")
    assert not Opened(rendered(faq_document(), toc="never")).find("//w:sdt")


def test_control_table_shows_what_is_known() -> None:
    """Document control is one row below a header row, with the known facts only."""
    (table,) = Opened(rendered(faq_document())).find("//w:tbl[w:tblPr/w:tblStyle/@w:val='DocumentControl']")
    assert [words(c) for c in table.iter(qname("w:tc"))] == ["Source", "www.example.org/about/faq"]
    bare = Opened(rendered(Document(title="Bare", body=(paragraph("x"),))))
    assert not bare.find("//w:tbl")


def test_control_table_names_the_section() -> None:
    """Document control names the section of an export that is one section."""
    document = replace(faq_document(), control=Control(source="about/faq.md", section="LwM2M"))
    (table,) = Opened(rendered(document)).find("//w:tbl[w:tblPr/w:tblStyle/@w:val='DocumentControl']")
    assert [words(c) for c in table.iter(qname("w:tc"))] == ["Source", "Section", "about/faq.md", "LwM2M"]


def test_logo_and_picture_share_a_line() -> None:
    """The document's picture stands at the right of the logo, on a cover below it."""
    picture = next(b for b in sample_document().body if isinstance(b, Figure)).image
    for cover, lines in ((False, [2]), (True, [1, 1])):
        opened = Opened(rendered(replace(sample_document(), picture=picture, cover=cover)))
        found = opened.find("//w:body/w:p[w:pPr/w:pStyle/@w:val='Logo']")
        assert [len(list(p.iter(qname("w:drawing")))) for p in found] == lines


def test_contents_where_pages_are_many() -> None:
    """Few headings over many pages have contents too."""
    long = tuple(paragraph("All the words that a page has room for. " * 40) for _ in range(20))
    document = replace(sample_document(), body=(*sample_document().body, *long))
    assert Opened(rendered(document)).find("//w:sdt")


def test_a_long_title_has_one_line_in_the_header() -> None:
    """Its first words stand there, with an ellipsis and room for the number; the title of the first page is whole."""
    title = (
        "A guide to the lightweight machine to machine protocol, its objects and resources, for the impatient reader"
    )
    document = replace(sample_document(), title=title, control=Control(identifier="OMA-1", version="2.0"))
    opened = Opened(rendered(document))
    (head,) = (words(p) for name in opened.names if "header" in name for p in opened.find("//w:p", name) if words(p))
    shown, _, named = head.partition("\t")
    assert title.startswith(shown.removesuffix("…")) and shown.endswith("…") and 50 < len(shown) < 80
    assert named == "OMA-1 2.0"
    assert title in [w for _, w in opened.paragraphs()]


def test_running_lines_have_fields() -> None:
    """The footer counts pages by fields, the header names the document, but not on the first page."""
    opened = Opened(rendered(sample_document()))
    footers = [n for n in opened.names if n.startswith("word/footer")]
    assert len(footers) == 2
    for name in footers:
        assert [e.text for e in opened.find("//w:instrText", name)] == [" PAGE ", " NUMPAGES "]
        assert words(opened.xml(name)) == "OMA SpecWorks\tPage 1 of 1"
    headers = {words(opened.xml(n)) for n in opened.names if n.startswith("word/header")}
    assert headers == {"", "Device Management at a Glance\tOMA-WP-Sample-20231120-D"}


def test_properties_are_filled() -> None:
    """The core properties say title, author, subject, keywords, language and date."""
    core = Opened(rendered(sample_document())).xml("docProps/core.xml")
    said = {child.tag.rpartition("}")[2]: child.text for child in core}
    assert said["title"] == "Device Management at a Glance"
    assert said["creator"] == "Working Group DM"
    assert said["subject"] == "A document that shows every kind of block and inline."
    assert said["keywords"] == "device management, LwM2M"
    assert said["created"] == said["modified"] == "2023-11-20T00:00:00Z"


def test_date_comes_from_outside_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """``SOURCE_DATE_EPOCH`` sets the dates; without it and without a date there are none."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    core = Opened(rendered(sample_document())).xml("docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/terms/}created") == "2023-11-14T22:13:20Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    undated = replace(sample_document(), control=Control())
    assert b"created" not in Opened(rendered(undated)).files["docProps/core.xml"]


def test_a_cover_stands_alone() -> None:
    """The contents after a cover start on a new page, and the text after the contents on the next."""
    opened = Opened(rendered(replace(faq_document(), cover=True)))
    contents, _ = opened.find("//w:p[w:pPr/w:pageBreakBefore]")
    assert words(contents) == "Contents"
