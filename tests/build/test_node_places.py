"""Places: what moves is not made again, what holds places is, and every place that is told is today's."""

import json
import zipfile
from pathlib import Path

import pytest

from exporter.backends import FORMATS
from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
site: {url: https://example.org}
formats: [FORMATS]
severities: {pdf-substitute: warning}
exports:
  - {page: good.md, section: Second, output: files/second}
"""
PAGE = """\
---
title: Good
---

## First

Words of the first part.

## Second

Words of the *second* part.[^1]

* An item
* Another one

## Second half

Yes.

[^1]: A note.
"""


@pytest.fixture
def folder(site: Write) -> Path:
    """A site with one section exported in every format, built."""
    site("exporter.yaml", CONFIGURATION.replace("FORMATS", ", ".join(FORMATS)))
    site("content/good.md", PAGE)
    assert build() == set(FORMATS)
    return Path.cwd()


def build(*arguments: str) -> set[str]:
    """Run the build; the formats of the files that were written."""
    assert run(["build", "--in-process", "--report", "report.json", *arguments]) == 0
    return {f["format"] for f in json.loads(Path("report.json").read_text())["files"] if f["state"] == "built"}


def told() -> list[tuple[str, int]]:
    """The findings of the last run: code and line."""
    found = [x for f in json.loads(Path("report.json").read_text())["files"] for x in f.get("findings", ())]
    return sorted({(f["code"], f.get("line", 0)) for f in found})


def noted() -> list[tuple[str, int]]:
    """The findings in the manifest."""
    found = [x for e in json.loads(Path("out/manifest.json").read_text())["files"] for x in e.get("findings", ())]
    return sorted({(f["code"], f.get("line", 0)) for f in found})


def files(out: str) -> dict[str, bytes]:
    """The bytes of the files below an output folder, by their paths."""
    found = (p for p in Path(out).rglob("second.*"))
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in found}


def replaced(path: Path, old: str, new: str) -> None:
    """Change a page's text."""
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("words", ["first part.\n\nMore of *them*.\n", "first\npart.", "first part, and more"])
def test_a_section_that_moves_is_current_in_every_format(folder: Path, words: str) -> None:
    """What is left alone has the bytes that a clean build of the new state gives."""
    replaced(folder / "content/good.md", "first part.", words)
    assert build() == set()
    assert build("--out", "clean", "--force") == set(FORMATS)
    assert files("out") == files("clean")
    assert len(files("out")) == len(FORMATS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("An item\n", "An item\n\n\n"),
        ("Words of the *second*", "Words of the _second_"),
        ("\n* Another", "\n*  Another"),
    ],
)
def test_what_moves_inside_makes_only_what_holds_places(folder: Path, old: str, new: str) -> None:
    """Blank lines and marks are no text; a review file leads back to places, and is made again where they differ."""
    replaced(folder / "content/good.md", old, new)
    assert build() <= {"docx"}
    assert build("--out", "clean", "--force") == set(FORMATS)
    assert files("out") == files("clean")


def test_a_blank_line_makes_the_review_file(folder: Path) -> None:
    """The reason is told."""
    replaced(folder / "content/good.md", "part.[^1]\n", "part.[^1]\n\n")
    assert build("--dry-run") == set()
    told = json.loads(Path("report.json").read_text())["files"]
    assert {f["format"]: f.get("reason") for f in told if f["state"] == "to build"} == {"docx": "places changed"}
    assert build() == {"docx"}


def test_a_word_file_without_the_map_holds_no_places(folder: Path) -> None:
    """``review: false`` leaves nothing to lead back."""
    replaced(folder / "exporter.yaml", "site:", "docx: {review: false}\nsite:")
    assert build() == {"docx"}
    replaced(folder / "content/good.md", "part.[^1]\n", "part.[^1]\n\n")
    assert build() == set()


def test_review_map_tells_nothing_of_the_rest_of_the_page(folder: Path) -> None:
    """Its lines count from the section's first, and no hash tells of another part."""
    data = zipfile.ZipFile(folder / "out/review/files/second.docx").read("customXml/item1.xml").decode()
    assert 'span="0:' in data
    assert 'anchor="second"' in data
    assert "sha256" not in data


def test_attached_source_is_part_of_the_file(folder: Path) -> None:
    """With the page's source in it, a PDF is made again with every change of the page, and has its bytes."""
    from pypdf import PdfReader

    replaced(folder / "exporter.yaml", "site:", "pdf: {attachments: source}\nsite:")
    assert build() == {"pdf"}
    replaced(folder / "content/good.md", "first part.", "first part, and more.")
    assert build() == {"pdf"}
    (pdf,) = Path("out").rglob("second.pdf")
    assert dict(PdfReader(pdf).attachments) == {"good.md": [(folder / "content/good.md").read_bytes()]}


CROOKED = "Words with \uf8ff in them."  # no font has it, so that words stand for it in the PDF


@pytest.fixture
def crooked(folder: Path) -> Path:
    """The site with something in the section for the PDF to tell, and a finding of the page."""
    replaced(folder / "content/good.md", "\n* An item", f"\n{CROOKED}\n\n::NoSuch\n::\n\n* An item")
    build()
    return folder


def line_of(words: str) -> int:
    """The line of the page that words stand in today."""
    lines = Path("content/good.md").read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize("source", ["current", "cache", "clean"])
@pytest.mark.parametrize(("old", "new"), [("first part.", "first part.\n\nMore."), ("part.[^1]\n", "part.[^1]\n\n\n")])
def test_findings_have_the_places_of_today(crooked: Path, source: str, old: str, new: str) -> None:
    """Whether a file is current, comes from the cache or is made anew, its findings are told where they stand now."""
    import shutil

    first = told()
    assert ("pdf-substitute", line_of(CROOKED)) in first
    replaced(crooked / "content/good.md", old, new)
    if source != "current":
        shutil.rmtree("out")
    build(*(["--force"] if source == "clean" else []))
    moved = [(code, line + 2 * bool(line)) for code, line in first]
    assert told() == moved == noted()


def test_findings_of_current_files_are_told_again(crooked: Path) -> None:
    """A warning is not gone because nothing had to be made."""
    first = told()
    assert run(["build", "--in-process", "--report", "report.json", "--strict"]) == 1
    assert told() == first == noted()
