"""Page breaks and landscape parts in the files that readers open."""

import re
import zipfile
from pathlib import Path

import pytest
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

::page-break
::
"""


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outputs of one page in all formats."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(PAGE)
    (tmp_path / "exporter.yaml").write_text("{every_page: true, formats: [pdf, docx, html, epub, text, gfm]}")
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
    out = capsys.readouterr()
    assert {"text-page-break", "gfm-page-break"} <= set(re.findall(r"loss\[([\w-]+)\]", out.out + out.err))
