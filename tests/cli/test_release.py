"""``exporter build --release``: the version in names and documents, and one archive of everything."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

CONFIGURATION = """\
site: {url: https://example.org}
formats: [html, text]
page: {header: "{title} {version}"}
exports:
  - {output: "guides/Handbook-{version}", page: good.md}
  - {output: notes/Plain, page: good.md}
"""
BUILD = ["build", "--in-process", "-q", "--release"]
ARCHIVE = Path("out/releases/v4.2.zip")


@pytest.fixture
def project(site: Write) -> Write:
    """A committed project with a versioned output and one without a version in its name."""
    site("exporter.yaml", CONFIGURATION)
    names = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"], ["tag", "v4.1"]):
        subprocess.run(["git", *names, *arguments], check=True, capture_output=True)
    return site


def test_a_build_without_a_release_has_the_latest_name(project: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Links of the pages lead there; a version of the page's own has its name; names of all versions are known."""
    project("content/good.md", "---\ntitle: Good\n---\n\n## First\n\n[The handbook](/guides/Handbook-latest.html)\n")
    assert run(["build", "--in-process", "--strict"]) == 0, capsys.readouterr().err
    assert Path("out/public/guides/Handbook-latest.html").is_file()
    assert run(["check", "guides/Handbook-v4.2", "-q"]) == 0
    project("content/good.md", '---\ntitle: Good\nversion: "1.2"\n---\n\n## First\n')
    assert run(["list", "--format", "json"]) == 0
    assert '"output": "guides/Handbook-1.2"' in capsys.readouterr().out
    assert run(["list", "--release", "v4.2"]) == 0
    assert "version: v4.2  [command line]" in capsys.readouterr().out
    project("content/good.md", '---\ntitle: Good\nversion: "1/2"\n---\n\n## First\n')
    assert run(["list"]) == 1
    assert "content/good.md:3:1: error[bad-output]: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--release", "a/b"], "'a/b' cannot be the name of a release: it has a slash"),
        (["--release", ".."], "'..' cannot be the name of a release: "),
        (["--release", ""], "--release has no name"),
        (["--release", "Latest"], "'Latest' cannot be the name of a release: it stands for the newest one"),
        (["--release", "v4.2", "notes/Plain"], "a release has all files of the project"),
        (["--release", "v4.2", "--shard", "1/2"], "a release has all files of the project"),
        (["--since", "v4.1"], "--since needs --release"),
    ],
)
def test_a_wrong_release_is_refused(
    site: Write, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    """A name that is no file's, and a part of a release."""
    assert run(["build", "--in-process", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not Path("out").exists()


def test_an_archive_replaces_no_other_file(project: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of somebody else stays, and so does what a link leads to; errors give no archive."""
    theirs = project("out/releases/v4.2.zip", "theirs")
    assert run([*BUILD, "v4.2"]) == 2
    assert "error[foreign-file]" in capsys.readouterr().err
    assert theirs.read_text() == "theirs"
    theirs.unlink()
    theirs.symlink_to(tmp_path / "elsewhere.zip")
    assert run([*BUILD, "v4.2"]) == 2
    assert not (tmp_path / "elsewhere.zip").exists()
    theirs.unlink()
    project("content/good.md", "---\ntitle: Good\n---\n\n![A dog](/dog.png)\n")
    assert run([*BUILD, "v4.2"]) == 1
    assert not ARCHIVE.exists()


def test_a_reviewed_file_of_a_release_belongs_to_its_export(project: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Its name has the version, today's plan has none; a file of another export is refused as ever."""
    project("exporter.yaml", CONFIGURATION.replace("[html, text]", "[docx]"))
    assert run([*BUILD, "v4.2"]) == 0
    built = Path("out/releases/v4.2/review")
    assert run(["review", "list", str(built / "guides/Handbook-v4.2.docx")]) == 0
    assert "export 'guides/Handbook-latest' of content/good.md" in capsys.readouterr().out
    shutil.copy(built / "notes/Plain.docx", "Handbook-v4.2.docx")
    assert run(["review", "apply", "Handbook-v4.2.docx"]) == 2
    assert "does not have the name of its export 'notes/Plain'" in capsys.readouterr().err


def test_a_finished_release_is_never_built_with_other_content(
    project: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong repetition says so, and its files stay; the same content gives the same bytes; ``--force`` is obeyed."""
    assert run([*BUILD, "v4.2"]) == 0
    first, file = ARCHIVE.read_bytes(), Path("out/releases/v4.2/public/notes/Plain.txt")
    with zipfile.ZipFile(ARCHIVE) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(ARCHIVE, "w") as archive:  # as somebody may commit it
        archive.comment = b"release by mdc-exporter"
        for name, data in parts.items():
            archive.writestr(name, data if name == "manifest.json" else b"forged")
    assert run(["build", "--in-process", "--release", "v4.2"]) == 0
    assert ARCHIVE.read_bytes() == first
    capsys.readouterr()
    page = Path("content/good.md")
    words, old = page.read_text(), file.read_bytes()
    page.write_text(f"{words}\nMore words.\n")
    assert run(["build", "--in-process", "--release", "v4.2"]) == 1
    told = capsys.readouterr().err
    assert "error[dated-file]: 'out/releases/v4.2.zip' was built from something else, and stays: " in told
    assert "'guides/Handbook-v4.2' (text changed), 'notes/Plain' (text changed)\n" in told and "no archive" not in told
    page.write_text(words)
    project("exporter.yaml", CONFIGURATION.replace("  - {output: notes/Plain, page: good.md}\n", ""))
    assert run([*BUILD, "v4.2"]) == 1
    assert "stays: 'notes/Plain' (gone)" in capsys.readouterr().err
    assert (ARCHIVE.read_bytes(), file.read_bytes()) == (first, old)
    assert run([*BUILD, "v4.2", "--force"]) == 0
    assert ARCHIVE.read_bytes() != first
