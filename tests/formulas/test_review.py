"""Formulas in a reviewed Word file: each is one piece, and another one is a change that is written by hand."""

import zipfile
from pathlib import Path

import pytest

from exporter.cli import run

PAGE = "---\ntitle: Formulas\n---\n\nThe area is $a b$ here, and\n\n$$\n\\frac{c}{d}\n$$\n\nend.\n"


def test_another_formula_is_a_change_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh file has no change; a changed letter is one change, beside the words of the line as they are."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/page.md").write_text(PAGE, "utf-8")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nmath: true\nformats: [docx]\n", "utf-8")
    config = str(tmp_path / "exporter.yaml")
    assert run(["build", "--config", config, "--jobs", "1"]) == 0
    (fresh,) = (tmp_path / "out/review").rglob("*.docx")
    changed = tmp_path / "changed.docx"
    with zipfile.ZipFile(fresh) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert data.count(b">c</m:t>") == 1
                data = data.replace(b">c</m:t>", b">e</m:t>")
            new.writestr(name, data)
    capsys.readouterr()
    run(["review", "list", str(fresh), "--config", config])
    assert "0 changes" in capsys.readouterr().out
    run(["review", "list", str(changed), "--config", config])
    shown = capsys.readouterr().out
    assert "formula changed" in shown
    assert "\\frac{c}{d} -> ed" in shown
    assert "1 change (1 by hand)" in shown


def test_a_reviewers_formula_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A formula that a reviewer inserts is listed by its letters, and is written by hand."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/page.md").write_text(PAGE, "utf-8")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nmath: true\nformats: [docx]\n", "utf-8")
    config = str(tmp_path / "exporter.yaml")
    assert run(["build", "--config", config, "--jobs", "1"]) == 0
    (fresh,) = (tmp_path / "out/review").rglob("*.docx")
    reviewed = tmp_path / "reviewed.docx"
    with zipfile.ZipFile(fresh) as old, zipfile.ZipFile(reviewed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = _with_insertion(data.decode()).encode()
            new.writestr(name, data)
    capsys.readouterr()
    run(["review", "list", str(reviewed), "--config", config])
    shown = capsys.readouterr().out
    assert "The area is [ab]{+[E=mc2]+} here" in shown
    assert "it adds a formula" in shown


def _with_insertion(document: str) -> str:
    """The document with a formula inserted before the words behind its first formula."""
    scheme = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    power = "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    formula = f"<m:oMath {scheme}><m:r><m:t>E=m</m:t></m:r>{power}</m:oMath>"
    place = document.index("</m:oMath>") + len("</m:oMath>")
    inserted = f'<w:ins w:id="9001" w:author="Ann" w:date="2026-01-01T00:00:00Z">{formula}</w:ins>'
    return document[:place] + inserted + document[place:]
