"""What LibreOffice shows of our Word files, and what is left of them once it has saved them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.model.document import Document, Footnote
from exporter.model.nodes import Code, FootnoteReference, Paragraph, QuestionAnswer, ReviewNote, Text
from exporter.model.walk import plain_text, walk
from exporter.ooxml import review_map
from exporter.ooxml.names import qname
from exporter.ooxml.shown_words import OBJECT
from tests.backends.documents import faq_document, sample_document
from tests.backends.docx.opened import Opened, rendered, words
from tests.backends.docx.test_validity import redline
from tests.end_to_end.exports import OUTPUTS, exports
from tests.office.conftest import Convert


def noted() -> Document:
    """What stands to reviewers in a footnote, and pictures in all places."""
    said = Paragraph(children=(Text(text="The note."), ReviewNote(text="Which edition?")))
    mark = Paragraph(children=(Text(text="Words with a mark"), FootnoteReference(label="a", number=1)))
    notes = (Footnote(label="a", number=1, children=(said,)),)
    return replace(sample_document(), title="Notes", body=(mark,), footnotes=notes, toc=())


MADE = {"sample": sample_document, "faq": faq_document, "redline": redline, "notes": noted}
NAMES = [*MADE, *OUTPUTS]
PLAIN = " plain"  # behind the name of a file that is not for review


def document_of(name: str) -> Document:
    """A document by its name: one made by hand, or an export of the project."""
    return MADE[name]() if name in MADE else exports()[name]


def file_of(folder: Path, name: str) -> Path:
    """The DOCX of a document."""
    return folder / f"{name.rpartition('/')[2]}.docx"


@pytest.fixture(scope="module")
def folder(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each document as DOCX, as the PDF that LibreOffice makes of it, and (``saved/``) as it saves it."""
    made = tmp_path_factory.mktemp("office")
    files = []
    for name in NAMES:
        for form, review in (("", True), (PLAIN, False)):
            files.append(file_of(made, name + form))
            files[-1].write_bytes(rendered(document_of(name), review=review))
    convert("pdf", files, made)
    convert('docx:"MS Word 2007 XML"'.replace('"', ""), files, made / "saved")
    return made


def squeezed(text: str) -> str:
    """Text without blanks and hyphens, which lines of a page break anew."""
    return re.sub(r"[\s\-\u00ad]", "", text)


def text_of(pdf: Path, document: Document) -> str:
    """The words of a PDF's pages without what runs at their heads and feet."""
    pages = [squeezed(page.extract_text()) for page in PdfReader(pdf).pages]
    running = [squeezed(document.publisher + rf"Page \d+ of {len(pages)}")]
    word = Opened(pdf.with_suffix(".docx").read_bytes())
    headers = [name for name in word.names if re.fullmatch(r"word/header\d+\.xml", name)]
    heads = {squeezed("".join(str(t.text or "") for t in word.find("//w:t", name))) for name in headers} - {""}
    running += [f"^{re.escape(head)}" for head in sorted(heads, key=len, reverse=True)]  # long titles are cut there
    return "".join(re.sub("|".join(running), "", page) for page in pages)


@pytest.mark.parametrize("form", ["", PLAIN])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "redline"])
def test_every_word_is_shown(folder: Path, name: str, form: str) -> None:
    """The pages of both forms hold each text of the body."""
    document = document_of(name)
    pages = text_of(file_of(folder, name + form).with_suffix(".pdf"), document)
    missing = [n.text for n in walk(document.body) if isinstance(n, Text | Code) and squeezed(n.text) not in pages]
    assert missing == []


def test_the_embedded_faces_are_shown(folder: Path) -> None:
    """LibreOffice sets text, titles and code in the faces of the file, which the machine does not have."""
    shown = set()
    for page in PdfReader(folder / "sample.pdf").pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            shown.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert {"MerriweatherSans-Regular", "MerriweatherSans-Bold", "JetBrainsMono-Regular"} <= shown


def test_questions_are_shown_in_order_with_their_sign(folder: Path) -> None:
    """The pages show ``Q.`` and each question, in order."""
    pages = text_of(folder / "faq.pdf", faq_document())
    at = 0
    for question in (b for b in faq_document().body if isinstance(b, QuestionAnswer)):
        found = pages.find("Q." + squeezed(plain_text(question.question)), at)
        assert found > at
        at = found


def test_fields_are_counted(folder: Path) -> None:
    """The footer's fields say which page it is, and of how many."""
    pages = PdfReader(folder / "faq.pdf").pages
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "redline"])
def test_anchors_live_on(folder: Path, name: str) -> None:
    """Once saved there, each paragraph still has its bookmark and words, and the map and the tracking are there."""
    before, after = (Opened(file_of(there, name).read_bytes()) for there in (folder, folder / "saved"))
    found = review_map.from_xml(before.files["customXml/item1.xml"]).entries
    # LibreOffice 7.4 drops bookmarks in footnotes of several paragraphs
    entries = {entry.name: entry for entry in found if not entry.key.startswith("f")}
    # where a paragraph starts with a link, the bookmark may start inside of that
    kept = {m.get(qname("w:name")): next(m.iterancestors(qname("w:p"))) for m in after.find("//w:bookmarkStart")}
    shown = {key: words(kept[key]) for key in entries if key in kept}
    assert shown.keys() == entries.keys()
    plain = {key: e for key, e in entries.items() if OBJECT not in e.text and e.kind not in ("code", "footnote")}
    assert [key for key, e in plain.items() if squeezed(shown[key]) != squeezed(e.text)] == []
    maps = [after.files[n] for n in after.names if re.fullmatch(r"customXml/item\d+\.xml", n)]
    assert any(review_map.NAMESPACE.encode() in data for data in maps)
    assert after.find("//w:trackRevisions", "word/settings.xml")


def test_styles_and_links_live_on(folder: Path) -> None:
    """Questions keep their style, links inside still lead to bookmarks."""
    after = Opened((folder / "saved" / "faq.docx").read_bytes())
    styles = [style for style, _ in after.paragraphs()]
    assert styles.count("FAQQuestion") == 23
    known = {e.get(qname("w:name")) for e in after.find("//w:bookmarkStart")}
    assert {e.get(qname("w:anchor")) for e in after.find("//w:hyperlink[@w:anchor]")} <= known


def test_changes_live_on(folder: Path) -> None:
    """Tracked changes keep their authors and dates."""
    after = Opened((folder / "saved" / "redline.docx").read_bytes())
    marks = after.find("//w:body//w:p//*[self::w:ins or self::w:del][w:r]")
    assert {m.get(qname("w:author")) for m in marks} == {"Ada", "Ben"}
    assert any((m.get(qname("w:date")) or "").startswith("2026-01-02T03:04:05") for m in marks)
