"""``exporter doctor``: what the machine has, and what to do where it lacks something."""

from pathlib import Path

import pytest

from exporter.build.workers import confinement
from exporter.cli import doctor, run
from exporter.cli.old_workflows import old_workflows
from exporter.diagnostics import EnvironmentFault
from exporter.process.sandbox import reason_without


def test_a_machine_that_has_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Formats, fonts and programs, with the versions that bytes depend on."""
    assert run(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "pdf: fine (harfbuzz-subset " in told
    assert ", pango " in told
    assert "git: fine (git version" in told
    for name in ("docx", "html", "fonts", "Chromium", "LibreOffice", "extra 'preview'"):
        assert f"{name}:" in told


def test_what_is_missing_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that cannot be made is exit code 3; a program that no build needs is not."""
    from exporter.backends.pdf import backend

    def lacking() -> dict[str, str]:
        raise EnvironmentFault("the system library pango is missing", code="pdf-library", hint="install it")

    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    assert run(["doctor"]) == 0
    assert "git: missing; for 'exporter diff' and 'exporter redline': apt-get install git" in capsys.readouterr().out
    monkeypatch.setattr(backend, "library_versions", lacking)
    assert run(["doctor"]) == 3
    assert "pdf: error[pdf-library]: the system library pango is missing\n  hint: install it" in capsys.readouterr().out


def test_missing_fonts_are_told_with_their_package(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A family whose package is not here names what to install."""
    monkeypatch.setattr(doctor, "installed", lambda family: family.extra != "cjk")
    assert run(["doctor"]) == 0
    assert "missing, its characters cannot be shown: pip install 'mdc-exporter[cjk]'" in capsys.readouterr().out


STEPS = "\n      - run: exporter build --cache .exporter-cache\n"
WORDS = "Checks the content, builds the documents, and says on a pull request which downloads it changes."


def test_workflows_of_the_first_version_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of its ``init --ci`` alone, under any name, from a folder of the repository."""
    folder = tmp_path / ".github" / "workflows"
    for made in (folder, tmp_path / ".git", tmp_path / "site"):
        made.mkdir(parents=True)
    (folder / "docs.yml").write_text(f"# {WORDS}\n{STEPS}")
    (folder / "own.yml").write_text(f"# Our own.{STEPS}")
    (folder / "odd.yml").write_bytes(b"\xff\xfe")
    (tmp_path / ".gitlab-ci.yml").write_text(f"# {WORDS.replace('pull', 'merge')}\n{STEPS}")
    found = [(path.as_posix(), service) for path, service in old_workflows(tmp_path / "site")]
    assert found == [(".github/workflows/docs.yml", "github"), (".gitlab-ci.yml", "gitlab")]
    monkeypatch.chdir(tmp_path / "site")
    assert run(["doctor"]) == 0
    told = capsys.readouterr().out
    assert ".gitlab-ci.yml: a workflow of version 0.1; delete it and run: exporter init --ci gitlab" in told


def test_a_required_sandbox_is_there_or_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``doctor`` says whether workers are confined; where they are not, ``--require-sandbox`` is exit code 3."""
    (tmp_path / "a.md").write_text("# Title\n")
    monkeypatch.chdir(tmp_path)
    assert run(["validate", "a.md", "--no-cache", "--require-sandbox"]) == (3 if reason_without() else 0)
    assert run(["build", "a.md", "--to", "html", "--in-process", "--require-sandbox"]) == 3
    assert "error[no-sandbox]" in capsys.readouterr().err
    for module in (doctor, confinement.sandbox):
        monkeypatch.setattr(module, "reason_without", lambda: "this kernel is old")
    run(["doctor"])
    assert "sandbox: none, workers may use the network and all files: this kernel is old" in capsys.readouterr().out
    for command in (["build", "--to", "html"], ["validate"]):
        assert run([*command, "a.md", "--no-cache", "--require-sandbox"]) == 3
        assert "error[no-sandbox]: workers have no sandbox here: this kernel is old" in capsys.readouterr().err
