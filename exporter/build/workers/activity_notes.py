"""The file in which a worker notes its activities, for the process that ends it at a limit."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from exporter import activity


@dataclass(frozen=True, slots=True)
class ActivityNotes:
    """A file of one worker: opened by the worker before it enters the sandbox, in a folder that it cannot change."""

    path: Path

    @classmethod
    def new(cls, folder: Path) -> Self:
        """Return the notes in a new file."""
        descriptor, name = tempfile.mkstemp(prefix="activity-", dir=folder)
        os.close(descriptor)
        return cls(Path(name))

    def begin(self) -> None:
        """Note the activities of this process from now on."""
        descriptor = os.open(self.path, os.O_WRONLY)

        def write(note: bytes) -> None:
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, note)

        activity.note_with(write)

    def read(self) -> bytes:
        """Return the last note; empty without one."""
        with suppress(OSError), self.path.open("rb") as file:
            return file.read(activity.NOTE)
        return b""
