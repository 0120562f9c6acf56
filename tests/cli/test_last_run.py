"""``exporter build`` takes the result of its last run or plans again: both say and write the same, at every change."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exporter.build import project as projects
from exporter.build.last_run import LastRun
from exporter.cli import run
from tests.one_process import in_one_process

CONFIG = """site: {url: https://example.org}
formats: [html]
severities: {broken-link: warning}
exports:
  - {pages: ["**"], output: book}
  - {page: one.md, output: files/one}
"""
ONE = "# One\n\nWords.\n\n![A square](/a.svg)\n\n![Missing](/b.svg)\n\n[Sheet](/sheet.zip) [Two](/part/two)\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="8" height="9"/></svg>'
START = {"exporter.yaml": CONFIG, "content/one.md": ONE, "content/part/two.md": "# Two\n\n## Part\n\nWords.\n"}
PICTURES = {"content/public/a.svg": SQUARE, "pictures/c.svg": SQUARE.replace("8", "7")}

Change = Callable[[Path], object]


def written(name: str, old: str, new: str) -> Change:
    """A change of a file in place, with the time that it had."""

    def change(folder: Path) -> None:
        path = folder / name
        before, text = path.stat(), path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return change


def new(name: str, text: str) -> Change:
    """A new file."""
    return lambda folder: (folder / name).write_text(text)


def gone(name: str) -> Change:
    """A file or folder less."""
    return lambda folder: shutil.rmtree(path) if (path := folder / name).is_dir() else path.unlink()


def linked(folder: Path) -> None:
    """Another file behind the name of a picture."""
    shutil.copy(folder / "pictures/c.svg", folder / "content/public/c.svg")
    (folder / "content/public/a.svg").unlink()
    (folder / "content/public/a.svg").symlink_to("c.svg")


# one after the other; each with the options of the runs behind it
CHANGES: tuple[tuple[str, Change, tuple[str, ...]], ...] = (
    ("the first run", lambda _: None, ()),
    ("nothing", lambda _: None, ()),
    ("words of the same length", written("content/one.md", "Words", "Wards"), ()),
    ("a picture of the same length", written("content/public/a.svg", "8", "6"), ()),
    ("a link to another picture", linked, ()),
    ("the target of the link", written("content/public/c.svg", "7", "5"), ()),
    ("a missing picture", new("content/public/b.svg", SQUARE), ()),
    ("a file that a link misses", new("content/public/sheet.zip", ""), ()),
    ("that file, gone again", gone("content/public/sheet.zip"), ()),
    ("an anchor of another page", written("content/one.md", "(/part/two)", "(/part/two#part)"), ()),
    ("that anchor, gone", written("content/part/two.md", "## Part", "## Port"), ()),
    ("a new page", new("content/three.md", "# Three\n"), ()),
    ("a renamed page", lambda f: (f / "content/three.md").rename(f / "content/four.md"), ()),
    ("a hidden page", lambda f: (f / "content/four.md").rename(f / "content/_four.md"), ()),
    ("a draft", new("content/five.md", "---\ndraft: true\n---\n# Five\n"), ()),
    ("no draft any more", written("content/five.md", "true", "false"), ()),
    ("a page that cannot be read", lambda f: (f / "content/five.md").write_bytes(b"\xff"), ()),
    ("that page, gone", gone("content/five.md"), ()),
    ("a broken page", written("content/part/two.md", "# Two", "---\na: [\n---\n# Two"), ()),
    ("that page, right again", written("content/part/two.md", "a: [", "a: 1"), ()),
    ("a severity", written("exporter.yaml", "broken-link: warning", "broken-link: error"), ()),
    ("a severity back", written("exporter.yaml", "broken-link: error", "broken-link: warning"), ()),
    ("an option", written("exporter.yaml", "exports:", "language: fr\nexports:"), ()),
    ("a folder's title", new("content/part/.navigation.yml", "title: Site\n"), ()),
    ("answers of people", new("accessibility.yaml", "- {export: files/one, items: [x], verdict: pass, by: Ann}\n"), ()),
    ("another format", lambda _: None, ("--to", "gfm")),
    ("the usual format again", lambda _: None, ()),
    ("one page", lambda _: None, ("one.md",)),
    ("warnings as errors", lambda _: None, ("--strict",)),
    ("an output by hand", written("out/public/files/one.html", "Wards", "Words"), ()),
    ("that output, gone", gone("out/public/files/one.html"), ()),
    ("an output of another run, gone", gone("out/public/book.md"), ()),
    ("an export less", written("exporter.yaml", "  - {page: one.md, output: files/one}\n", ""), ()),
    ("its file, gone", gone("out/public/files/one.html"), ()),
    ("a broken manifest", new("out/manifest.json", "{"), ()),
    ("the journal of a killed run", new("out/.journal", '["public/book.html", "00"]\n'), ()),
    ("another version", lambda _: None, ()),
    ("no outputs", gone("out"), ()),
    ("no cache", gone("cache"), ()),
)

SAME = {"nothing", "a draft", "a severity back", "warnings as errors"}
FAILED = {"a broken page", "a severity", "an output by hand"}
LATER = {"another format", "a broken manifest"}  # the next run says less, or says it of the manifest


def test_the_result_of_the_last_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sites take the same changes, one without records of runs: findings, exit codes and files stay equal."""
    in_one_process(monkeypatch)
    monkeypatch.setattr(projects, "versions", lambda _: {})  # they take most of the time of so small a run
    taken: list[bool] = []
    unchanged = LastRun.unchanged

    def noted(last: LastRun, wait: float = 0.0) -> Any:
        found = unchanged(last, wait) if Path.cwd().name == "recorded" else None
        taken.append(found is not None)
        return found

    monkeypatch.setattr(LastRun, "unchanged", noted)
    for name in ("recorded", "planned"):
        for file, text in (START | PICTURES).items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for what, change, options in CHANGES:
        if what == "another version":
            monkeypatch.setattr(projects, "own_code", lambda: "0" * 64)
        told = []
        for name in ("recorded", "planned"):
            monkeypatch.chdir(tmp_path / name)
            change(Path())
            told.append(_build(options))
        monkeypatch.chdir(tmp_path / "recorded")
        again = _build(options)
        assert told[0] == told[1], what
        assert again == told[1] or what == "a broken manifest", what
        assert taken[-3] is (what in SAME), what
        assert taken[-1] is (what not in FAILED | LATER), what


def _build(options: tuple[str, ...]) -> tuple[int, Any, dict[str, bytes]]:
    """The exit code, the findings of all and of each file, and the outputs."""
    code = run(["build", "--cache", "cache", "--quiet", "--report", "report.json", *options])
    report = json.loads(Path("report.json").read_text())
    found = {one["path"]: (one["findings"], one["state"] == "failed") for one in report["files"]}
    files = {path.as_posix(): path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    return code, (report["findings"], found), files
