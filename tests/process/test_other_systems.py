"""The other way of each thing that this system has and another one has not."""

import contextlib
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from exporter.build.workers import pool
from exporter.cachedir_tag import distrust
from exporter.diagnostics import UsageError
from exporter.disk import opened_to_append
from exporter.fonts import store
from exporter.output import named_output
from exporter.output.folder import Folder
from exporter.process.locks import lock


class Msvcrt:
    """The locks of Windows, which end when their file is closed."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.locked: list[int] = []

    def locking(self, descriptor: int, _mode: int, _count: int) -> None:
        """Lock a file. Raises ``OSError``."""
        if any(_is_open_twice(other, descriptor) for other in self.locked):
            raise PermissionError(13, "Permission denied")
        self.locked.append(descriptor)


def _is_open_twice(one: int, other: int) -> bool:
    try:
        return one != other and os.path.samestat(os.fstat(one), os.fstat(other))
    except OSError:  # one is closed
        return False


@pytest.fixture(params=["fcntl", "msvcrt", "none"])
def locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The kind of locks that the system has."""
    if request.param != "fcntl":
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt() if request.param == "msvcrt" else None)
    return str(request.param)


def test_a_locked_file_is_locked_for_others(locks: str, tmp_path: Path) -> None:
    """A second one is refused where the system has locks, of Unix or of Windows; without any, all go on."""
    with opened_to_append(tmp_path / "lock") as first, opened_to_append(tmp_path / "lock") as second:
        lock(first)
        if locks == "none":
            lock(second)
        else:
            with pytest.raises(BlockingIOError):
                lock(second)


def test_a_font_folder_is_in_use_by_several(locks: str, tmp_path: Path) -> None:
    """Processes share it, whatever locks there are."""
    store._lock(tmp_path)
    store._lock(tmp_path)
    for stack in (store._locks.pop(), store._locks.pop()):
        stack.close()


def test_an_output_folder_is_written_by_one_run(locks: str, tmp_path: Path) -> None:
    """Its lock is free again after a run."""
    refused = contextlib.nullcontext() if locks == "none" else pytest.raises(UsageError, match="another run")
    for _ in range(2):
        with Folder(tmp_path).locked(), refused, Folder(tmp_path).locked():
            pass


@pytest.mark.parametrize("name", ["geteuid", "sched_getaffinity"])
def test_a_system_without_users_or_affinity(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no users' numbers, macOS no processors of a process: what else is known counts."""
    monkeypatch.delattr(os, name, raising=False)
    assert distrust(tmp_path) == ""
    assert pool.processors() >= 1
    assert next(store._places()) == store.default_folder()


def test_a_device_takes_output_without_flags_of_unix(monkeypatch: pytest.MonkeyPatch) -> None:
    """The null device of Windows is written as it is."""
    monkeypatch.setattr(named_output, "_NO_WAIT", 0)
    monkeypatch.setattr(named_output.os, "set_blocking", None)
    named_output._write_into(Path(os.devnull), named_output.FileType.DEVICE, b"words")


def test_a_system_without_process_groups_ends_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows ends the program itself."""
    from exporter.diagrams import command

    ended = []
    monkeypatch.delattr(os, "killpg")
    command._end(SimpleNamespace(poll=lambda: None, kill=lambda: ended.append(True)))  # type: ignore[arg-type]
    assert ended == [True]
