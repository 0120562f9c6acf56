"""What ends a command: a fault of the machine is told as one, a bug as a bug, each with its traceback under -v."""

import pytest

from exporter.build.workers.tasks import Failure, guarded
from exporter.cli.exit_codes import print_error

MACHINE = [
    (PermissionError(13, "Permission denied", "a/b"), "cannot use 'a/b': permission denied"),
    (IsADirectoryError(21, "Is a directory", "a"), "cannot use 'a': is a directory"),
    (
        ModuleNotFoundError("No module named 'weasyprint.css'", name="weasyprint.css"),
        "the package 'weasyprint' is miss",
    ),
]
BUGS = [
    KeyError("x"),
    OSError("said by ourselves"),
    ModuleNotFoundError("x", name="exporter.nothing"),
    RecursionError(),
]


@pytest.mark.parametrize(("error", "message"), MACHINE)
def test_a_fault_of_the_machine_is_no_bug(error: Exception, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be opened and a package that is missing are named, here and in a worker."""
    assert print_error(error, verbose=False) == 3
    said = capsys.readouterr().err
    assert f"error[machine]: {message}" in said
    assert "Traceback" not in said
    assert print_error(error, verbose=True) == 3
    assert type(error).__name__ in capsys.readouterr().err

    def broken(_: object) -> None:
        raise error

    failure = guarded(broken, None)
    assert isinstance(failure, Failure)
    assert message in failure.finding.message
    assert (failure.exit_code, bool(failure.traceback)) == (3, True)


@pytest.mark.parametrize("error", BUGS)
def test_a_bug_is_told_as_one(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    """All else is the exporter's own fault."""
    assert print_error(error, verbose=False) == 3
    assert "error[internal]: " in capsys.readouterr().err
