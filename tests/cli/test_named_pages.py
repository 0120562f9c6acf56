"""One way from names to pages: each command takes the same names and refuses the same ones."""

import json
import os
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
site: {url: https://example.org}
formats: [text]
exports:
  - {page: guide/start.md, output: files/start}
"""
# A name, the folder that it is written in, and the pages that it stands for.
KNOWN = {
    "content/good.md": ("", ["content/good.md"]),
    "./content/good.md": ("", ["content/good.md"]),
    "content/../content/good.md": ("", ["content/good.md"]),
    "good.md": ("", ["content/good.md"]),
    "guide": ("", ["content/guide/more.md", "content/guide/start.md"]),
    "content/guide": ("", ["content/guide/more.md", "content/guide/start.md"]),
    "content/guide/": ("", ["content/guide/more.md", "content/guide/start.md"]),
    "content/guide/*.md": ("", ["content/guide/more.md", "content/guide/start.md"]),
    "**/start.md": ("", ["content/guide/start.md"]),
    "content/n*d": ("", None),
    "/guide/start": ("", ["content/guide/start.md"]),
    "files/start": ("", ["content/guide/start.md"]),
    "out/public/files/start.txt": ("", ["content/guide/start.md"]),
    "start.md": ("content/guide", ["content/guide/start.md"]),
    ".": ("content/guide", ["content/guide/more.md", "content/guide/start.md"]),
    "../good.md": ("content/guide", ["content/good.md"]),
    "n.md": ("notes", ["notes/n.md"]),
    "notes/n.md": ("", ["notes/n.md"]),
    "notes": ("", ["notes/n.md"]),
    "content/a b [c].md": ("", ["content/a b [c].md"]),
    "content/über.md": ("", ["content/über.md"]),
    "content/u\u0308ber.md": ("", ["content/über.md"]),
    "linked.md": ("", ["content/good.md"]),
    "": ("", None),
    "content/guid": ("", None),
    "nope.md": ("", None),
    "*.nope": ("", None),
    "empty": ("", None),
    "../elsewhere/none.md": ("", None),
}


@pytest.fixture
def named(site: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A site with pages in folders, outside of the content, hidden and drafts; written in place of outputs: text."""
    site("exporter.yaml", CONFIGURATION)
    for name in ("guide/start", "guide/more", "a b [c]", "über", "_hidden"):
        site(f"content/{name}.md", f"# {name}\n\nWords.\n")
    site("content/draft.md", "---\ndraft: true\n---\n\nWords.\n")
    site("notes/n.md", "# N\n\nWords.\n")
    Path("empty").mkdir()
    Path("linked.md").symlink_to("content/good.md")
    return site


def _never(*_: object, **__: object) -> None:
    pytest.fail("it was served")


def pages_of(capsys: pytest.CaptureFixture[str], name: str) -> list[str]:
    """The pages that ``list`` shows for a name."""
    capsys.readouterr()
    assert run(["list", "--format", "json", name]) == 0, capsys.readouterr().err
    return sorted({page for export in json.loads(capsys.readouterr().out) for page in export["pages"]})


@pytest.mark.parametrize("name", [name for name, (_, pages) in KNOWN.items() if pages is not None])
def test_a_name_stands_for_the_same_pages_everywhere(
    named: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """``list``, ``build``, ``validate`` and ``check`` know it, from the folder in which it is written."""
    folder, pages = KNOWN[name]
    monkeypatch.chdir(Path(folder) if folder else Path())
    assert pages_of(capsys, name) == sorted(pages or ())
    assert run(["build", "--in-process", name]) == 0, capsys.readouterr().err
    assert run(["validate", name]) == 0, capsys.readouterr().err
    assert run(["check", name]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("command", ["list", "build", "validate", "check", "publish", "preview", "redline"])
@pytest.mark.parametrize("name", [name for name, (_, pages) in KNOWN.items() if pages is None])
def test_a_name_of_nothing_is_wrong_everywhere(
    named: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    """It ends with the exit code of wrong use and a word of advice, in no command in silence."""
    named("exporter.yaml", CONFIGURATION + "publish: {/: site}\n")
    monkeypatch.setattr("exporter.cli.preview_project.serve", _never)
    words = ["build", "--in-process"] if command == "build" else [command]
    more = ["content/good.md", "-o", "r.docx"] if command == "redline" else []
    assert run([*words, name, *more]) == 2
    told = capsys.readouterr().err
    assert "error[" in told
    assert "hint:" in told
    assert {path.name for path in Path("out").rglob("*.*")} <= {".lock", "manifest.json"}


@pytest.mark.parametrize("command", ["list", "build", "validate", "check", "publish"])
@pytest.mark.parametrize("name", ["content/draft.md", "content/_hidden.md"])
def test_a_page_that_is_not_published_says_why(
    named: Write, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    """A draft and a hidden page are no unknown names: the finding is about the page."""
    named("exporter.yaml", CONFIGURATION + "publish: {/: site}\n")
    assert run([*(["build", "--in-process"] if command == "build" else [command]), name]) == 1
    assert "error[unpublished-page]" in capsys.readouterr().err


def test_a_folder_without_a_content_folder_is_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages that lie anywhere are built by their names, by their folder, and by a pattern."""
    (tmp_path / "docs" / "inner").mkdir(parents=True)
    (tmp_path / "docs" / "a.md").write_text("# A\n")
    (tmp_path / "docs" / "inner" / "b.md").write_text("# B\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    for name in ("docs", ".", "docs/**/*.md"):
        assert pages_of(capsys, name) == ["docs/a.md", "docs/inner/b.md"]


def test_a_page_whose_name_is_no_text_is_told(named: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A name of other bytes than UTF-8 gives no file under another page's name, and no traceback."""
    with open(os.fsencode("content/") + b"caf\xe9.md", "w") as file:  # noqa: PTH123 (bytes)
        file.write("# Café\n")
    assert run(["build", "--in-process", "content"]) == 1
    told = capsys.readouterr().err
    assert "error[unreadable-page]: cannot read page 'content/caf\\udce9.md': its name is not UTF-8" in told
    assert not list(Path("out").rglob("home*"))
