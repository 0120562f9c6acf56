"""What newcomers do wrong: each command answers with one clear message, the right exit code and no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import GOOD, Write

EMPTY = "error[no-pages]: no pages: no folder 'content'\n  hint: name their folder as 'content' in exporter.yaml"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / ".cache"))
    return tmp_path


@pytest.mark.parametrize("command", ["build", "list", "validate", "check", "preview"])
def test_an_empty_folder_is_told(empty: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """A command without pages does not end as if all were well."""
    assert run([command]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(EMPTY)
    assert told.out == ""
    assert not list(empty.glob("content"))


@pytest.mark.parametrize("more", [[], ["-o", "good.pdf"]], ids=["all formats", "one file"])
def test_a_wrong_name_in_a_folder_without_a_project(
    empty: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    """The page beside it is named, and nothing is written."""
    (empty / "good.md").write_text("# Good\n", "utf-8")
    assert run(["build", "god.md", *more]) == 2
    assert "error[missing-page]: no page 'god.md'\n  hint: did you mean 'good.md'?" in capsys.readouterr().err
    assert [path for path in empty.rglob("*") if path.suffix in (".pdf", ".docx", ".html")] == []


CONFIGURATIONS = {
    "no content folder": ("content: nope\n", "exporter.yaml:1:10: error[no-pages]: no pages: no folder 'nope'", 2),
    "content is a file": ("content: good.md\n", "exporter.yaml:1:10: error[no-pages]: no pages: no folder", 2),
    "no public folder": ("public: nope\n", "exporter.yaml:1:9: warning[no-public-folder]: there is no folder", 0),
    "nothing asked": ("site: {}\n", "warning[nothing-asked]: nothing to build: no page has a download link above", 0),
    "no such theme": ("theme: plane\n", "error[theme]: no theme 'plane'\n  hint: did you mean 'plain'?", 2),
    "no theme like it": (
        "theme: xyz\n",
        "error[theme]: no theme 'xyz'\n  hint: themes are book, plain",
        2,
    ),
}


@pytest.mark.parametrize(("text", "message", "code"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_folders_and_themes_that_are_not_there(
    site: Write, capsys: pytest.CaptureFixture[str], text: str, message: str, code: int
) -> None:
    """What the configuration names and what is not there is told at its key."""
    site("exporter.yaml", text)
    assert run(["build", "--in-process"]) == code
    assert message in capsys.readouterr().err


ARGUMENTS = {
    "no such command": (["buidl"], "No such command 'buidl'. Did you mean 'build'?", 2),
    "no such format": (["build", "--to", "htlm"], "error[unknown-format]: no format 'htlm'\n  hint: did you", 2),
    "no such page": (["build", "content/god.md"], "error[missing-page]: no page 'content/god.md'\n  hint: did you", 2),
    "no such page as one file": (
        ["build", "content/god.md", "-o", "god.pdf"],
        "error[missing-page]: no page 'content/god.md'\n  hint: did you",
        2,
    ),
    "no such output": (["build", "files/god"], "error[unknown-target]: no page or output 'files/god'\n  hint: did", 2),
    "no such page to see": (
        ["preview", "content/god.md"],
        "error[missing-page]: no page 'content/god.md'\n  hint: did",
        2,
    ),
    "no such output to see": (["preview", "files/god"], "error[unknown-target]: no page or output 'files/god'\n", 2),
    "a folder": (["build", "files/good", "-o", "."], "error[write]: '.' is a folder", 2),
    "no such schema": (["schema", "confg"], "'confg' is not one of 'config'", 2),
    "no such template": (["template", "pdf"], "error[usage]: no template 'pdf'\n  hint: templates are docx", 2),
    "no such configuration": (["list", "-c", "nope.yaml"], "error[broken-configuration]: cannot read", 2),
    "a folder as configuration": (["list", "-c", "content"], "error[broken-configuration]: cannot read", 2),
    "a file as output": (["build", "--out", "exporter.yaml"], "error[write]: cannot write to", 3),
}


@pytest.mark.parametrize(("arguments", "message", "code"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_wrong_arguments(
    site: Write, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str, code: int
) -> None:
    """A slip on the command line has one message that says what to do."""
    assert run([*arguments, "--in-process"] if arguments[0] == "build" else arguments) == code
    told = capsys.readouterr().err
    assert message in told
    assert "Value error" not in told


def test_a_file_where_a_folder_has_to_be(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands in the way is named."""
    site("out/public", "")
    assert run(["build", "--in-process"]) == 1
    told = capsys.readouterr().err
    assert "error[write]: cannot write 'out/public/files/good.html': " in told
    assert "hint: a folder of its path is a file: move that file away" in told


def exporter(*arguments: str, shell: str = "") -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, with redirections of a shell behind it."""
    line = f'exec "{sys.executable}" -m exporter "$@" {shell}'
    command = ["sh", "-c", line, "exporter", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(site: Write, closed: str) -> None:
    """A caller may have closed any of the standard streams."""
    site("content/good.md", GOOD)
    done = exporter("build", "--in-process", shell=closed)
    assert done.returncode == 0, done.stderr
    assert Path("out/public/files/good.html").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["list"], ["template", "docx"], ["schema", "config"]])
def test_a_full_disk_is_no_bug(site: Write, arguments: list[str]) -> None:
    """What cannot be written to the end is a failure with its reason."""
    done = exporter(*arguments, shell="> /dev/full")
    assert done.returncode == 3
    assert "error[write]: cannot write 'standard output': No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["schema", "config"], ["template", "docx"], ["list"]])
def test_a_reader_that_leaves_early_is_no_fault(site: Write, arguments: list[str]) -> None:
    """``| head`` ends a command in silence."""
    done = exporter(*arguments, shell="| head -c 1")
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="no bash here")
def test_a_reader_that_leaves_early_means_no_findings(site: Write) -> None:
    """Nor does the exit code say otherwise."""
    line = f'set -o pipefail; "{sys.executable}" -m exporter schema config | head -c 1'
    assert subprocess.run(["/bin/bash", "-c", line], capture_output=True, timeout=120).returncode == 0


def test_a_page_that_is_not_there_is_told_once(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Wherever it is looked for: with its path from here, or as it was named."""
    assert run(["build", "../elsewhere/page.md"]) == 2
    assert capsys.readouterr().err.count("error[") == 1
