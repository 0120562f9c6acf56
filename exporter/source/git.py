"""Files as they were at a revision, by the git of the machine."""

import os
import subprocess
import tarfile
from collections.abc import Sequence
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

    The repository is that of the nearest folder above with a ``.git``. It gets no say in what is run, and neither do
    the variables of a hook that calls the exporter.
    """
    top = next((folder for folder in (path, *path.parents) if os.path.lexists(folder / ".git")), None)
    if top is None:
        return False
    inside = path.relative_to(top).as_posix()
    wanted = [] if inside == "." else ["--", f":(top,icase,literal){inside}"]
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", *wanted]
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(command, cwd=top, env=own, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return bool(done.stdout)


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
