"""Files as they were at a revision, by the git of the machine."""

import hashlib
import os
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from os.path import relpath
from pathlib import Path

from exporter.diagnostics import EnvironmentFault, UsageError

SECONDS = 60


def checkout(folder: Path, revision: str, paths: Sequence[Path], into: Path) -> Path:
    """Write ``paths`` as they were at a revision below ``into``; gives what stands for ``folder`` there.

    Paths that the revision did not have are left out. Raises ``UsageError`` for a revision that there is not, and
    where the folder is in no repository; ``EnvironmentFault`` without git.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel", hint="run it in a git repository").decode().strip())
    commit = commit_of(folder, revision)
    there = into / relpath(folder.resolve(), top.resolve())
    there.mkdir(parents=True, exist_ok=True)
    inside = (Path(relpath(path.resolve(), top.resolve())).as_posix() for path in paths)
    known = [path for path in dict.fromkeys(inside) if not path.startswith("../") and _has(top, commit, path)]
    if known:
        archive = _git(top, "archive", "--format=tar", commit, "--", *known)
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(into, filter="data")
    return there


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names. Raises ``UsageError``."""
    if revision.startswith("-"):
        raise UsageError(f"'{revision}' is no revision", code="no-revision")
    hint = "name a branch, a tag or a commit; a shallow clone has few: git fetch --unshallow"
    return _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", hint=hint).decode().strip()


def _has(top: Path, commit: str, path: str) -> bool:
    return path == "." or bool(_git(top, "ls-tree", "--name-only", commit, "--", path).strip())


def tracked(path: Path) -> bool | None:
    """Whether git tracks ``path``, a file below it, or its name in another case; None where git cannot tell.

    The repository is that of the nearest folder above with a ``.git``, whatever the variables of a hook say.
    """
    top = _top(path)
    if top is None:
        return False
    inside = path.relative_to(top).as_posix()
    wanted = [] if inside == "." else ["--", f":(top,icase,literal){inside}"]
    told = _answer(top, "ls-files", "-z", *wanted)
    return None if told is None else bool(told)


def head(folder: Path) -> str:
    """The commit that is checked out in the repository around a folder; empty where there is none."""
    top = _top(folder.resolve())
    return (_answer(top, "rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip() if top else ""


def last_commit(files: Mapping[Path, bytes]) -> int | None:
    """When these files were changed last, in seconds since 1970, by the history of the commit that is checked out.

    None where one of them is not as it was committed, where its history is cut off (a shallow clone), or without git.
    """
    paths = {path.resolve(): data for path, data in files.items()}
    top = _top(next(iter(paths))) if paths else None
    if top is None or not all(path.is_relative_to(top) for path in paths):
        return None
    names = {path.relative_to(top).as_posix(): data for path, data in paths.items()}
    tree = (_answer(top, "ls-tree", "-z", "HEAD", "--", *names) or b"").split(b"\0")
    known = {
        os.fsdecode(name): facts.split()[-1].decode()
        for facts, _, name in (line.partition(b"\t") for line in tree)
        if name
    }
    if not all(known.get(name) in _blobs(data, len(known.get(name, ""))) for name, data in names.items()):
        return None
    told = (_answer(top, "log", "-1", "--no-show-signature", "--format=%ct %P", "HEAD", "--", *names) or b"").split()
    if len(told) == 1 and (_answer(top, "rev-parse", "--is-shallow-repository") or b"").strip() != b"false":
        return None
    return int(told[0]) if told else None


def _blobs(data: bytes, digits: int) -> list[str]:
    """The names that git may have given these bytes, whose line ends it may have changed."""
    kind = "sha256" if digits == 64 else "sha1"
    forms = {data, data.replace(b"\r\n", b"\n")}
    return [hashlib.new(kind, b"blob %d\0%b" % (len(d), d), usedforsecurity=False).hexdigest() for d in forms]


def _top(path: Path) -> Path | None:
    return next((folder for folder in (path, *path.parents) if os.path.lexists(folder / ".git")), None)


def _answer(top: Path, *arguments: str) -> bytes | None:
    """What git says in the repository at ``top``, which has no say in what is run; None where it fails."""
    pathspecs = () if arguments[0] == "ls-files" else ("--literal-pathspecs",)
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", *pathspecs, *arguments]
    try:
        return subprocess.run(command, cwd=top, env=own, capture_output=True, timeout=SECONDS, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def _git(folder: Path, *arguments: str, hint: str | None = None) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except FileNotFoundError as error:
        raise EnvironmentFault("git is not installed", code="no-git", hint="install git") from error
    except subprocess.TimeoutExpired as error:
        raise EnvironmentFault(f"git did not end within {SECONDS} s", code="no-git") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
        what = arguments[-1].removesuffix("^{commit}") if not said else said[0]
        raise UsageError(f"git: {what}" if said else f"git has no revision '{what}'", code="no-revision", hint=hint)
    return done.stdout
