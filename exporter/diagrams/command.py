"""Diagrams drawn by a program that the user named: the source on its standard input, SVG on its standard output.

No shell is involved. The program starts in the root folder, so that it finds nothing of the project by a relative path,
and has limits of time, memory and output of its own: it may outlive the worker that started it.
"""

import math
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Event, Thread, Timer
from typing import IO, Final

from exporter.diagnostics import UsageError
from exporter.diagrams.mermaid import LONGEST, Undrawn

try:
    import resource
except ImportError:  # Windows
    HAS_LIMITS = False
else:
    HAS_LIMITS = hasattr(resource, "prlimit")  # Linux

_LANGUAGE: Final = re.compile(r"[a-z][a-z0-9_+-]{0,30}")
SECONDS: Final = 30
_MEMORY: Final = 4_000_000_000  # bytes of address space, of which a Java machine reserves most without using it
_LARGEST: Final = 5_000_000  # bytes of a drawing
_REASON: Final = 200  # characters of a message or of a version
# PlantUML then reads no file and no address that a diagram names (https://plantuml.com/security)
_SAFE: Final = {"PLANTUML_SECURITY_PROFILE": "SANDBOX"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramCommand:
    """A program with its arguments, and the first words that it says of its version."""

    arguments: tuple[str, ...]
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRequest:
    """A diagram for a command to draw."""

    source: str
    command: DiagramCommand


def parse_commands(texts: Mapping[str, str]) -> dict[str, DiagramCommand]:
    """Return the commands of languages by their texts, split as a shell does. Raises ``UsageError``."""
    return {language: _parsed(language, text) for language, text in texts.items()}


def _parsed(language: str, text: str) -> DiagramCommand:
    if not _LANGUAGE.fullmatch(language):
        hint = "write --diagram plantuml='plantuml -tsvg -pipe'"
        raise UsageError(f"'{language}' is no language of a code block", hint=hint)
    try:
        arguments = tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"the command for {language} cannot be read: {error}", hint="check its quotes") from error
    if not arguments or "\0" in text:
        raise UsageError(f"no command for {language}", hint="name a program, such as 'plantuml -tsvg -pipe'")
    if os.path.dirname(arguments[0]) and not os.path.isabs(arguments[0]):  # noqa: PTH117,PTH120 (it may be no path)
        hint = "write its absolute path; programs in the current folder may be anybody's"
        raise UsageError(f"the command for {language} is a relative path: '{arguments[0]}'", hint=hint)
    return DiagramCommand(arguments=arguments)


@cache
def version_of(command: DiagramCommand) -> str:
    """Return the first words that the command prints with ``--version``; empty if it does not start."""
    try:
        _, out, err = _run((*command.arguments, "--version"), b"", _LARGEST)
    except Undrawn:
        return ""
    return _words(out) or _words(err)


def draw_with(request: CommandRequest, seconds: float = SECONDS) -> bytes:
    """Return the SVG that a command makes of a source within ``seconds``. Raises ``Undrawn``."""
    source, arguments = request.source, request.command.arguments
    if len(source) > LONGEST:
        raise Undrawn(f"it has more than {LONGEST:,} characters")
    status, out, err = _run(arguments, source.encode(), _LARGEST, seconds)
    if status:
        said = f": {_words(err)}" if _words(err) else ""
        raise Undrawn(f"'{arguments[0]}' ended with the status {status}{said}")
    if b"<svg" not in out:
        raise Undrawn(f"'{arguments[0]}' gave no SVG")
    return out


def _run(arguments: tuple[str, ...], source: bytes, most: int, seconds: float = SECONDS) -> tuple[int, bytes, bytes]:
    """Run a program within limits, and return its exit status, output and messages. Raises ``Undrawn``."""
    program = shutil.which(arguments[0])
    if program is None:
        raise Undrawn(f"there is no program '{arguments[0]}'")
    try:
        process = subprocess.Popen(
            (program, *arguments[1:]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=os.path.abspath(os.sep),  # noqa: PTH100 (the root of this drive)
            env={**os.environ, **_SAFE, "TMPDIR": tempfile.gettempdir()},
            start_new_session=True,
        )
    except OSError as error:
        raise Undrawn(f"'{arguments[0]}' cannot be started: {error.strerror}") from error
    with process:
        _limit(process.pid, seconds)
        return _exchange(process, arguments[0], source, most, seconds)


def _exchange(
    process: subprocess.Popen[bytes], name: str, source: bytes, most: int, seconds: float
) -> tuple[int, bytes, bytes]:
    assert process.stdin and process.stdout and process.stderr, "all three are pipes"
    late = Event()
    messages: list[bytes] = []
    timer = Timer(seconds, _end, (process, late))
    threads = (
        Thread(target=_write, args=(process.stdin, source), daemon=True),
        Thread(target=_drain, args=(process.stderr, messages), daemon=True),
    )
    for thread in (timer, *threads):
        thread.daemon = True
        thread.start()
    try:
        out = process.stdout.read(most + 1)
        if len(out) > most:
            raise Undrawn(f"'{name}' gave more than {most:,} bytes")
        status = process.wait()
    finally:
        timer.cancel()
        _end(process)
        for thread in threads:
            thread.join()
    if late.is_set():
        raise Undrawn(f"'{name}' did not end within {seconds:.0f} s")
    return status, out, b"".join(messages)


def _limit(process: int, seconds: float) -> None:
    if HAS_LIMITS:
        with suppress(OSError, ValueError):  # a lower limit holds already, or it has ended
            resource.prlimit(process, resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds)))
            resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _end(process: subprocess.Popen[bytes], late: Event | None = None) -> None:
    """End a program with all that it started, and note that it is ``late``."""
    if late is not None:
        late.set()
    if hasattr(os, "killpg"):
        with suppress(OSError):  # nothing of it is left
            os.killpg(process.pid, 9)
    elif process.poll() is None:
        process.kill()


def _write(pipe: IO[bytes], source: bytes) -> None:
    with suppress(OSError), pipe:  # it may end without reading
        pipe.write(source)


def _drain(pipe: IO[bytes], messages: list[bytes]) -> None:
    """Keep the beginning of a program's messages, and read the rest so that it does not wait."""
    messages.append(pipe.read(4 * _REASON))
    while pipe.read(65_536):
        pass


def _words(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[:_REASON]
