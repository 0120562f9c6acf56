"""``-v``: an option of every command, which shows the traceback of a bug and of nothing else."""

from pathlib import Path

import pytest

from exporter.cli import run
from exporter.cli.application import COMMANDS
from tests.cli.conftest import Write

# What each command takes before it has work to do.
ARGUMENTS = {
    "rename": ["a", "b"],
    "redline": ["a.md", "b.md", "-o", "x.docx"],
    "template": ["docx"],
    "schema": ["config"],
}
FORMS = [["-v"], ["--verbose"]]


def breaking(*_: object, **__: object) -> None:
    """A bug."""
    raise ValueError("a fault of ours\x1b[31m")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [*(name for name, _, _ in COMMANDS), "ast", "review list", "review apply"])
def test_every_command_shows_the_traceback_of_a_bug(
    site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, form: list[str]
) -> None:
    """With ``-v`` the traceback follows the finding, without it the hint names ``-v``; control characters are shown."""
    broken: dict[str, str] = {
        "init": "exporter.cli.init.starter_files",
        "template": "exporter.theme.files.Theme.read",
        "schema": "exporter.cli.reference.config_schema",
        "clean": "exporter.cli.clean.open_cache",
        "doctor": "exporter.cli.doctor._format",
        "ast": "exporter.cli.reference._trees",
        "diff": "exporter.cli.diff.session",
        "preview": "exporter.cli.preview_project._serve",
        "explain": "exporter.cli.reference.listed",
    }
    default = "exporter.cli.reviewed_file.session" if name.startswith("review") else "exporter.build.project.load"
    monkeypatch.setattr(broken.get(name, default), breaking)
    words = [*name.split(), *ARGUMENTS.get(name, [])]
    words += ["good.docx"] if name.startswith("review") else ["content/good.md"] if name == "ast" else []
    assert run([*words, *form]) == 3
    told = capsys.readouterr().err
    assert "error[internal]: ValueError: a fault of ours\\u001b[31m" in told
    assert "Traceback (most recent call last):" in told
    assert "\x1b" not in told
    assert run(words) == 3
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("flags", ["-vq", "-qv", "-q -v"])
def test_flags_may_be_joined(
    site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, flags: str
) -> None:
    """Short options in one word are each seen."""
    monkeypatch.setattr("exporter.build.project.load", breaking)
    assert run(["build", *flags.split()]) == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("form", FORMS)
def test_a_users_fault_has_no_traceback(
    site: Write, capsys: pytest.CaptureFixture[str], tmp_path: Path, form: list[str]
) -> None:
    """However much is asked for."""
    assert run(["build", "--config", str(tmp_path / "none.yaml"), *form]) == 2
    assert "Traceback" not in capsys.readouterr().err
