"""Abbreviations in HTML, EPUB and the tags of a PDF; other formats have the words of the page alone."""

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exporter.cli import run

PAGE = """\
---
title: A
abbreviations: {IoT: Internet of "Things", OMA: Open Mobile Alliance}
---
## Devices of the IoT

[OMA](https://example.org/OMA) has IoT, IoTs, iot, `IoT` and https://example.org/IoT.

| IoT |
|-----|
| IoT |
"""
CONFIG = "formats: [pdf, docx, html, epub, gfm, text]\nexports: [{page: a.md, output: files/a}]\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with a page that is built with abbreviations, and one without."""
    folder = tmp_path_factory.mktemp("abbreviations")
    for name, page in (("with", PAGE), ("without", re.sub("abbreviations.*\n", "", PAGE))):
        (folder / name / "content").mkdir(parents=True)
        (folder / name / "content/a.md").write_text(page, "utf-8")
        (folder / name / "exporter.yaml").write_text(CONFIG, "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder / name)
            assert run(["build", "--in-process", "--no-cache", "-q"]) == 0
    return folder


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(next(n for n in package.namelist() if n.endswith(name))).decode()


def test_whole_words_have_a_tooltip(site: Path) -> None:
    """In HTML and EPUB, whole words in the same letters are marked; parts of words, code and addresses are not."""
    public = site / "with/out/public/files"
    for markup in ((public / "a.html").read_text("utf-8"), _part(public / "a.epub", "content.xhtml")):
        paragraph = next(words for words in re.findall("<p[ >].*?</p>", markup, re.S) if "IoTs" in words)
        marked = re.findall(r"<abbr title=\"([^\"]*)\">(\w+)</abbr>", paragraph)
        assert [(unescape(words), term) for words, term in marked] == [
            ("Open Mobile Alliance", "OMA"),
            ('Internet of "Things"', "IoT"),
        ]
        assert re.search(r'<a href="https://example.org/OMA"[^>]*><abbr', paragraph)
        assert 'id="devices-of-the-iot"' in markup


def test_a_pdf_has_expansions(site: Path) -> None:
    """The tags of a PDF have the words of each marked abbreviation as ``E``; its text is that of the page."""
    expansions, text = _tags_and_text(site / "with/out/public/files/a.pdf")
    assert sorted(set(expansions)) == ['Internet of "Things"', "Open Mobile Alliance"]
    assert expansions.count("Open Mobile Alliance") == 1
    assert text == _tags_and_text(site / "without/out/public/files/a.pdf")[1]


def _tags_and_text(path: Path) -> tuple[list[str], str]:
    reader = PdfReader(path)
    found: list[str] = []
    stack = [reader.root_object["/StructTreeRoot"]]
    while stack:
        element = stack.pop().get_object()
        if isinstance(element, DictionaryObject):
            if "/E" in element:
                found.append(str(element["/E"]))
            kids = element.get("/K", [])
            stack += kids if isinstance(kids, list) else [kids]
    return found, "\n".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("file", ["public/files/a.txt", "public/files/a.md"])
def test_other_formats_are_as_without(site: Path, file: str) -> None:
    """Text and Markdown are the same with and without abbreviations, byte for byte."""
    assert (site / "with/out" / file).read_bytes() == (site / "without/out" / file).read_bytes()


def test_word_is_as_without(site: Path) -> None:
    """So is the text of the Word file, each run of it."""
    parts = (_part(site / name / "out/review/files/a.docx", "word/document.xml") for name in ("with", "without"))
    assert len(set(parts)) == 1
