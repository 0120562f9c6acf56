"""Blanks and signs of a language in every format, and their way back to the page."""

import re
import zipfile
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

PAGE = 'Voici : 25 000 € et "mot"...\n\nIl dit l\'autre.\n'
SHOWN = "Voici\u00a0: 25\u202f000\u202f€ et «\u00a0mot\u00a0»…"


def edited(file: Path, old: str, new: str) -> None:
    """Replace a part of a Word file's text."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_review_leads_printed_signs_back_to_those_of_the_page(
    site: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fresh file has no changes; a deletion of printed signs, and typed plain ones, become edits of the page."""
    Path("content/good.md").unlink()
    site("exporter.yaml", "{language: fr, smart: true, every_page: true, formats: [docx, text, html]}")
    page = site("content/a.md", PAGE)
    assert run(["build"]) == 0
    assert SHOWN in Path("out/public/a/a.txt").read_text()
    assert SHOWN in re.sub(r"<[^>]+>", "", Path("out/public/a/a.html").read_text())
    file = Path("out/review/a/a.docx")
    capsys.readouterr()
    assert run(["review", "list", str(file)]) == 0
    assert "0 changes" in capsys.readouterr().out
    mark = 'w:author="R" w:date="2026-01-01T00:00:00Z"'
    word = "«\u00a0mot\u00a0»"
    gone = f'<w:del w:id="901" {mark}><w:r><w:delText>{word}</w:delText></w:r></w:del>'
    come = f'<w:ins w:id="902" {mark}><w:r><w:t xml:space="preserve"> Fin : l\'un -- 5 000 €.</w:t></w:r></w:ins>'
    edited(file, f"{word}…", f"</w:t></w:r>{gone}<w:r><w:t>…")
    edited(file, "autre.</w:t></w:r>", f"autre.</w:t></w:r>{come}")
    assert run(["review", "apply", str(file)]) == 0
    assert page.read_text() == "Voici : 25 000 € et ...\n\nIl dit l'autre. Fin : l'un -- 5 000 €.\n"
