"""The history of a document from git tags: rows in every format, noticed by the next build, not in shallow clones."""

import os
import subprocess
from pathlib import Path

import pytest

from exporter.cli import run

CONFIG = """\
formats: [text]
document: {history: [{version: '0.1', date: '2019-12-01', text: First words}, git]}
exports: [{page: a.md, output: files/a}, {pages: [a.md, b.md], output: files/both, title: Both}]
"""


def _git(folder: Path, *arguments: str, day: str = "2020-01-01") -> None:
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _WHO.items()}
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+02:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+02:00"}
    environment = {**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


_WHO = {"NAME": "Ada", "EMAIL": "ada@example.org"}


def _commit(folder: Path, day: str, **pages: str) -> None:
    for name, words in pages.items():
        (folder / f"content/{name}.md").write_text(words, "utf-8")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "x", "--allow-empty", day=day)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two pages; its tags v1 and v3 changed the first page, v2 and v3 the second."""
    folder = tmp_path / "project"
    (folder / "content").mkdir(parents=True)
    (folder / "exporter.yaml").write_text(CONFIG, "utf-8")
    _git(folder, "init", "-q", "-b", "main")
    _commit(folder, "2020-01-01", a="One.\n", b="One.\n")
    _git(folder, "tag", "-a", "v1", "-m", "First release\n\nMore.", day="2020-01-02")
    _commit(folder, "2020-02-01", b="Two.\n")
    _git(folder, "tag", "v2")
    _commit(folder, "2020-03-01", a="Three.\n", b="Three.\n")
    _git(folder, "tag", "-a", "v3", "-m", "Third release", day="2020-03-02")
    _git(folder, "tag", "-a", "v2-again", "-m", "Later tag of an older commit", "HEAD~1", day="2020-03-03")
    _git(folder, "checkout", "-q", "-b", "other", "HEAD~2")
    _commit(folder, "2020-04-01", a="Other.\n")
    _git(folder, "tag", "branch-only")
    _git(folder, "checkout", "-q", "main")
    monkeypatch.chdir(folder)
    return folder


def _history(folder: Path, name: str = "a") -> list[str]:
    text = (folder / f"out/public/files/{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.count(" |") >= 2][1:]


def test_tags_that_changed_a_page_are_rows(project: Path) -> None:
    """Written rows come first, then tags by their dates: annotated ones with their subject, none of other branches."""
    assert run(["build", "--in-process", "--no-cache", "-q"]) == 0
    own = ["0.1 | 2019-12-01 | First words", "v1 | 2020-01-02 | First release", "v3 | 2020-03-02 | Third release"]
    assert _history(project) == own
    assert [row.split(" | ")[0] for row in _history(project, "both")] == ["0.1", "v1", "v2", "v3"]


def test_a_new_tag_is_noticed(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build after a new tag makes the file anew; without one, everything is current."""
    build = ["build", "--in-process", "--cache", str(tmp_path / "cache")]
    assert run(build) == 0
    capsys.readouterr()
    assert run(build) == 0
    assert "0 built" in capsys.readouterr().err
    _commit(project, "2020-05-01", a="Five.\n")
    assert run(build) == 0
    _git(project, "tag", "v5", day="2020-05-02")
    assert run(build) == 0
    assert _history(project)[-1].startswith("v5 | 2020-05-01 |")


def test_front_matter_asks_for_it(project: Path) -> None:
    """A page's ``history: git`` stands for its tags; other words of that key are the page's own affair."""
    config = "formats: [text]\nexports: [{page: a.md, output: files/a}, {page: b.md, output: files/b}]\n"
    (project / "exporter.yaml").write_text(config, "utf-8")
    _commit(project, "2020-06-01", a="---\nhistory: git\n---\nSix.\n", b="---\nhistory: long\n---\nSix.\n")
    assert run(["build", "--in-process", "--no-cache", "-q"]) == 0
    assert [row.split(" | ")[0] for row in _history(project)] == ["v1", "v3"]
    assert "Revision history" not in (project / "out/public/files/b.txt").read_text("utf-8")


def test_a_shallow_clone_says_so(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the whole history there are only the written rows, and a warning."""
    _git(tmp_path, "clone", "-q", "--depth=1", project.as_uri(), "shallow")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "shallow")
        assert run(["build", "--in-process", "--no-cache"]) == 0
    assert "warning[git-history]: no history from git tags: the clone is shallow" in capsys.readouterr().err
    assert _history(tmp_path / "shallow") == ["0.1 | 2019-12-01 | First words"]
