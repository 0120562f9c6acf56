"""Document control: who is responsible for a document and where it stands, in every format and in running heads."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporter.cli import run

PAGE = """\
---
title: Requirements
identifier: EX-TS-042
version: "1.2"
status: candidate
supersedes: [EX-TS-042 1.1, EX-TR-007]
comment_period: 2026-03-01/2026-04-15
---
Words.
"""
CONFIG = """\
formats: [pdf, docx, html, epub, gfm, text, json]
theme: standard
document: {cover: true, working_group: Devices, contacts: desk@example.org}
exports: [{page: a.md, output: files/a, date: '2026-03-01'}]
"""
BEGINS = re.compile(rb'(<w:pStyle w:val="Heading1"/>)<w:pageBreakBefore/>(.*?</w:pPr>)')
STANDARD = "--color-accent: #1f4e79"
FACTS = {
    "Identifier": "EX-TS-042",
    "Version": "1.2",
    "Date": "2026-03-01",
    "Status": "Candidate",
    "Working group": "Devices",
    "Supersedes": "EX-TS-042 1.1, EX-TR-007",
    "Comment period": "2026-03-01 – 2026-04-15",
    "Contacts": "desk@example.org",
}


def _build(folder: Path, page: str, config: str) -> int:
    (folder / "content").mkdir(parents=True)
    (folder / "content/a.md").write_text(page, "utf-8")
    (folder / "exporter.yaml").write_text(config, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return run(["build", "--in-process", "--no-cache", "-q"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site whose page is built in all formats."""
    folder = tmp_path_factory.mktemp("frame")
    assert _build(folder, PAGE, CONFIG) == 0
    return folder


def _shown(site: Path, suffix: str) -> str:
    data = (site / f"out/{'review' if suffix == 'docx' else 'public'}/files/a.{suffix}").read_bytes()
    if suffix == "pdf":
        return " ".join(PdfReader(BytesIO(data)).pages[0].extract_text().split())
    if suffix in ("docx", "epub"):
        with zipfile.ZipFile(BytesIO(data)) as package:
            part = next(n for n in package.namelist() if n.endswith(("word/document.xml", "content.xhtml")))
            data = package.read(part)
    return " ".join(re.sub(r"<[^>]+>|\|", " ", data.decode()).split())


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "epub", "md", "txt"])
def test_every_format_has_the_facts(site: Path, suffix: str) -> None:
    """Each fact stands behind its word, from front matter, the entry or the project, in the same order."""
    shown = _shown(site, suffix).replace("\\", "")
    places = [shown.find(f"{word} {value}") for word, value in FACTS.items()]
    assert -1 not in places
    assert places == sorted(places)


def test_running_heads_name_the_document(site: Path) -> None:
    """Behind the cover, the head of a PDF has number and version; the head of the Word file has them too."""
    second = PdfReader(site / "out/public/files/a.pdf").pages[1].extract_text()
    assert "EX-TS-042" in second
    assert "1.2" in second
    with zipfile.ZipFile(site / "out/review/files/a.docx") as package:
        headers = [package.read(n).decode() for n in package.namelist() if n.startswith("word/header")]
    assert any("EX-TS-042 1.2" in header for header in headers)


def test_few_facts_stay_in_a_line(tmp_path: Path) -> None:
    """Without a group, a predecessor, a period or a contact, there is no table."""
    page = "---\ntitle: A\nversion: '2'\nstatus: draft\n---\nWords.\n"
    assert _build(tmp_path / "a", page, "formats: [text]\nexports: [{page: a.md, output: files/a}]\n") == 0
    assert "Version: 2 · Status: Draft" in (tmp_path / "a/out/public/files/a.txt").read_text("utf-8")


@pytest.mark.parametrize("period", ["soon", "2026-04-15/2026-03-01", "2026-02-30", "2026-01-01/2026-02-01/2026-03-01"])
def test_a_wrong_period_is_a_warning(tmp_path: Path, period: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A period that is none is left out, with a warning at its line."""
    page = f"---\ntitle: A\ncomment_period: {period}\n---\nWords.\n"
    assert _build(tmp_path / "a", page, "formats: [text]\nexports: [{page: a.md, output: files/a}]\n") == 0
    assert (
        f"content/a.md:3:1: warning[bad-property]: 'comment_period': '{period}' is not a date"
        in capsys.readouterr().err
    )
    assert "Comment" not in (tmp_path / "a/out/public/files/a.txt").read_text("utf-8")


def test_an_export_has_a_theme_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page, as the project and as its own entry want it; a theme on the command line counts for both."""
    entries = "[{page: a.md, output: plain}, {page: a.md, output: own, theme: standard}]"
    assert _build(tmp_path / "a", "---\ntitle: A\n---\nWords.\n", f"formats: [html]\nexports: {entries}\n") == 0
    public = tmp_path / "a/out/public"
    assert [STANDARD in (public / f"{name}.html").read_text("utf-8") for name in ("plain", "own")] == [False, True]
    monkeypatch.chdir(tmp_path / "a")
    assert run(["build", "--in-process", "--no-cache", "-q", "--theme", "plain"]) == 0
    assert STANDARD not in (public / "own.html").read_text("utf-8")


def test_the_author_on_a_cover_is_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fresh review file with a cover, an author and contents has no changes, also as LibreOffice begins its pages."""
    page = "---\ntitle: A\nauthor: Ada\n---\n## One\n\nWords.\n"
    config = "formats: [docx]\ndocx: {toc: always}\nexports: [{page: a.md, output: files/a, cover: true}]\n"
    assert _build(tmp_path / "a", page, config) == 0
    monkeypatch.chdir(tmp_path / "a")
    assert run(["review", "list", "out/review/files/a.docx"]) == 0
    assert "0 changes" in capsys.readouterr().out
    fresh = tmp_path / "a/out/review/files/a.docx"
    with zipfile.ZipFile(fresh) as package, zipfile.ZipFile(tmp_path / "a/a.docx", "w") as saved:
        for name in package.namelist():
            data = package.read(name)
            saved.writestr(name, BEGINS.sub(rb'\1\2<w:r><w:br w:type="page"/></w:r>', data))
    assert run(["review", "list", "a.docx", "--export", "files/a"]) == 0
    assert "0 changes" in capsys.readouterr().out


def test_text_begins_behind_contents_and_cover(tmp_path: Path) -> None:
    """In Word, the first heading starts a page of its own where a cover and contents come before it."""
    page = "---\ntitle: A\n---\n## One\n\nWords.\n"
    config = "formats: [docx]\ndocx: {toc: always}\nexports: [{page: a.md, output: files/a, cover: true}]\n"
    assert _build(tmp_path / "a", page, config) == 0
    with zipfile.ZipFile(tmp_path / "a/out/review/files/a.docx") as package:
        body = package.read("word/document.xml").decode()
    (heading,) = re.findall(r'<w:pPr><w:pStyle w:val="Heading1"/>.*?</w:pPr>', body)
    assert "pageBreakBefore" in heading
