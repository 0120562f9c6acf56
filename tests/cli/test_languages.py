"""A site whose languages are folders: tags, generated words and spelling of each page."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
every_page: true
formats: [pdf, docx, html, epub]
exports:
  - {output: book, pages: ["*/a.md", "1.fr/b.md"], title: Book}
  - {output: tome, pages: ["1.fr/a.md", "1.fr/c.md"], title: Tome}
"""
ALERT = '::ShAlert{typeAlert="warning"}\nRecieve.\n::\n\nWords[^1].\n\n[^1]: A note.\n'


def part(file: str, name: str) -> str:
    """A part of a ZIP file as text."""
    with zipfile.ZipFile(file) as archive:
        return next(archive.read(one) for one in archive.namelist() if one.endswith(name)).decode()


def tags(element: Any) -> Iterator[str]:
    """The languages in a PDF's structure tree."""
    element = element.get_object()
    if isinstance(element, DictionaryObject):
        yield from [element["/Lang"]] if "/Lang" in element else []
        inner = element.get("/K", [])
        for one in inner if isinstance(inner, list) else [inner]:
            yield from tags(one)


@pytest.fixture
def languages(site: Write) -> Write:
    """English and French pages, the French ones in a numbered folder."""
    Path("content/good.md").unlink()
    site("exporter.yaml", CONFIGURATION)
    site("content/2.en/a.md", f"---\ntitle: A\n---\n\n{ALERT}")
    site("content/1.fr/a.md", f"---\ntitle: A\n---\n\n{ALERT}")
    site("content/1.fr/b.md", "---\ntitle: B\nlang: de\n---\n\nWorte.\n")
    site("content/1.fr/c.md", "---\ntitle: C\n---\n\nMots.\n")
    return site


def test_every_format_says_the_language_of_a_page(languages: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """From its folder or its front matter, with generated words in it; spelling is looked up in English pages alone."""
    assert run(["build", "fr/a/a", "fr/b/b", "en/a/a"]) == 0
    for name, tag, region in (("fr/a/a", "fr", "fr-FR"), ("fr/b/b", "de", "de-DE"), ("en/a/a", "en", "en-US")):
        assert PdfReader(f"out/public/{name}.pdf").trailer["/Root"]["/Lang"] == tag
        assert f'<html lang="{tag}"' in Path(f"out/public/{name}.html").read_text()
        assert f"<dc:language>{tag}</dc:language>" in part(f"out/public/{name}.epub", ".opf")
        assert f'<w:lang w:val="{region}"' in part(f"out/review/{name}.docx", "word/styles.xml")
    assert "Avertissement" in Path("out/public/fr/a/a.html").read_text()
    told = capsys.readouterr().err
    assert re.findall(r"(\S+): warning\[spelling\]", told) == ["content/2.en/a.md:6:1"]


def test_a_book_marks_the_pages_of_other_languages(languages: Write) -> None:
    """The book has the language that all its pages have, else the project's; other parts are tagged, notes too."""
    assert run(["build", "book", "tome"]) == 0
    for name, tag, marks in (("book", "en", {"fr": 2, "de": 1}), ("tome", "fr", {})):
        page = Path(f"out/public/{name}.html").read_text()
        assert f'<html lang="{tag}"' in page
        assert Counter(re.findall('<div[^>]* lang="(..)"', page)) == marks
        assert ("fr-FR" in part(f"out/review/{name}.docx", "word/document.xml")) is bool(marks)
        assert bool(re.search('<div[^>]* lang="fr"', part(f"out/public/{name}.epub", "content.xhtml"))) is bool(marks)
        tree = PdfReader(f"out/public/{name}.pdf").trailer["/Root"]["/StructTreeRoot"]
        assert set(tags(tree)) == set(marks)


def test_the_listing_says_where_a_language_comes_from(languages: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry counts more than the folder, front matter more than the entry."""
    entries = "  - {page: 1.fr/a.md, language: fr-CA}\n  - {page: 1.fr/b.md, language: fr-CA}\n"
    languages("exporter.yaml", CONFIGURATION + entries)
    assert run(["list", "--format", "json"]) == 0
    listed = {one["output"]: one for one in json.loads(capsys.readouterr().out)}
    found = {name: (one["language"], one["origins"]["language"]["kind"]) for name, one in listed.items()}
    assert found == {
        "book": ("en", "default"),
        "tome": ("fr", "page"),
        "fr/a/a": ("fr-CA", "exports"),
        "fr/b/b": ("de", "front matter"),
        "fr/c/c": ("fr", "folder"),
        "en/a/a": ("en", "folder"),
    }


def test_a_page_is_read_anew_when_its_folder_comes_to_be_a_language(
    languages: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the cache knows of a page was said of it in another language."""
    languages("exporter.yaml", "every_page: true\nformats: [html]\nlanguages: {}\n")
    assert run(["build"]) == 0
    assert '<html lang="en"' in Path("out/public/fr/a/a.html").read_text()
    assert "2 warnings" in capsys.readouterr().err
    languages("exporter.yaml", "every_page: true\nformats: [html]\nlanguages: {fr: fr}\n")
    assert run(["build"]) == 0
    assert '<html lang="fr"' in Path("out/public/fr/a/a.html").read_text()
    assert "1 warning," in capsys.readouterr().err
