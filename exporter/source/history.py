"""Questions about a folder's git history: whether files are tracked, and when they last changed.

A missing repository, or a git that fails, is an answer here: nothing raises.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from exporter.diagnostics import EnvironmentFault, UsageError
from exporter.disk import repository_above
from exporter.source.git import entries, git

MOST_NAMES = 1000  # in the arguments of a program


def tracked(path: Path) -> bool | None:
    """Whether git tracks ``path``, a file below it, or its name in another case; None if git fails.

    The repository is that of the nearest folder above with a ``.git``, whatever the variables of a hook say.
    """
    top = repository_above(path)
    if top is None:
        return False
    inside = path.relative_to(top).as_posix()
    wanted = [] if inside == "." else ["--", f":(top,icase,literal){inside}"]
    output = _answer(top, "ls-files", "-z", *wanted, literal=False)
    return None if output is None else bool(output)


def head(folder: Path) -> str:
    """Return the commit that is checked out in the repository around a folder; empty without a repository."""
    top = repository_above(folder.resolve())
    return (_answer(top, "rev-parse", "--verify", "--quiet", "HEAD") or b"").decode().strip() if top else ""


def head_day(folder: Path) -> str:
    """Return the day of the commit that is checked out around a folder (ISO 8601); empty without a repository."""
    top = repository_above(folder.resolve())
    words = _answer(top, "log", "-1", "--no-show-signature", "--format=%cs", "HEAD") if top else None
    return (words or b"").decode().strip()


def uncommitted(files: Mapping[Path, bytes]) -> list[Path]:
    """Return the files that the checked out commit does not have, or has with other bytes; all without a repository."""
    paths = {path: path.resolve() for path in files}
    top = repository_above(next(iter(paths.values()))) if paths else None
    names = {f: p.relative_to(top).as_posix() for f, p in paths.items() if p.is_relative_to(top)} if top else {}
    known = _objects(top, [*names.values()]) if top else {}
    objects = {path: known.get(names.get(path, ""), "") for path in files}
    return [path for path, data in files.items() if objects[path] not in _blobs(data, len(objects[path]))]


def last_commit(files: Mapping[Path, bytes]) -> int | None:
    """Return the last change of these files, in seconds since 1970, by the history of the checked out commit.

    None if one of them differs from the commit, if its history is incomplete (a shallow clone), or without git.
    """
    paths = [path.resolve() for path in files]
    top = repository_above(paths[0]) if paths else None
    if top is None or not all(path.is_relative_to(top) for path in paths):
        return None
    names = [path.relative_to(top).as_posix() for path in paths]
    if uncommitted(files):
        return None
    output = (_answer(top, "log", "-1", "--no-show-signature", "--format=%ct %P", "HEAD", "--", *names) or b"").split()
    if len(output) == 1 and (_answer(top, "rev-parse", "--is-shallow-repository") or b"").strip() != b"false":
        return None
    return int(output[0]) if output else None


def _objects(top: Path, names: Sequence[str]) -> dict[str, str]:
    """Return the objects that the commit has under these names; an empty mapping if git fails."""
    try:
        asked = names if len(names) <= MOST_NAMES else ["."]
        return {name: entry.object for name, entry in entries(top, "HEAD", *asked)}
    except (UsageError, EnvironmentFault):
        return {}


def _blobs(data: bytes, digits: int) -> list[str]:
    """Return the names that git may have given these bytes, whose line ends it may have changed."""
    kind = "sha256" if digits == 64 else "sha1"
    forms = {data, data.replace(b"\r\n", b"\n")}
    return [hashlib.new(kind, b"blob %d\0%b" % (len(d), d), usedforsecurity=False).hexdigest() for d in forms]


def _answer(top: Path, *arguments: str, literal: bool = True) -> bytes | None:
    """Return the output of git in the repository at ``top``; None if it fails."""
    try:
        return git(top, *arguments, literal=literal)
    except (UsageError, EnvironmentFault):
        return None
