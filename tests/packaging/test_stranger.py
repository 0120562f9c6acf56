"""A stranger's way: the wheel in an environment of its own, no checkout; README, a Nuxt site, Python, a plug-in."""

import json
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, built, install, run

PAGE = "---\ntitle: A loose page\n---\n\n## Why?\n\nBecause of *this*:\n\n![A dot](dot.svg)\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'
NUXT = {
    "nuxt.config.ts": "export default defineNuxtConfig({ site: { url: 'https://docs.example.org', name: 'Docs' } })\n",
    "content/index.md": '---\ntitle: Home\n---\n\n# Home\n\n::u-page-hero{title="Hello"}\nWords.\n::\n',
    "content/1.guide/1.start.md": "# Start\n\nSee [home](/).\n\n::note\nMind the gap.\n::\n",
}
PRICES = """\
---
title: Prices
---

::sh-price{amount="3 EUR" title="A seat"}
Per year.
::

::ShFaq
---
qas:
  - q: How much
    a: Three euros.
---
::
"""


def test_a_page_alone_in_a_folder(command: list[str], tmp_path: Path) -> None:
    """One page and the picture beside it, no configuration: all formats, with no finding."""
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "dot.svg").write_text(DOT)
    told = run(command, "build", "page.md", folder=tmp_path).stderr
    assert "3 built, 0 failed, 0 warnings" in told
    files = sorted(p.relative_to(tmp_path).as_posix() for p in (tmp_path / "out").rglob("page.*"))
    assert files == ["out/public/page.html", "out/public/page.pdf", "out/review/page.docx"]
    html = (tmp_path / "out/public/page.html").read_text()
    assert 'alt="A dot"' in html
    assert "Because of" in html


def test_a_nuxt_site_is_found_and_built(command: list[str], tmp_path: Path) -> None:
    """``init``, ``list`` and ``build`` in a Nuxt project: its address and name, a file for each page, no error."""
    for name, text in NUXT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert "https://docs.example.org" in run(command, "init", folder=tmp_path).stdout
    assert "guide/start" in run(command, "list", folder=tmp_path).stdout
    assert "0 failed" in run(command, "build", "--to", "html", folder=tmp_path).stderr
    assert {path.stem for path in (tmp_path / "out/public").rglob("*.html")} == {"home", "start"}


def test_python_makes_a_file(python: Path, tmp_path: Path) -> None:
    """``exporter.convert`` in a program of the environment."""
    code = "from exporter import convert; print(convert('# Minutes', to='pdf').pages)"
    assert run([str(python), "-P", "-c", code], folder=tmp_path).stdout == "1\n"


@pytest.fixture(scope="module")
def plugin(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installed example plug-in."""
    install(python, built(tmp_path_factory.mktemp("plugin"), ROOT / "docs" / "plugin")[".whl"])
    (folder,) = python.parents[1].glob("lib/python*/site-packages/our_plugin")
    return folder


def test_a_plug_in_adds_a_component_a_format_and_a_check(command: list[str], plugin: Path, tmp_path: Path) -> None:
    """The documented package works where it is installed, and what it makes is anew after a change of its code."""
    (tmp_path / "prices.md").write_text(PRICES)
    told = run(command, "build", "prices.md", "--to", "csv,text", folder=tmp_path).stderr
    assert "prices.md:12:5: warning[question-mark]: this question has no question mark" in told
    assert (tmp_path / "out/public/prices.csv").read_text() == "1,How much,Three euros.\n"
    assert "Per year." in (tmp_path / "out/public/prices.txt").read_text()
    assert "question mark" in run(command, "explain", "question-mark", folder=tmp_path).stdout
    assert "csv: fine" in run(command, "doctor", folder=tmp_path).stdout
    assert "csv" in json.loads(run(command, "schema", "config", folder=tmp_path).stdout)["properties"]
    again = ("build", "prices.md", "--to", "csv,text", "--in-process")
    assert "0 built" in run(command, *again, folder=tmp_path).stderr
    price = plugin / "price.py"
    price.write_text(price.read_text() + "\n")
    assert "2 built" in run(command, *again, folder=tmp_path).stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "said"),
    [
        (
            "csv_questions",
            "out = ",
            "out = 1 / ",
            1,
            "error[format]: the format csv of 'our_plugin.csv_questions' does not",
        ),
        ("csv_questions", "return Rendered(", "return dict(", 1, "its render gave a dict instead of Rendered"),
        (
            "csv_questions",
            "    suffix = ",
            "    ending = ",
            2,
            "error[plugin]: format 'csv' (our_plugin.csv_questions:",
        ),
        ("csv_questions", '".csv"', '".pdf"', 2, "its suffix '.pdf' must be one such as '.csv' that no shipped format"),
        ("question_mark", "for page in", "for page in 1 /", 1, "error[check]: the check question-mark of 'our_plugin"),
        (
            "question_mark",
            "RULE = ",
            "RULE = 1 or ",
            1,
            "error[plugin]: check 'question-mark' (our_plugin.question_mark:",
        ),
    ],
)
def test_a_faulty_plug_in_is_named(
    command: list[str], plugin: Path, tmp_path: Path, file: str, old: str, new: str, code: int, said: str
) -> None:
    """Whatever it does, its module is named, and there is neither a traceback nor a fault of the exporter."""
    (tmp_path / "prices.md").write_text(PRICES)
    module = plugin / f"{file}.py"
    text = module.read_text()
    module.write_text(text.replace(old, new))
    try:
        done = run(command, "build", "prices.md", "--to", "csv,text", "--in-process", folder=tmp_path, code=code)
    finally:
        module.write_text(text)
    assert said in done.stderr
    assert "Traceback" not in done.stderr and "internal" not in done.stderr
