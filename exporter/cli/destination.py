"""Output of commands: to standard output, or to a file that an option names, checked before anything is made.

``-`` and ``/dev/stdout`` are standard output, ``/dev/fd/63`` is a shell's own pipe. Pipes and devices are written into
as they are. Links are refused, and so is every file that the project is made from.
"""

import errno
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporter.build.project_files import ProjectFiles
from exporter.diagnostics import EnvironmentFault, ExporterError, UsageError
from exporter.disk import real
from exporter.output.folder import UNWRITABLE
from exporter.output.named_output import FileType, NamedOutput, descriptor_of, file_type

DISK_ERRORS: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EIO))
_STREAMS: Final = {1: "stdout", 2: "stderr"}
_REFUSED: Final = {
    FileType.FOLDER: "name a file in it",
    FileType.LINK: "name the link's target, or remove the link",
    FileType.DISK: "name a file",
    FileType.SOCKET: "name a file or a pipe",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """The file that ``option`` names."""

    name: str
    option: str
    place: NamedOutput

    @property
    def suffix(self) -> str:
        """The suffix in lower case, with the dot; empty for standard output and other descriptors."""
        return "" if self.place.descriptor is not None else self.place.path.suffix.lower()

    @property
    def is_stdout(self) -> bool:
        """Whether it is standard output."""
        return self.place.descriptor == 1

    def refuse_input(self, inputs: ProjectFiles) -> None:
        """Raise ``UsageError`` if the project is made from this file."""
        if self.place.descriptor is None and inputs.protects(self.place.path):
            hint = f"choose another name for {self.option}"
            raise _refused(f"'{self.name}' is a source file of the project", hint)

    def refuse_other_kind(self, suffixes: Collection[str]) -> None:
        """Raise ``UsageError`` if there is a file of another kind, which nobody wants to lose.

        ``suffixes`` are those of the kind to write. An empty file may be written over.
        """
        path = self.place.path
        if self.place.descriptor is not None or self.suffix in suffixes or file_type(path) is not FileType.FILE:
            return
        if path.stat().st_size:
            hint = f"end the name with {' or '.join(sorted(suffixes))}, or remove the file first"
            raise _refused(f"'{self.name}' exists, and may be a file of another kind", hint)

    def is_same(self, other: "Destination") -> bool:
        """Return whether both are one file."""
        if self.place.descriptor is not None or other.place.descriptor is not None:
            return self.place.descriptor == other.place.descriptor
        with suppress(OSError):
            return self.place.path.samefile(other.place.path)
        return real(self.place.path) == real(other.place.path)

    def write(self, output: bytes | str, *, append: bool = False) -> None:
        """Write the file, or ``append`` to it; the old file stays if that fails.

        Raises ``UsageError``, or ``EnvironmentFault`` if the disk is full.
        """
        data = output.encode("utf-8", "replace") if isinstance(output, str) else output
        _check(self)
        try:
            if self.place.descriptor in _STREAMS:
                _to_stream(self.place.descriptor or 1, data)
            elif append:
                self.place.append(data)
            else:
                self.place.write(data)
        except BrokenPipeError:
            raise  # the reader has seen enough
        except (OSError, ValueError) as error:
            raise _fault(self.name, error) from error


def destination(name: str | Path, option: str = "-o", suffixes: Collection[str] = ()) -> Destination:
    """Return the file that an option names, of the kind with ``suffixes`` if they are given.

    Raises ``UsageError`` for a folder, a link, a disk, a socket, and for a file of another kind.
    """
    text = str(name)
    if not text:
        raise _refused(f"{option} names no file", "write the file's name after it")
    descriptor = descriptor_of(text)
    made = Destination(text, option, NamedOutput(Path(text), descriptor))
    _check(made)
    if suffixes:
        made.refuse_other_kind(suffixes)
    return made


def _check(made: Destination) -> None:
    """Raise ``UsageError`` for a folder, a link, a disk or a socket."""
    descriptor, path = made.place.descriptor, made.place.path
    try:
        if descriptor is not None:
            if descriptor not in _STREAMS:
                os.fstat(descriptor)
            return
        kind = file_type(path)
    except (OSError, ValueError) as error:
        raise _fault(made.name, error) from error
    if made.name.endswith(("/", os.sep)) and kind is not FileType.FOLDER:
        raise _refused(f"'{made.name}' names a folder", _REFUSED[FileType.FOLDER])
    if kind in _REFUSED:
        raise _refused(f"'{made.name}' is {kind.value}", _REFUSED[kind])


def check_apart(written: Sequence[Destination]) -> None:
    """Raise ``UsageError`` if two options name one file."""
    for number, one in enumerate(written):
        for other in written[:number]:
            if one.is_same(other):
                message = f"{other.option} and {one.option} name the same file: '{one.name}'"
                raise _refused(message, "give each another name")


def step_summary() -> Destination | None:
    """Return the file for the summary of a job in GitHub Actions; None elsewhere."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    return destination(path, "GITHUB_STEP_SUMMARY") if path else None


def append_to_step_summary(text: str) -> None:
    """Append ``text`` to the summary of a job in GitHub Actions; elsewhere, do nothing."""
    summary = step_summary()
    if summary is not None:
        summary.write(text, append=True)


def write_output(output: bytes | str, target: Destination | None = None) -> None:
    """Write the output of a command to ``target``, or to standard output. Raises ``UsageError``."""
    if target is not None:
        target.write(output)
    elif isinstance(output, str):
        sys.stdout.write(output)
    else:
        sys.stdout.buffer.write(output)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file of the project anew, whole. Raises ``UsageError``, also for a link."""
    destination(path, "the file").write(data)


def _to_stream(descriptor: int, data: bytes) -> None:
    stream = getattr(sys, _STREAMS[descriptor])
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()


def _fault(name: str, error: Exception) -> ExporterError:
    """Return a system error as the machine's fault if the disk is full, else as the user's."""
    if isinstance(error, ValueError):
        return _refused(f"cannot write '{name}': a file name cannot have a NUL character", "check the name")
    number = getattr(error, "errno", None)
    message = f"cannot write '{name}': {getattr(error, 'strerror', None) or error}"
    if number in DISK_ERRORS:
        return EnvironmentFault(message, code=UNWRITABLE.name, hint="free space on the disk, or choose another disk")
    return _refused(message, _HINTS.get(number or 0, "check the path and the permissions of its folder"))


_HINTS: Final = {
    errno.EACCES: "choose a place that you may write to",
    errno.EPERM: "choose a place that you may write to",
    errno.EROFS: "choose a place that you may write to",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ENOTDIR: "a folder of its path is a file",
    errno.EEXIST: "a folder of its path is a file",
    errno.EBADF: "the descriptor is not open for writing",
    errno.ENXIO: "start the pipe's reader first",
}


def _refused(message: str, hint: str) -> UsageError:
    return UsageError(message, code=UNWRITABLE.name, hint=hint)
