"""Completion in shells, which asks the command itself."""

import pytest
from typer.testing import CliRunner

from exporter.cli import app


@pytest.mark.parametrize(("typed", "offered"), [("exporter bui", "build"), ("exporter build --clus", "--cluster-tls")])
def test_commands_and_options_are_completed(typed: str, offered: str) -> None:
    """Bash is told what may come next."""
    asked = {"_EXPORTER_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    assert offered in CliRunner().invoke(app, env=asked, prog_name="exporter").output.split()
