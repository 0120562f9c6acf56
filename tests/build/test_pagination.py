"""Books that list the pages of the PDF of the same export."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
site: {url: https://example.org}
formats: [pdf, epub]
exports:
  - {page: good.md, output: files/good}
"""
PAGE = "---\ntitle: Good\n---\n\nWords of the first sheet.\n\n::page-break\n::\n\nWords of the second sheet.\n"
BOOK = Path("out/public/files/good.epub")


def build(*arguments: str) -> dict[str, str]:
    """Build; the state of each file by its format."""
    assert run(["build", "-q", "--report", "report.json", *arguments]) == 0
    return {file["format"]: file["state"] for file in json.loads(Path("report.json").read_text())["files"]}


def listed(book: Path = BOOK) -> list[str]:
    """The numbers in a book's list of pages."""
    with zipfile.ZipFile(book) as archive:
        return re.findall(r'#page\.(\d+)"', archive.read("EPUB/nav.xhtml").decode())


def configured(site: Write, options: str) -> None:
    """Write the configuration with options of the PDF."""
    site("exporter.yaml", f"{CONFIGURATION}pdf: {options}\n")


@pytest.fixture
def built(site: Write) -> Write:
    """The site with a PDF and a book of two sheets, built."""
    site("content/good.md", PAGE)
    configured(site, "{}")
    assert build("--in-process") == {"pdf": "built", "epub": "built"}
    assert listed() == ["1", "2"]
    return site


def test_a_book_is_made_anew_when_the_pages_of_its_pdf_change(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Options of the PDF concern the book if its pages change, and the check says so before."""
    assert build("--in-process") == {"pdf": "current", "epub": "current"}
    assert run(["check", "-q"]) == 0
    configured(built, "{metadata: {author: Somebody}}")
    assert build("--in-process") == {"pdf": "built", "epub": "current"}
    configured(built, "{cover: true}")
    capsys.readouterr()
    assert run(["check"]) == 1
    assert "'out/public/files/good.epub' is stale: pagination changed" in capsys.readouterr().err
    assert build("--in-process") == {"pdf": "built", "epub": "built"}
    assert listed() == ["1", "2", "3"]
    assert run(["check", "-q"]) == 0


def test_workers_and_an_empty_cache_make_the_same_book(built: Write) -> None:
    """The book waits for the PDF, or takes the pages of a current one from its entry; without a PDF it has none."""
    before = BOOK.read_bytes()
    build("-j", "2", "--no-cache", "--out", "other")
    assert Path("other/public/files/good.epub").read_bytes() == before
    BOOK.unlink()
    assert build("--in-process", "--no-cache") == {"pdf": "current", "epub": "built"}
    assert BOOK.read_bytes() == before
    build("--in-process", "--to", "epub", "--out", "alone")
    assert listed(Path("alone/public/files/good.epub")) == []
