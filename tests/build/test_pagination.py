"""Books and Word files that show the pages of the PDF of the same export."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
site: {url: https://example.org}
formats: [pdf, epub, docx]
docx: {toc: always, fonts: none}
exports:
  - {page: good.md, output: files/good}
"""
PAGE = """---
title: Good
---

## First

Words of the first sheet.

::page-break
::

## Second

Words of the second sheet.
"""
BOOK = Path("out/public/files/good.epub")
WORD = Path("out/review/files/good.docx")


def build(*arguments: str) -> dict[str, str]:
    """Build; the state of each file by its format."""
    assert run(["build", "-q", "--report", "report.json", *arguments]) == 0
    return {file["format"]: file["state"] for file in json.loads(Path("report.json").read_text())["files"]}


def listed(book: Path = BOOK) -> list[str]:
    """The numbers in a book's list of pages."""
    with zipfile.ZipFile(book) as archive:
        return re.findall(r'#page\.(\d+)"', archive.read("EPUB/nav.xhtml").decode())


def numbered(file: Path = WORD) -> list[str]:
    """The numbers in the contents of a Word file."""
    with zipfile.ZipFile(file) as archive:
        contents = archive.read("word/document.xml").decode().partition("</w:sdt>")[0]
    return re.findall(r'PAGEREF .*?"separate"/></w:r><w:r><w:t>(\d+)<', contents)


def configured(site: Write, options: str) -> None:
    """Write the configuration with options of the PDF."""
    site("exporter.yaml", f"{CONFIGURATION}pdf: {options}\n")


@pytest.fixture
def built(site: Write) -> Write:
    """The site with a PDF, a book and a Word file of two sheets, built."""
    site("content/good.md", PAGE)
    configured(site, "{}")
    assert build("--in-process") == {"pdf": "built", "epub": "built", "docx": "built"}
    assert (listed(), numbered()) == (["1", "2"], ["1", "2"])
    return site


def test_files_are_made_anew_when_the_pages_of_the_pdf_change(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Options of the PDF concern the others if its pages change, and the check says so before."""
    assert build("--in-process") == dict.fromkeys(("pdf", "epub", "docx"), "current")
    assert run(["check", "-q"]) == 0
    configured(built, "{metadata: {author: Somebody}}")
    assert build("--in-process") == {"pdf": "built", "epub": "current", "docx": "current"}
    configured(built, "{cover: true}")
    capsys.readouterr()
    assert run(["check"]) == 1
    told = capsys.readouterr().err
    assert "'out/public/files/good.epub' is stale: pagination changed" in told
    assert "'out/review/files/good.docx' is stale: toc_pages changed" in told
    assert build("--in-process") == dict.fromkeys(("pdf", "epub", "docx"), "built")
    assert (listed(), numbered()) == (["1", "2", "3"], ["2", "3"])
    assert run(["check", "-q"]) == 0


def test_workers_and_an_empty_cache_make_the_same_files(built: Write) -> None:
    """Files wait for the PDF, or take the pages of a current one from its entry; without a PDF they have none."""
    before = BOOK.read_bytes(), WORD.read_bytes()
    build("-j", "2", "--no-cache", "--out", "other")
    assert tuple(Path("other", *file.parts[1:]).read_bytes() for file in (BOOK, WORD)) == before
    BOOK.unlink()
    WORD.unlink()
    assert build("--in-process", "--no-cache") == {"pdf": "current", "epub": "built", "docx": "built"}
    assert (BOOK.read_bytes(), WORD.read_bytes()) == before
    for name in ("epub", "docx"):
        build("--in-process", "--to", name, "--out", "alone")
    assert listed(Path("alone/public/files/good.epub")) == []
    assert numbered(Path("alone/review/files/good.docx")) == []
