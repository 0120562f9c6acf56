"""Numbers and references as LibreOffice counts them: it reckons fields and lists anew when it opens a file."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.cli import run
from tests.agreement.cases import png
from tests.end_to_end.test_numbers import CAPTIONS, CONFIG, HEADINGS, PAGE, SENTENCE
from tests.office.conftest import Convert


def test_libreoffice_shows_the_same_numbers(convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings, captions and references have the numbers of the other formats."""
    (tmp_path / "content/public").mkdir(parents=True)
    (tmp_path / "content/a.md").write_text(PAGE, "utf-8")
    (tmp_path / "content/public/p.png").write_bytes(png(40))
    (tmp_path / "exporter.yaml").write_text(CONFIG, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["build", "--in-process", "--no-cache", "-q", "--to", "docx"]) == 0
    convert("pdf", [tmp_path / "out/review/files/a.docx"], tmp_path)
    shown = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages).split())
    assert SENTENCE in shown
    assert [words for words in (*HEADINGS, *CAPTIONS) if shown.count(words) < 2] == []
