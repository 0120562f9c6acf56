"""The rules of Word's accessibility checker (Microsoft, "Rules for the Accessibility Checker")."""

from collections.abc import Iterator

import pytest
from lxml import etree

from exporter.backends.docx import BACKEND
from exporter.model.document import Document
from exporter.model.nodes import Cell, Row, Table
from exporter.ooxml.names import NAMESPACES, qname
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, paragraph, sample_document
from tests.backends.docx.opened import Opened, rendered, words

VALUE = qname("w:val")
FORMS = {"review": True, "plain": False}


@pytest.fixture(params=FORMS)
def opened(request: pytest.FixtureRequest) -> Opened:
    """The document with every node, in both forms."""
    return Opened(rendered(sample_document(), review=FORMS[request.param]))


def test_tables_say_which_row_is_their_head(opened: Opened) -> None:
    """Each table of data has a header row that repeats, and its style knows of it."""
    tables = opened.find("//w:tbl[w:tblPr/w:tblStyle]")
    assert len(tables) == 3
    for table in tables:
        first = table.find(qname("w:tr"))
        assert first is not None
        assert first.find(f"{qname('w:trPr')}/{qname('w:tblHeader')}") is not None
        assert table.xpath("w:tblPr/w:tblLook/@w:firstRow", namespaces=NAMESPACES) == ["1"]


def scoped(*scopes: str | None) -> Table:
    """A table with a head and one row for each scope: that of its first cell; None is a cell that a span covers."""
    rows = []
    for at, scope in enumerate(scopes):
        span = next((n for n, later in enumerate((*scopes[at + 1 :], ""), 1) if later is not None), 1)
        first = Cell(children=(paragraph("Name"),), scope=scope or None, rowspan=span)  # type: ignore[arg-type]
        rows.append(Row(cells=(*((first,) if scope is not None else ()), Cell(children=(paragraph("x"),)))))
    head = Row(cells=tuple(Cell(children=(paragraph(words),), scope="col") for words in ("Key", "Value")))
    return Table(head=(head,), body=tuple(rows))


@pytest.mark.parametrize(
    ("scopes", "marked", "lost"),
    [
        (("row", "row"), "1", False),
        (("rowgroup", None, "row"), "1", False),
        (("row", ""), "0", True),
        (("", ""), "0", False),
    ],
)
def test_a_first_column_of_headers_is_marked(scopes: tuple[str | None, ...], marked: str, lost: bool) -> None:
    """A first column is marked if all of its cells are headers, spans too; headers without a mark are a loss."""
    document = Document(title="T", body=(scoped(*scopes),))
    (table,) = Opened(rendered(document, review=False)).find("//w:tbl")
    assert table.xpath("w:tblPr/w:tblLook/@w:firstColumn", namespaces=NAMESPACES) == [marked]
    found = {finding.code for finding in BACKEND.check(document, BACKEND.options(), Theme())}
    assert ("docx-table-header" in found) is lost


def test_layout_tables_look_like_none(opened: Opened) -> None:
    """Columns have neither borders nor a head, so that nobody takes them for data."""
    (layout,) = opened.find("//w:tbl[not(w:tblPr/w:tblStyle)]")
    assert layout.xpath(".//w:tblBorders | .//w:tcBorders | .//w:tblHeader", namespaces=NAMESPACES) == []
    assert layout.xpath("w:tblPr/w:tblLook/@w:firstRow", namespaces=NAMESPACES) == ["0"]


def test_pictures_stand_in_the_text(opened: Opened) -> None:
    """No picture floats: each is read where it stands, and says what it shows or that it is decoration."""
    assert opened.find("//wp:anchor") == []
    for picture in opened.find("//wp:docPr"):
        assert picture.get("descr") or picture.xpath(".//adec:decorative[@val='1']", namespaces=NAMESPACES)


def outline(opened: Opened) -> Iterator[int]:
    """The outline levels of a document's paragraphs, from 1."""
    levels = {
        style.get(qname("w:styleId")): int(style.xpath("w:pPr/w:outlineLvl/@w:val", namespaces=NAMESPACES)[0])  # type: ignore[index, arg-type]
        for style in opened.find("//w:style[w:pPr/w:outlineLvl]", "word/styles.xml")
    }
    for look in opened.find("//w:body//w:pPr[w:pStyle]"):
        own = look.find(qname("w:outlineLvl"))
        style = look.find(qname("w:pStyle"))
        assert style is not None
        if own is not None or style.get(VALUE) in levels:
            yield (levels[style.get(VALUE)] if own is None else int(own.get(VALUE, "0"))) + 1


@pytest.mark.parametrize("document", [sample_document(), faq_document()])
def test_headings_skip_no_level(document: Document) -> None:
    """The outline starts at level 1, and goes down by one at a time."""
    above = 0
    for level in outline(Opened(rendered(document))):
        assert level <= above + 1
        above = level
    assert above


def test_no_blanks_make_a_layout(opened: Opened) -> None:
    """No run of blanks moves words, and no empty paragraph makes space."""
    assert not [t.text for t in opened.find("//w:body//w:t[contains(., '   ')]") if not _is_code(t)]
    for part in opened.find("//w:body//w:p[not(.//w:t or .//w:drawing)]/w:pPr"):
        style = part.find(qname("w:pStyle"))
        assert style is not None
        assert style.get(VALUE) in ("Rule", "TableText")


def _is_code(text: etree._Element) -> bool:
    return bool(text.xpath("ancestor::w:p/w:pPr/w:pStyle[@w:val='SourceCode']", namespaces=NAMESPACES))


def test_links_have_words_and_a_line(opened: Opened) -> None:
    """Each link has words, and differs from text by more than its colour."""
    underlined = {
        style.get(qname("w:styleId"))
        for style in opened.find("//w:style[w:rPr/w:u or w:basedOn/@w:val='Hyperlink']", "word/styles.xml")
    }
    for link in opened.find("//w:hyperlink"):
        assert words(link).strip()
        for run in link.iter(qname("w:r")):
            styles = run.xpath("w:rPr/w:rStyle/@w:val", namespaces=NAMESPACES)
            assert set(styles) <= underlined or run.xpath("w:rPr/w:u", namespaces=NAMESPACES)  # type: ignore[arg-type]


def test_title_and_language_are_set(opened: Opened) -> None:
    """The file has its own title, and a default language."""
    core = {child.tag.rpartition("}")[2]: child.text for child in opened.xml("docProps/core.xml")}
    assert (core["title"], core["language"]) == ("Device Management at a Glance", "en-US")
    assert opened.find("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["en-US"]
