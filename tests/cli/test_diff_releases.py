"""``exporter diff`` and ``exporter check`` of the archives of two releases, without their repository."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.cli import run
from exporter.diagnostics import UsageError
from exporter.report.page_images import PdfPair, differing

CONFIGURATION = """\
site: {url: https://example.org}
formats: [text, html]
page: {header: "{title} {version}"}
exports:
  - {output: "guides/Handbook-{version}", page: guide.md, formats: [pdf]}
  - {output: "guides/Annex-{version}", page: guide.md, section: Second}
  - {output: notes/Plain, page: notes.md}
  - {output: notes/OLD, page: old.md}
"""
GUIDE = """\
---
title: The Handbook
---

## First

Words of v1 that stay.

:page-break

## Second

Some words. Of v1, too.
"""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with the archives of two releases, and a later build."""
    folder = tmp_path_factory.mktemp("releases")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("EXPORTER_CACHE", str(folder / "cache"))
        for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        Path("content").mkdir()
        Path("exporter.yaml").write_text(CONFIGURATION)
        Path("content/guide.md").write_text(GUIDE)
        Path("content/notes.md").write_text("---\ntitle: Notes\n---\n\n## Is it *old*?\n\nYes.\n")
        Path("content/old.md").write_text("---\ntitle: Old\n---\n\nWords.\n")
        assert run(["build", "--in-process", "-q", "--release", "v1"]) == 0
        Path("content/guide.md").write_text(GUIDE.replace("Some words", "Other words"))
        Path("content/notes.md").write_text("---\ntitle: Notes\n---\n\n## Is it *old*?\n\nYes.\n\n## New\n\nMore.\n")
        Path("content/old.md").write_text("---\ntitle: Old\n---\n\n*Words*.\n")
        Path("exporter.yaml").write_text(CONFIGURATION.replace("notes/OLD", "notes/Renamed"))
        assert run(["build", "--in-process", "-q", "--release", "v2"]) == 0
        Path("content/notes.md").write_text("---\ntitle: Notes\n---\n\n## Is it *old*?\n\nIt is.\n")
        assert run(["build", "--in-process", "-q"]) == 0
    return folder


@pytest.fixture
def elsewhere(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a project, with both archives."""
    for name in ("v1.zip", "v2.zip"):
        shutil.copy(releases / "out/releases" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def test_two_releases_are_compared_by_their_files(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words of each format, names and new parts; the name of a release is no change, and unpacked folders are alike."""
    assert run(["diff", "--from", "v1.zip", "--to", "v2.zip"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("### 4 downloads change since `v1.zip`\n")
    assert "- **section `Second` reworded** in `guides/Handbook-v2`: **−** `Some` **+** `Other` `words. Of" in told
    assert "- **opening text reworded** in `guides/Annex-v2`: `Second Version: v2` **−** `Some` **+** `Other`" in told
    assert "| `notes/Plain (html, text)` | 1 section new |" in told
    assert "- **section `New` new** in `notes/Plain`: **+** `More.`" in told
    assert "| `notes/Renamed (html, text)` | renamed from `notes/OLD`; `links, emphasis or the order of" in told
    assert "v1`" not in told.replace("`v1.zip`", "") and "example.org" not in told
    with zipfile.ZipFile("v1.zip") as archive:
        archive.extractall("old")
    assert run(["diff", "--from", "old", "--to", "v2.zip"]) == 0
    assert capsys.readouterr().out == told.replace("`v1.zip`", "`old`")
    assert run(["check", "--archive", "v1.zip", "--archive", "old", "--strict"]) == 0


def test_only_pages_with_a_change_are_shown(elsewhere: Path) -> None:
    """The head of each page has the name of the release, but the second one has other words."""
    assert run(["diff", "--from", "v1.zip", "--to", "v2.zip", "--format", "html", "-o", "changes.html"]) == 0
    shown = Path("changes.html").read_text()
    assert (shown.count('alt="Page 2 before"'), shown.count("data:image/png")) == (1, 2)


def test_a_release_is_compared_with_the_built_files(
    releases: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``--to``; a project without built files says so."""
    monkeypatch.chdir(releases)
    monkeypatch.setenv("EXPORTER_CACHE", str(releases / "cache"))
    assert run(["diff", "--from", "out/releases/v2.zip", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(one["output"], one["kind"]) for one in report["downloads"]] == [("notes/Plain", "changed")]
    assert run(["diff", "--from", "HEAD", "--to", "out/releases/v2.zip"]) == 2
    assert "--to compares releases" in capsys.readouterr().err
    assert run(["diff", "--from", "out/releases/v2.zip", "-o", "content/old.md"]) == 2
    assert run(["diff", "--from", "out/releases/v2.zip", "--trusted-config", "HEAD"]) == 2
    assert run(["diff", "--from", "out/releases/v3.zip"]) == 2
    assert "error[missing-file]: no file 'out/releases/v3.zip'" in capsys.readouterr().err


def test_a_damaged_release_is_told_and_the_rest_is_compared(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes that are not those of the manifest, and a PDF that is none, are named with their download."""
    with zipfile.ZipFile("v2.zip") as archive:
        archive.extractall("new")
    Path("new/public/guides/Handbook-v2.pdf").write_bytes(b"%PDF-1.7 none")
    assert run(["diff", "--from", "v1.zip", "--to", "new"]) == 0
    told = capsys.readouterr().out
    assert "`its words cannot be compared: 'new': 'public/guides/Handbook-v2.pdf' is not the file of the" in told
    assert "- **opening text reworded** in `guides/Annex-v2`" in told
    assert run(["diff", "--from", "v1.zip", "--to", "new", "--format", "html", "-o", "changes.html"]) == 0
    assert "warning[damaged-release]: no pictures of 'guides/Handbook-v2': 'new': " in capsys.readouterr().err
    with pytest.raises(UsageError, match="the PDF cannot be drawn"):
        differing(PdfPair(b"%PDF-1.7 none", None))
    assert run(["check", "--archive", "new"]) == 1
    said = capsys.readouterr()
    assert "error[damaged-release]: 'new': 'public/guides/Handbook-v2.pdf' differs from its line in" in said.err
    assert said.out == "failed  new\n"
    assert run(["check", "--archive", "new", "notes/Plain"]) == 2
