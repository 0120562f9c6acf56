"""Anchors of paragraphs in HTML, EPUB and PDF."""

import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.cli import run

PAGE = """\
First.

## Scope

One.

- Item.

Two.

## Scope of p

Three.
"""
ANCHORS = ["p1", "scope-p1", "scope-p2", "scope-of-p-p1"]


@pytest.mark.parametrize("wanted", [True, False])
def test_paragraphs_have_anchors_where_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool) -> None:
    """Each paragraph of the flow has its clause's anchor and its number; ``numbering: true`` alone gives none."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(PAGE, "utf-8")
    numbering = "{paragraphs: true}" if wanted else "true"
    config = f"formats: [pdf, html, epub]\nnumbering: {numbering}\nexports: [{{page: a.md, output: files/a}}]\n"
    (tmp_path / "exporter.yaml").write_text(config, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["build", "--in-process", "--no-cache", "-q"]) == 0
    with zipfile.ZipFile("out/public/files/a.epub") as package:
        chapter = next(name for name in package.namelist() if name.endswith("content.xhtml"))
        book = package.read(chapter).decode()
    for markup in (Path("out/public/files/a.html").read_text("utf-8"), book):
        assert re.findall(r'id="((?:[a-z-]+-)?p\d)"', markup) == (ANCHORS if wanted else [])
    assert (set(PdfReader("out/public/files/a.pdf").named_destinations) >= set(ANCHORS)) is wanted
