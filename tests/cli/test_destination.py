"""Files that options name for writing: pipes as they are, no link, nothing that the project is made from."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from exporter import backends
from exporter.cli import run
from exporter.cli.destination import destination
from exporter.diagnostics import UsageError
from exporter.output import named_output
from tests.cli.conftest import Write

BUILD = ["build", "--in-process", "content/good.md"]


def read_pipe(path: Path, into: list[bytes]) -> threading.Thread:
    """Read a pipe to its end."""
    thread = threading.Thread(target=lambda: into.append(path.read_bytes()), daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_pipe_stays_a_pipe_and_gets_the_bytes(site: Write, option: str) -> None:
    """What reads a named pipe gets the file; nothing is put in the pipe's place."""
    pipe = Path("pipe.html" if option == "-o" else "pipe.json")
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = read_pipe(pipe, got)
    assert run([*BUILD, "--to", "html", option, str(pipe)]) == 0
    reader.join(30)
    assert pipe.is_fifo()
    assert got[0].startswith(b"<!DOCTYPE html>" if option == "-o" else b"{")


def test_a_pipe_that_nobody_reads_is_not_waited_for(
    site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run does not hang on it for ever."""
    monkeypatch.setattr(named_output, "READER_SECONDS", 0.1)
    os.mkfifo("pipe.html")
    assert run([*BUILD, "-o", "pipe.html"]) == 2
    assert "start the pipe's reader first" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "-"])
def test_standard_output_has_more_than_one_name(site: Write, name: str) -> None:
    """Names that shells and people write for it are it, also where it is a file."""
    command = [sys.executable, "-P", "-m", "exporter", *BUILD, "--to", "text", "-o", name]
    with Path("said").open("wb") as said:
        said.write(b"before\n")
        said.flush()
        assert subprocess.run(command, stdout=said, check=False).returncode == 0
    text = Path("said").read_text()
    assert text.startswith("before\n")
    assert "Words of the first part." in text


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="no bash here")
def test_a_shell_s_own_pipe_is_written_to(site: Write) -> None:
    """``>(command)`` is a name such as /dev/fd/63."""
    line = f'"{sys.executable}" -P -m exporter {" ".join(BUILD)} --to text -o >(cat > got.txt); wait $!'
    assert subprocess.run(["/bin/bash", "-c", line], check=False, timeout=120).returncode == 0
    assert "Words of the first part." in Path("got.txt").read_text()


@pytest.mark.parametrize("option", ["-o", "--report"])
@pytest.mark.parametrize("leads_to", ["a file", "nothing", "a page"])
def test_no_link_is_followed(site: Write, capsys: pytest.CaptureFixture[str], option: str, leads_to: str) -> None:
    """Neither replaced nor written through; a link among the folders above is fine."""
    site("elsewhere/theirs.txt", "theirs")
    target = {"a file": "elsewhere/theirs.txt", "nothing": "elsewhere/none", "a page": "content/good.md"}[leads_to]
    link = Path("link.html" if option == "-o" else "link.json")
    link.symlink_to(target)
    before = {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}
    assert run([*BUILD, "--to", "html", option, str(link)]) == 2
    assert "is a link" in capsys.readouterr().err
    assert link.is_symlink()
    assert {path: path.read_bytes() for path in before} == before
    Path("folder").symlink_to("elsewhere")
    assert run([*BUILD, "--to", "html", option, f"folder/{link.name}"]) == 0
    assert (Path("elsewhere") / link.name).is_file()


SOURCES = {
    "content/good.md": "gfm",
    "content/other.md": "gfm",
    "exporter.yaml": "text",
    "content/public/data/d.json": "json",
    "own/templates/html/page.html.j2": "html",
    "own/styles/tokens.css": "html",
    "exporter.lock": "json",
    "out/manifest.json": "json",
    "hard.md": "gfm",
}


@pytest.mark.parametrize("option", ["-o", "--report"])
@pytest.mark.parametrize("name", SOURCES)
def test_nothing_that_the_project_is_made_from_is_written_over(
    site: Write, capsys: pytest.CaptureFixture[str], name: str, option: str
) -> None:
    """Pages, configuration, data, theme, lock and manifest stay, under each of their names."""
    for path in SOURCES:
        if path not in ("content/good.md", "exporter.yaml", "hard.md"):
            site(path, "{}" if path.endswith("json") else "Words.\n")
    site("exporter.yaml", "site: {url: https://example.org}\n")
    os.link("content/good.md", "hard.md")
    before = Path(name).read_bytes()
    format_name = SOURCES[name]
    suffixed = [*BUILD, "--to", format_name, option, name]
    code = run([*suffixed, "--theme", "own"] if name.startswith("own/") else suffixed)
    assert code == 2, capsys.readouterr().err
    assert Path(name).read_bytes() == before


def test_a_file_of_another_kind_is_not_lost(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose suffix is no format's may be anybody's; one of the format's own is overwritten as usual."""
    site("notes.xyz", "mine")
    site("one.html", "old")
    assert run([*BUILD, "--to", "html", "-o", "notes.xyz"]) == 2
    assert Path("notes.xyz").read_text() == "mine"
    assert "may be a file of another kind" in capsys.readouterr().err
    assert run([*BUILD, "-o", "one.html"]) == 0
    assert Path("one.html").read_text().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", "is a folder"),
        ("new/", "names a folder"),
        ("", "names no file"),
        ("content/good.md/x.html", "cannot write"),
        ("x" * 300 + ".html", "cannot write"),
        ("a\0.html", "NUL"),
    ],
)
def test_what_cannot_be_a_file_is_told(
    site: Write, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    """With the exit code of wrong use, and no traceback."""
    Path("folder").mkdir()
    assert run([*BUILD, "--to", "html", "-o", name]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert "Traceback" not in told


def test_two_options_do_not_name_one_file(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither gets lost."""
    assert run([*BUILD, "-o", "a.json", "--to", "json", "--report", "./a.json"]) == 2
    assert "name the same file" in capsys.readouterr().err


def test_a_job_s_summary_is_no_source(site: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment names a file as an option does."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("content/good.md").absolute()))
    before = Path("content/good.md").read_text()
    assert run(BUILD) == 2
    assert Path("content/good.md").read_text() == before


def test_writing_keeps_the_old_file_where_it_fails(site: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the disk on the way leaves what was there."""
    site("one.html", "old")

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exporter.output.named_output.write_atomic", failing)
    assert run([*BUILD, "-o", "one.html"]) == 3
    assert Path("one.html").read_text() == "old"


@pytest.mark.parametrize("name", backends.FORMATS)
def test_the_suffix_says_the_format(site: Write, name: str) -> None:
    """``-o x.epub`` needs no ``--to``, whatever the format."""
    suffix = backends.load(name).suffix
    assert run([*BUILD, "-o", f"x{suffix}"]) == 0
    assert Path(f"x{suffix}").stat().st_size


@pytest.mark.parametrize(("name", "form"), [("x.pdf", "html"), ("x.foo", ""), ("x", "")])
def test_a_suffix_that_says_nothing_or_another_format(
    site: Write, capsys: pytest.CaptureFixture[str], name: str, form: str
) -> None:
    """The formats are listed, and nothing is written."""
    assert run([*BUILD, "-o", name, *(["--to", form] if form else [])]) == 2
    assert "end it with" in capsys.readouterr().err
    assert not Path(name).exists()


def test_a_link_put_there_meanwhile_is_refused(tmp_path: Path) -> None:
    """What stands there is looked at again before it is written."""
    (tmp_path / "theirs").write_text("theirs")
    target = destination(tmp_path / "x.txt")
    (tmp_path / "x.txt").symlink_to(tmp_path / "theirs")
    with pytest.raises(UsageError, match="is a link"):
        target.write(b"new")
    assert (tmp_path / "theirs").read_text() == "theirs"
