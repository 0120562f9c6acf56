"""What other tools take from the repository: hooks for pre-commit, and a Dockerfile."""

import shlex
from pathlib import Path

import yaml

from exporter.cli import run
from tests.cli.conftest import Write, site
from tests.faq_site import ROOT

__all__ = ["site"]


def test_each_hook_is_a_command_that_works(site: Write) -> None:
    """Both end well on a project that is built and valid, and take no file names that they could misread."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert run(["build", "--in-process", "-q"]) == 0
    assert [hook["entry"] for hook in hooks] == ["exporter validate", "exporter check"]
    for hook in hooks:
        assert hook["pass_filenames"] is False
        assert run(shlex.split(hook["entry"])[1:]) == 0


def test_the_image_is_given_what_the_wheel_is_made_of() -> None:
    """Whatever the Dockerfile and the build need is let through by .dockerignore, and exists."""
    told = (ROOT / ".dockerignore").read_text().split()
    assert told[0] == "*"
    names = {line.removeprefix("!") for line in told[1:]}
    assert {"exporter", "templates", "styles", "pyproject.toml", "constraints.txt", "README.md"} <= names
    assert [name for name in names if "*" not in name and not Path(ROOT / name).exists()] == []
