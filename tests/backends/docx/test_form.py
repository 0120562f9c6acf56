"""The form of a change request: a user's Word file that its fields fill in, before the changed clauses."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from exporter.backends.base import Rendered
from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import FORM_PATH, DocxOptions
from exporter.model.document import Control, Document, RequestField
from exporter.ooxml.names import NAMESPACES
from exporter.theme.files import Theme
from tests.backends.documents import paragraph, png
from tests.backends.docx.opened import Opened, audit
from tests.backends.docx.test_import_reference import add, edited, relate, swap

W = f'xmlns:w="{NAMESPACES["w"]}"'
FIELDS = (
    RequestField(name="document", word="", value="LwM2M & more"),
    RequestField(name="clauses", word="Changed clauses", value="2.1, 3"),
    RequestField(name="source", word="Source", value="Ada"),
    RequestField(name="date", word="Date", value=""),
    RequestField(name="reason", word="Reason", value="It is late.\nSee the minutes.", given=True),
)


def control(tag: str) -> str:
    """A content control that shows its hint."""
    about = f'<w:rPr><w:b/></w:rPr><w:tag w:val="{tag}"/><w:showingPlcHdr/><w:text/>'
    hint = "<w:r><w:rPr><w:i/></w:rPr><w:t>Click here</w:t></w:r>"
    return f"<w:sdt {W}><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{hint}</w:sdtContent></w:sdt>"


def form(*lines: str) -> bytes:
    """A form with a header, a picture, a table with a control, a landscape section, and paragraphs of ``lines``."""
    word: WordDocument = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Request for {{document}}"
    word.add_picture(io.BytesIO(png(8, 8)))._inline.docPr.set("descr", "The logo")
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "Source"
    cells[1].paragraphs[0]._p.append(parse_xml(control("source")))
    for line in lines:
        made = word.add_paragraph()
        for at in range(0, len(line), 3):  # Word divides words into runs as it likes
            made.add_run(line[at : at + 3]).italic = True
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def rendered(data: bytes) -> Rendered:
    """A change request with this form."""
    body = (paragraph("The changed clause."),)
    document = Document(title="Change request", body=body, control=Control(source="a.md", request=FIELDS))
    return BACKEND.render(document, DocxOptions(), Theme(files={FORM_PATH: data}))


def test_the_form_is_filled_in_its_own_format_and_comes_first(tmp_path: Path) -> None:
    """Controls and placeholders have values, divided runs too; the form's header and styles are the file's."""
    made = rendered(form("Clauses: {{clauses}}; {{ reason }}", "The end of the form."))
    assert made.data is not None and not [f for f in made.findings if f.severity != "note"]
    opened = Opened(made.data)
    shown = [words for _, words in opened.paragraphs()]
    assert shown == ["", "Source", "Ada", "Clauses: 2.1, 3; It is late.\nSee the minutes.", "The end of the form.",
                     "The changed clause."]  # fmt: skip
    assert [words for _, words in opened.paragraphs("word/header1.xml")] == ["Request for LwM2M & more"]
    assert opened.find("//w:r[w:t='Ada']/w:rPr/w:b") and not opened.find("//w:showingPlcHdr")
    assert opened.find("//w:r[w:br]/w:t[.='See the minutes.']") and opened.find("//w:p[w:pPr/w:pageBreakBefore]")
    assert audit(made.data, tmp_path) == []


def test_open_fields_and_unused_values_are_named() -> None:
    """A field that nobody fills stays in the file; a given value without a place in the form is a finding."""
    made = rendered(form("{{reasn}} {{work_item}} {{date}}"))
    assert made.data is not None
    assert "{{reasn}} {{work_item}} {{date}}" in [words for _, words in Opened(made.data).paragraphs()]
    told = [f"{f.code}: {f.message}; {f.hint}" for f in made.findings if f.severity == "warning"]
    assert told == [
        "docx-form-field: the form's field 'date' has no value and stays as it is; give it one with --field date=VALUE",
        "docx-form-field: the form's field 'reasn' has no value and stays as it is; did you mean 'reason'?",
        "docx-form-field: the form's field 'work_item' has no value and stays as it is; give it one with --field"
        " work_item=VALUE",
        "docx-form-field: the form has no field 'reason'; write {{reason}} in its place, or give a content control"
        " this tag",
    ]


BODY = "<w:body>"
OBJECT = (
    f'{BODY}<w:p><w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office"><o:OLEObject r:id="rId77"/>'
    "</w:object></w:r></w:p>"
)
REFUSED = {
    "an embedded object": (
        (swap("word/document.xml", BODY, OBJECT), relate("word/document.xml", "package", "x")),
        "an embedded package",
    ),
    "footnotes": (
        (swap("word/document.xml", BODY, f'{BODY}<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'),),
        "footnotes",
    ),
    "a fetching field": (
        (swap("word/document.xml", BODY, f'{BODY}<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p>'),),
        "INCLUDETEXT",
    ),
    "macros": ((relate("word/document.xml", "vbaProject", "vba.bin"), add("word/vba.bin", b"x")), "has macros"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_foreign_comes_with_a_form(name: str) -> None:
    """A form with other contents than text, pictures and links makes no file, and the finding says why."""
    edits, reason = REFUSED[name]
    made = rendered(edited(*edits, data=form()))
    (found,) = (f for f in made.findings if f.severity == "error")
    assert made.data is None and found.code == "docx-form" and reason in found.message, found
