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
