"""Formulas in a reviewed Word file: each is one piece, and another one is a change that is written by hand."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.cli import run

WIDE = " + ".join(f"x_{{{n}}}" for n in range(24))
PAGE = (
    f"---\ntitle: Formulas\n---\n\nThe area is $a b$ here, and\n\n$$\n\\frac{{c}}{{d}}\n$$\n\n$$\n{WIDE}\n$$\n\nend.\n"
)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The review file of the page, in its site."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/page.md").write_text(PAGE, "utf-8")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nmath: true\nformats: [docx]\n", "utf-8")
    assert run(["build", "--config", str(tmp_path / "exporter.yaml"), "--jobs", "1"]) == 0
    (made,) = (tmp_path / "out/review").rglob("*.docx")
    return made


def listed(site: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The list of changes of a file."""
    capsys.readouterr()
    run(["review", "list", str(file), "--config", str(site / "exporter.yaml")])
    return capsys.readouterr().out


def edited(fresh: Path, changed: Path, edit: Callable[[str], str]) -> Path:
    """A copy of the file with its document edited."""
    with zipfile.ZipFile(fresh) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit(data.decode()) if name == "word/document.xml" else data)
    return changed


def test_another_formula_is_a_change_by_hand(fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh file has no change; a changed letter is one change, beside the words of the line as they are."""

    def another_letter(document: str) -> str:
        assert document.count(">c</m:t>") == 1
        return document.replace(">c</m:t>", ">e</m:t>")

    assert "0 changes" in listed(tmp_path, fresh, capsys)
    shown = listed(tmp_path, edited(fresh, tmp_path / "changed.docx", another_letter), capsys)
    assert "formula changed" in shown
    assert "\\frac{c}{d} -> ed" in shown
    assert "1 change (1 by hand)" in shown


def test_a_reviewers_formula_is_shown(fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A formula that a reviewer inserts is listed by its letters, and is written by hand."""
    shown = listed(tmp_path, edited(fresh, tmp_path / "reviewed.docx", _with_insertion), capsys)
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
