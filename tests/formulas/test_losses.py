"""What formats cannot show of a formula, and limits that do not concern formulas."""

from pathlib import Path

import pytest

from exporter.cli import run

RULES = "---\ntitle: Formulas\n---\n\nAn array $\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}$ here.\n"
LONG = "---\ntitle: Formulas\n---\n\nA sum\n\n$$\n" + "x+" * 1_200 + "x\n$$\n\nends.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with formulas, in which the test runs."""
    (tmp_path / "content").mkdir()
    (tmp_path / "exporter.yaml").write_text("every_page: true\nmath: true\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content/page.md"


def build(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and findings of a build in one format."""
    code = run(["build", "--to", name, "--jobs", "1", "--no-cache"])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_word_has_no_lines_in_arrays(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines between columns and rows are a loss of Word files alone."""
    site.write_text(RULES, "utf-8")
    assert "page.md:5:10: loss[docx-formula-rules]" in build("docx", capsys)[1]
    assert "loss" not in build("html", capsys)[1]


def test_a_long_formula_is_no_long_word(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A formula without blanks has the limit of formulas, not that of words."""
    site.write_text(LONG, "utf-8")
    code, shown = build("html", capsys)
    assert code == 0
    assert "long-word" not in shown
