"""Calls of the machine's git: commits, the entries of their trees, and the bytes of objects.

``git archive`` and ``git show`` obey attributes of the repository (``export-ignore``, ``export-subst``, ``textconv``),
so files are read by their objects' names alone. The variables of a hook that calls the exporter and the repository's
own configuration have no effect: nothing is fetched, and git starts no other program.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from exporter.diagnostics import EnvironmentFault, UsageError

SECONDS = 60
SECONDS_OF_A_CHECKOUT = 600

# No pager, hook, monitor or other program; no configuration of a repository that lies in the content.
SAFELY = (
    "--no-pager",
    "--no-replace-objects",
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
)
# No prompt, and no network: a partial clone would fetch missing objects by a program of its configuration.
QUIETLY = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """An entry of a tree: its mode, and the name of its object."""

    mode: str
    object: str


def commit_of(folder: Path, revision: str) -> str:
    """Return the commit that a revision names. Raises ``UsageError``."""
    hint = "name a branch, a tag or a commit; in a shallow clone run: git fetch --unshallow"
    if not revision or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"'{revision}' is not a revision", code="no-revision", hint=hint)
    try:
        output = git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", hint=hint)
    except UsageError as error:
        raise UsageError(f"git has no revision '{revision}'", code="no-revision", hint=hint) from error
    return output.decode("ascii", "replace").strip()


def prefix(folder: Path) -> str:
    """Return the path of ``folder`` from the top of its repository, empty for the top. Raises ``UsageError``."""
    hint = "run it in a git repository, outside of its own folder '.git'"
    output = os.fsdecode(git(folder, "rev-parse", "--is-inside-work-tree", "--show-prefix", hint=hint))
    inside, _, own = output.partition("\n")
    if inside != "true":
        raise UsageError(f"'{folder}' is not in a work tree of git", code="no-revision", hint=hint)
    return own.removesuffix("\n").removesuffix("/")


def git(folder: Path, *arguments: str, hint: str | None = None, literal: bool = True) -> bytes:
    """Run git in ``folder`` and return its output; paths are literal unless ``literal`` is false.

    Raises ``UsageError`` if git fails, ``EnvironmentFault`` if it is missing or does not end.
    """
    try:
        done = subprocess.run(
            _command(*(["--literal-pathspecs"] if literal else []), *arguments),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EnvironmentFault(f"git did not end within {SECONDS} s", code="no-git") from error
    except OSError as error:
        raise EnvironmentFault(f"git cannot be started: {error.strerror}", code="no-git") from error
    if done.returncode:
        raise _refused(done.stderr, hint)
    return done.stdout


def _refused(stderr: bytes, hint: str | None) -> UsageError:
    lines = stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
    return UsageError(f"git: {lines[0] if lines else 'it failed'}", code="no-revision", hint=hint)


def _command(*arguments: str) -> list[str]:
    """Return a command of git, found in the absolute folders of PATH."""
    folders = [entry for entry in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(entry).is_absolute()]
    program = shutil.which("git", path=os.pathsep.join(folders))
    if program is None:
        raise EnvironmentFault("git is not installed", code="no-git", hint="install git")
    return [program, *SAFELY, *arguments]


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return own | QUIETLY


def entries(folder: Path, commit: str, *paths: str) -> Iterator[tuple[str, TreeEntry]]:
    """Yield the files, links and submodules at and below ``paths`` with their names from the top, each name once.

    A path is from the top on; ``""`` and ``.`` stand for all.
    """
    below = [] if {"", "."} & {*paths} else ["--", *paths]
    output = git(folder, "ls-tree", "-r", "-z", "--full-tree", commit, *below)
    for line in filter(None, output.split(b"\0")):
        facts, _, name = line.partition(b"\t")
        mode, _, blob = facts.decode("ascii", "replace").split(" ")
        yield os.fsdecode(name), TreeEntry(mode, blob)


@contextmanager
def blobs(folder: Path) -> Iterator[Callable[[str, int], bytes | str]]:
    """Give a function that returns an object's bytes, at most ``limit`` of them, or the reason why it has none."""
    process = subprocess.Popen(
        _command("cat-file", "--batch"),
        cwd=folder,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    watch = Timer(SECONDS_OF_A_CHECKOUT, process.kill)
    watch.daemon = True
    watch.start()
    try:
        assert process.stdin is not None and process.stdout is not None, "both are pipes"
        ask, answer = process.stdin, process.stdout
        yield lambda name, limit: _blob(ask, answer, name, limit)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _blob(ask: IO[bytes], answer: IO[bytes], name: str, limit: int) -> bytes | str:
    """Ask ``git cat-file --batch`` for one object. Raises ``UsageError`` if it is not in this clone."""
    try:
        ask.write(name.encode() + b"\n")
        ask.flush()
        _, kind, length = answer.readline().split()
        left = size = int(length)
        data = answer.read(size) if size <= limit else b""
        left -= len(data)
        while left and (skipped := len(answer.read(min(left, 1_000_000)))):
            left -= skipped
        answer.read(1)
    except (OSError, ValueError) as error:
        raise _not_here() from error
    if left:
        raise _not_here()
    if size > limit:
        return f"it is larger than {limit:,} bytes"
    return data if kind == b"blob" else "it is not a file"


def _not_here() -> UsageError:
    """Return the error for "missing", and for a git that ends because it may not fetch a missing object."""
    hint = "a partial clone does not have all files; fetch them first: git fetch --refetch --no-filter"
    return UsageError("git does not have all files of the revision here", code="no-revision", hint=hint)
