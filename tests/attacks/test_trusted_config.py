"""Pull requests that bring a configuration of their own: with ``--trusted-config`` it has no effect, and is named."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.cli import run
from tests.attacks.network import cut
from tests.cli.test_diff import git

REMOTE = "https://pictures.example/a.png"
CONFIGURATION = f"""\
site: {{url: https://example.org}}
theme: brand
formats: [html, docx]
docx: {{reference: brand/look.docx}}
limits: {{run: {{seconds: 30}}}}
assets: {{remote: [{REMOTE.split("/")[2]}]}}
exports:
  - {{page: a.md, output: files/a}}
"""
PAGE = f"---\ntitle: A page\n---\n\nWords of the page. ![A remote picture]({REMOTE})\n"
BUILD = ("build", "--in-process", "--no-cache", "--out", "../made", "--trusted-config", "main")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a configuration, a theme, a lock and a reference document on its main branch."""
    folder = tmp_path_factory.mktemp("base") / "site"
    files = {
        "exporter.yaml": CONFIGURATION,
        "exporter.lock": json.dumps({"version": 1, "pictures": {REMOTE: f"sha256:{'0' * 64}"}}),
        "brand/styles/tokens.css": ":root { --color-link: #123456; }\n",
        "content/a.md": PAGE,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    assert run(["template", "docx", "-o", str(folder / "brand/look.docx")]) == 0
    here = Path.cwd()
    os.chdir(folder)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "The main branch")
    assert run(BUILD) == 0
    os.chdir(here)
    return folder


@pytest.fixture
def pull(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout of a pull request, without a network."""
    folder = tmp_path / "site"
    shutil.copytree(base, folder, symlinks=True)
    monkeypatch.chdir(folder)
    cut(monkeypatch)
    return folder


def made(folder: Path) -> dict[str, bytes]:
    """The built files by their names, without the manifest, which has the commit."""
    files = (folder.parent / "made").rglob("files/*")
    return {file.name: file.read_bytes() for file in files}


def written(name: str, text: str) -> Callable[[], None]:
    """A change of one file."""

    def change() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)

    return change


def linked_configuration() -> None:
    """A link to a file of the machine in the place of the configuration."""
    Path("exporter.yaml").unlink()
    Path("exporter.yaml").symlink_to("/etc/hostname")


def folder_for_file() -> None:
    """Folders and pipes in the place of files."""
    for name in ("exporter.yaml", "exporter.lock"):
        Path(name).unlink()
    Path("exporter.yaml").mkdir()
    os.mkfifo("exporter.lock")


def linked_theme() -> None:
    """A link to another folder in the place of the theme."""
    shutil.rmtree("brand")
    Path("brand").symlink_to("/etc")


def programs_of_git() -> None:
    """Attributes, filters and hooks that would run a program."""
    Path(".gitattributes").write_text("* filter=own diff=own\nexporter.yaml export-subst export-ignore\n")
    for key in ("filter.own.smudge", "filter.own.clean", "diff.own.textconv", "core.fsmonitor", "core.sshCommand"):
        git("config", key, f"touch {Path.cwd().parent}/owned; cat")
    Path(".git/hooks/post-checkout").write_text(f"#!/bin/sh\ntouch {Path.cwd().parent}/owned\n")
    Path(".git/hooks/post-checkout").chmod(0o755)


REMOVED = "theme: /etc\noutput: {html: ../../elsewhere}\ndiagrams: {dot: 'touch owned'}\n"
HOSTILE = {
    "another configuration": (written("exporter.yaml", REMOVED), "exporter.yaml: theme"),
    "a limit": (written("exporter.yaml", CONFIGURATION.replace("30", "9999")), "exporter.yaml: limits.run"),
    "another host": (
        written("exporter.yaml", CONFIGURATION.replace("remote: [", "remote: [evil.example, ")),
        "exporter.yaml: assets.remote",
    ),
    "a configuration that is no YAML": (written("exporter.yaml", "a: [" * 9_000), "exporter.yaml"),
    "a configuration of many keys": (
        written("exporter.yaml", CONFIGURATION + "".join(f"k{number}: 1\n" for number in range(1_000))),
        "950 more",
    ),
    "a folder as configuration": (folder_for_file, "exporter.yaml"),
    "no configuration": (lambda: Path("exporter.yaml").unlink(), "exporter.yaml"),
    "a link as configuration": (linked_configuration, "exporter.yaml"),
    "a style sheet": (written("brand/styles/tokens.css", "* { color: red }"), "brand/styles/tokens.css"),
    "a template": (written("brand/templates/html/page.html.j2", "{{ 1 }}"), "brand/templates/html/page.html.j2"),
    "a theme that is a link": (linked_theme, "brand/styles/tokens.css"),
    "a reference document": (written("brand/look.docx", "PK"), "brand/look.docx"),
    "a lock": (written("exporter.lock", "{}"), "exporter.lock"),
    "programs of git": (programs_of_git, ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_change_of_configuration_has_no_effect(
    base: Path, pull: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files are those of the main branch byte for byte, nothing is written elsewhere, and the change is named."""
    change, ignored = HOSTILE[name]
    change()
    before = {path for path in pull.parent.rglob("*") if ".git" not in path.parts}
    assert run(BUILD) == 0
    said = capsys.readouterr().err
    assert "configuration of main (" in said
    assert (f"ignored: {ignored}\n" in said) if ignored else ("ignored:" not in said)
    assert made(pull) == made(base)
    after = {path for path in pull.parent.rglob("*") if ".git" not in path.parts}
    assert {path.relative_to(pull.parent).parts[0] for path in after - before} == {"made"}


def test_content_is_that_of_the_pull_request(pull: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """New words and pages come into the files; what a page asks for beyond them does not."""
    Path("content/a.md").write_text(PAGE + "\nMore words.\n")
    export = "{output: files/b, formats: [docx], options: {docx: {reference: own.docx}}}"
    Path("content/b.md").write_text(f"---\ntitle: B\nexports: [{export}]\n---\n\nB\n")
    shutil.copy("brand/look.docx", "own.docx")
    assert run([*BUILD, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["trusted"]["revision"] == "main"
    assert report["trusted"]["ignored"] == ["own.docx"]
    assert [f["code"] for f in report["findings"] if f["severity"] == "error"] == ["option-file"]
    assert b"More words." in made(pull)["a.html"]
    assert "b.docx" not in made(pull)


def test_a_nearer_configuration_is_none(pull: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new configuration between the folder and the one of the main branch changes nothing."""
    written("content/exporter.yaml", "site: {url: https://evil.example}\n")()
    os.chdir("content")
    assert run([*BUILD, "--out", "../../made", "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "ignored: content/exporter.yaml\n" in said.err
    assert "files/a.docx" in said.out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--cluster", "tcp://127.0.0.1:1"], "--trusted-config and --cluster exclude each other"),
        (["--watch"], "--trusted-config and --watch exclude each other"),
        (["--config", "../other.yaml"], "git has no 'other.yaml' at 'main'"),
        (["--config", "new.yaml"], "git has no 'new.yaml' at 'main'"),
        (["--trusted-config", ""], "--trusted-config has no revision"),
        (["--trusted-config", "--upload-pack=touch owned"], "is not a revision"),
    ],
)
def test_what_does_not_go_together(pull: Path, more: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong or missing revision and options that undo the trust end the run before anything is built."""
    written("new.yaml", "{}\n")()
    assert run([*BUILD, *more]) == 2
    assert words in capsys.readouterr().err
    assert not (pull.parent / "made").exists()


def test_the_summary_of_a_job_names_what_is_ignored(
    pull: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys of a hostile configuration are code in the summary: no mention, link or markup."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    written("exporter.yaml", CONFIGURATION + '"@everyone `x` <img> [a](https://evil.example)": 1\n')()
    assert run(BUILD) == 0
    summary = (tmp_path / "summary.md").read_text()
    assert "- ignored: ``exporter.yaml: @everyone `x` <img> [a](https://evil.example)``\n" in summary
