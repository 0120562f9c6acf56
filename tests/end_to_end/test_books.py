"""A book of a folder in every format with an outline: parts, chapters, their pages and their bookmarks."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.cli import run

PAGES = {
    "index.md": "# Welcome\n\nSee [Run](/guide/set-up#run).\n",
    "1.guide/.navigation.yml": "title: The Guide\n",
    "1.guide/1.set-up.md": "# Set up\n\n## Run\n\nWords.\n",
    "1.guide/2.run.md": "# Use\n\n## Run\n\nWords.\n",
    "2.api/index.md": "# API\n\nWords.\n",
    "2.api/x.md": "# X\n\nWords.\n",
}
OUTLINE = [(1, "Welcome"), (1, "The Guide"), (2, "Set up"), (3, "Run"), (2, "Use"), (3, "Run"), (1, "API"), (2, "X")]
STARTS = {"Welcome": 0, "The Guide": 1, "Set up": 1, "Use": 2, "API": 3, "X": 4}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a book in all formats with an outline."""
    folder = tmp_path_factory.mktemp("book")
    for name, text in PAGES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = "site: {url: 'https://example.org'}\nformats: [pdf, docx, html, epub, json]\n"
    (folder / "exporter.yaml").write_text(
        config + "pdf: {toc: never}\ndocx: {toc: never}\nexports: [{pages: '**/*.md', output: Book}]\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["build", "--in-process", "--no-cache", "-q"]) == 0
    return folder / "out"


def test_parts_and_chapters_begin_pages(book: Path) -> None:
    """In the PDF each stands in the bookmarks; a part shares its page with its first chapter. So it is in Word."""
    pdf = PdfReader(BytesIO((book / "public/Book.pdf").read_bytes()))
    marks = list(_bookmarks(pdf.outline, 1))
    assert marks == OUTLINE
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 1 + max(STARTS.values())
    assert all(title in pages[at] for title, at in STARTS.items())
    with zipfile.ZipFile(book / "review/Book.docx") as package:
        xml = package.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", xml, re.S)
    started = ["".join(re.findall(r"<w:t[^>]*>([^<]*)", p)) for p in paragraphs if "<w:pageBreakBefore" in p]
    assert started == ["The Guide", "Use", "API", "X"]


def _bookmarks(outline: list[object], level: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in outline:
        found += _bookmarks(item, level + 1) if isinstance(item, list) else [(level, str(item["/Title"]))]  # type: ignore[index]
    return found


def test_every_format_has_the_outline(book: Path) -> None:
    """HTML and EPUB nest it in their contents, with anchors that are unique and lead into the book."""
    document = json.loads((book / "public/Book.json").read_text("utf-8"))
    assert [(e["level"] - 1, e["children"][0]["text"]) for e in document["toc"]] == OUTLINE
    anchors = [e["anchor"] for e in document["toc"]]
    assert len(set(anchors)) == len(anchors)
    html = (book / "public/Book.html").read_text("utf-8")
    with zipfile.ZipFile(book / "public/Book.epub") as package:
        names = package.namelist()
        nav, content = (
            package.read(next(n for n in names if n.endswith(e))).decode() for e in ("nav.xhtml", "content.xhtml")
        )
    assert all(f'#{anchor}"' in text for text in (html, nav) for anchor in anchors)
    assert '<a href="#run">Run</a>' in html
    assert re.findall(r'<h\d id="[^"]+" class="(part|chapter)">', content) == [
        *("chapter", "part", "chapter", "chapter", "part", "chapter")
    ]


def test_a_missing_page_or_picture_does_not_stop_a_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file says so at the place, in every format; the run ends with 1, also when the file is current."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"1.a.md": "# Alpha\n\nSee ![a dog](/gone.png) here.\n", "3.c.md": "# Gamma\n"}.items():
        (tmp_path / "content" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_text(text, "utf-8")
    entry = "{pages: [1.a.md, 2.gone.md, 3.c.md], output: Book}"
    (tmp_path / "exporter.yaml").write_text(f"formats: [pdf, docx, html, epub, gfm]\nexports: [{entry}]\n")
    for state in ("5 built", "5 current"):
        assert run(["build", "--in-process"]) == 1
        told = capsys.readouterr().err
        assert "content/1.a.md:3:5: error[missing-image]" in told
        assert "error[missing-page]: no page '2.gone.md'" in told
        assert state in told
    words = (tmp_path / "out/public/Book.md").read_text("utf-8")
    marks = ("# Alpha", "Missing picture: a dog", "# Missing page: 2.gone.md", "# Gamma")
    places = [words.index(mark) for mark in marks]
    assert places == sorted(places)
