"""The shapes that people give keys: one word for a list, a key without a value, a mapping where a list belongs."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from exporter.cli import run
from tests.cli.conftest import Write, site

__all__ = ["site"]

EMPTY = """\
site:
brand:
document: {date: , keywords: word}
formats: html
docx:
terms: LwM2M
exports:
  - {page: good.md, output: files/good, title: , formats: text, options: }
"""


def test_one_word_is_a_list_and_nothing_is_nothing(site: Write) -> None:
    """A list may be one word, and a key without a value counts as left out."""
    site("exporter.yaml", EMPTY)
    assert run(["build", "--in-process"]) == 0
    assert [p.name for p in Path("out/public/files").iterdir()] == ["good.txt"]


def test_front_matter_may_have_keys_without_values(site: Write) -> None:
    """Keys that a page's template leaves empty are no fault."""
    front = "title:\ndescription: null\nlang:\ndate:\nexports:\n  - {output: files/own, formats: html, date: }\n"
    site("content/own.md", f"---\n{front}---\n\n# Own\n\nWords.\n")
    assert run(["build", "--in-process"]) == 0
    assert "<title>Own" in Path("out/public/files/own.html").read_text()


@pytest.mark.parametrize(
    ("exports", "message"),
    [
        (
            "exports: {output: own}",
            "own.md:2:1: error[wrong-value]: 'exports' must be a list\n  hint: begin each entry",
        ),
        ("exports: [own]", "own.md:2:11: error[wrong-value]: 'exports[0]' must be a mapping of keys and values"),
        (
            "exports: [{output: own, formats: 3}]",
            "own.md:2:25: error[wrong-value]: 'exports[0].formats' must be a list",
        ),
    ],
)
def test_other_shapes_are_reported_at_their_place(
    site: Write, capsys: pytest.CaptureFixture[str], exports: str, message: str
) -> None:
    """The rest of the site is built."""
    site("content/own.md", f"---\n{exports}\n---\n\nWords.\n")
    assert run(["build", "--in-process"]) == 1
    assert f"content/{message}" in capsys.readouterr().err
    assert Path("out/public/files/good.html").is_file()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("---\ntitle: Given\n---\n\n# Heading\n", "Given"),
        ("# The *first* `heading`\n\nWords.\n", "The first heading"),
        ("## Part\n\nWords.\n", "No Title"),
        ("", "No Title"),
        ("---\ntitle: [a]\ndescription: {a: b}\nlang: 12\n---\n\nWords.\n", "No Title"),
    ],
)
def test_a_page_without_a_title_has_one_in_every_format(site: Write, page: str, title: str) -> None:
    """The page's heading, else its file's name, is the title that readers and programs see."""
    site("content/1.no-title.md", page)
    assert run(["build", "content/1.no-title.md", "--to", "html,docx,pdf", "--in-process"]) == 0

    assert f"<title>{title}" in Path("out/public/no-title/no-title.html").read_text()
    pdf = PdfReader("out/public/no-title/no-title.pdf").metadata
    assert pdf is not None and pdf.title == title
    with ZipFile("out/review/no-title/no-title.docx") as word:
        assert f">{title}</dc:title>" in word.read("docProps/core.xml").decode()


def test_a_run_for_some_pages_reports_only_those(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults in other pages' exports are reported if all are built, or if nothing could be chosen."""
    site("content/own.md", "---\nexports: [{output: files/own, titel: Own}]\n---\n\nWords.\n")
    assert run(["build", "files/good", "--in-process"]) == 0
    assert "titel" not in capsys.readouterr().err
    assert run(["build", "files/own", "--in-process"]) == 2
    assert "did you mean 'title'?" in capsys.readouterr().err
