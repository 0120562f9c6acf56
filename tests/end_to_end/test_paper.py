"""Page breaks and landscape parts in the files that readers open."""

import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from exporter.cli import run

PAGE = """\
One.

\\pagebreak

| a | b |
|---|---|
| 1 | two |

<div style="page-break-after: always"></div>

\\newpage

::landscape
## Wide

Turned.
::

Three.

- item

  ::landscape
  In a list.
  ::

![half](/p.png){width="50%" align="right"}

![high](/p.png){height="60"}

::page-break
::
"""


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outputs of one page in all formats."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(PAGE)
    (tmp_path / "exporter.yaml").write_text("{every_page: true, formats: [pdf, docx, html, epub, text, gfm]}")
    (tmp_path / "content/public").mkdir()
    Image.new("RGB", (1200, 600), "#7aa").save(tmp_path / "content/public/p.png")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    assert run(["build"]) == 0
    return tmp_path / "out"


def test_pages_begin_and_turn_where_the_page_asks_for_it(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No page is empty, a part in a list is not turned, and formats without pages declare their loss."""
    pages = PdfReader(built / "public/a/a.pdf").pages
    words = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    shown = [[word for word in ("One.", "two", "Turned.", "Three.") if word in text] for text in words]
    assert shown == [["One."], ["two"], ["Turned."], ["Three."]]
    assert "Inalist." in words[3]
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, False, True, False]
    with zipfile.ZipFile(built / "review/a/a.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count("w:pageBreakBefore") == 1
    assert document.count('w:orient="landscape"') == 1
    html = (built / "public/a/a.html").read_text()
    assert html.count('<div class="page-break">') == 2 and "\\pagebreak" not in html
    capsys.readouterr()
    assert run(["validate"]) == 0
    out = capsys.readouterr()
    assert {"text-page-break", "gfm-page-break"} <= set(re.findall(r"loss\[([\w-]+)\]", out.out + out.err))


def test_pictures_have_the_size_and_side_that_the_page_asks_for(built: Path) -> None:
    """In percent of the line, by height, and at the right: in a PDF, a web page, an e-book and a Word file alike."""
    line = 41 * 10.5  # the measure
    last = PdfReader(built / "public/a/a.pdf").pages[-1]
    sizes: list[tuple[float, float]] = []

    def drawn(operator: bytes, _: object, matrix: list[float], __: object) -> None:
        if operator == b"Do":
            sizes.append((abs(matrix[0]), abs(matrix[3])))

    last.extract_text(visitor_operand_before=drawn)
    assert sizes[-2:] == [pytest.approx((line / 2, line / 4), abs=1), pytest.approx((90, 45), abs=1)]
    with zipfile.ZipFile(built / "review/a/a.docx") as archive:
        document = archive.read("word/document.xml").decode()
    width, height = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', document)[0]
    text = int(re.findall(r'w:pgSz w:w="(\d+)"', document)[-1]) - 1361 - 2552
    assert (int(width), int(height)) == (pytest.approx(text * 635 / 2, abs=700), pytest.approx(text * 635 / 4, abs=700))
    assert '<w:jc w:val="end"/>' in document and 'cy="571500"' in document
    with zipfile.ZipFile(built / "public/a/a.epub") as archive:
        book = {name.rsplit("/", 1)[-1]: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    page = (built / "public/a/a.html").read_text()
    for markup, style in ((page, page), (next(v for k, v in book.items() if "half" in v), book["style.css"])):
        assert "percent-50" in markup and "at-right" in markup
        assert re.search(r"img\.percent-50 ?{ ?width: 50%", style) and re.search(
            r"img\.height-60 ?{ ?height: 60px", style
        )


SETUP = """\
every_page: true
formats: [pdf, docx]
site: {name: Org}
page:
  size: A5
  margins: 15mm 12mm 18mm 30mm
  header: {left: "{title} (draft)", right: "{section}"}
  footer: {left: "Version 1 of {publisher}", right: "{page}/{pages}"}
"""


def test_margins_and_running_lines_are_words_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a PDF and a Word file alike; a title that looks like a placeholder stays a title."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: The {page} title\n---\n\n## One\n\nA.\n\n\\pagebreak\n\nB.\n")
    (tmp_path / "exporter.yaml").write_text(SETUP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    assert run(["build"]) == 0
    text = PdfReader(tmp_path / "out/public/a/a.pdf").pages[1].extract_text()
    for words in ("The {page} title (draft)", "One", "Version 1 of Org", "2/2"):
        assert words in text
    with zipfile.ZipFile(tmp_path / "out/review/a/a.docx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    margins = re.search(r"<w:pgMar [^>]+>", parts["word/document.xml"])
    assert margins and 'w:top="850" w:bottom="1020" w:left="1701" w:right="2552"' in margins[0]
    lines = [
        re.sub(r"<[^>]+>", "", part) for name, part in sorted(parts.items()) if "header" in name or "footer" in name
    ]
    assert any("The {page} title (draft)" in line and "STYLEREF 1" in line for line in lines)
    assert any(re.search("Version 1 of Org.*PAGE.*/.*NUMPAGES", line) for line in lines)


@pytest.mark.parametrize(
    "page", ["{margins: 60mm, size: A5}", "{margins: 5mm}", "{margins: wide}", "{header: '{titel}'}", "{footer: [a]}"]
)
def test_a_page_that_cannot_be_set_up_is_an_error_of_the_configuration(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Margins without room for text, wrong lengths and unknown names end the run at their place."""
    (tmp_path / "content").mkdir()
    (tmp_path / "exporter.yaml").write_text(f"page: {page}\n")
    monkeypatch.chdir(tmp_path)
    assert run(["list"]) == 2
    assert "exporter.yaml:1:" in capsys.readouterr().err


NUMBERED = """\
One paragraph.

## Heading

- item one
- item two

```
code a
code b
```

| a | b |
|---|---|
| x | y |

Last one.
"""


@pytest.mark.parametrize(("wanted", "count"), [("true", 7), ("lines", 7), ("paragraphs", 6)])
def test_line_numbers_are_artifacts_in_a_pdf_and_words_own_in_a_word_file(
    wanted: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of the text count, without tables and the title; the tag tree has no number, so readers do not hear one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(NUMBERED)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    tagged: list[int] = []
    for numbered in ("false", wanted):
        options = f"pdf: {{line_numbers: {numbered}}}\ndocx: {{line_numbers: true}}\n"
        (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [pdf, docx]\n" + options)
        assert run(["build"]) == 0
        page = PdfReader(tmp_path / "out/public/a/a.pdf").pages[0]
        content = page.get_contents()
        assert content is not None
        tagged.append(content.get_data().count(b"/MCID"))
    numbers = {word for word in page.extract_text().split() if word.isdecimal()}
    assert numbers == {str(n) for n in range(1, count + 1)}
    assert tagged[0] == tagged[1]
    with zipfile.ZipFile(tmp_path / "out/review/a/a.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert "w:lnNumType" in document and "w:suppressLineNumbers" in document.split("One paragraph.")[0]
    assert "w:suppressLineNumbers" not in document.split("One paragraph.")[1]
