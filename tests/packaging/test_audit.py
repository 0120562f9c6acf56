"""The audit of dependencies fails on holes alone, and says what it could not compare."""

from pathlib import Path

import pytest

from tests.packaging.audit import main, told

GOOD = {"name": "good", "version": "1.0", "vulns": []}
BAD = {"name": "bad", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found"}


def test_a_hole_is_a_failure() -> None:
    """Each hole is told with the release that mends it, and what the data lack is named."""
    lines, code = told([GOOD, BAD, UNKNOWN])
    assert lines == [
        "bad 2.0: PYSEC-1, mended in 2.1",
        "1 known holes in 2 of 3 dependencies; not compared: own",
    ]
    assert code == 1


def test_data_out_of_reach_are_told_and_are_no_failure() -> None:
    """pip-audit calls packages good that its data lack: without any data that is no audit."""
    assert told([UNKNOWN]) == (["nothing was compared: the data of known holes cannot be reached from here"], 0)
    assert told([GOOD]) == (["0 known holes in 1 of 1 dependencies"], 0)


@pytest.mark.parametrize("script", ["", "echo 'no route to host' >&2; exit 1", "echo '{}'"])
def test_a_program_that_fails_is_told(script: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without pip-audit, or where it ends without a result, the reason is told."""
    program = tmp_path / "pip-audit"
    if script:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    assert main(str(program)) == 0
    assert capsys.readouterr().out.startswith("nothing was compared: pip-audit cannot ")
