"""Reading files below a folder, whatever a page writes as their path.

Nothing outside of the folder can be reached: no ``..`` in any encoding, no backslash, no control character, no device,
no pipe, no symbolic link that leads out. Files are opened step by step from the folder (``openat``, ``O_NOFOLLOW``),
so that nobody can exchange a folder for a link between the check and the reading. Systems without these calls (Windows)
check where the whole path leads, then open it.
"""

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from exporter.diagnostics import counted
from exporter.disk import leads_out, read_up_to
from exporter.model.limit import Limit
from exporter.model.links import is_remote
from exporter.model.paths import leads_upward

MAX_PATH = 4_096
BY_STEPS = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLimits:
    """The limits of reading pages and data."""

    page_bytes: Annotated[
        int, Limit("the largest page of the sites known is 70 KB; a book of ten thousand questions fits.")
    ] = 5_000_000
    file_bytes: Annotated[int, Limit("a data file or picture that a page names; a camera's largest JPEG.")] = 20_000_000


DEFAULTS = SourceLimits()


class Refused(ValueError):
    """A path that may not be followed, or a file that may not be read; the message says why."""


class Missing(Refused):
    """A path without a file."""


class TooLarge(Refused):
    """A file beyond the limit of bytes."""


def url_parts(path: str) -> tuple[str, ...]:
    """Return the steps of a path from a page: percent-encoded, with or without a first slash, its query dropped.

    Raises ``Refused`` for other hosts and for a path that could lead out of a folder.
    """
    if is_remote(path) or path.startswith("//"):
        raise Refused("not a path of the site")
    return safe_parts(unquote(urlsplit(path).path, errors="strict"))


def safe_parts(path: str) -> tuple[str, ...]:
    """Return the steps of a path without encoding. Raises ``Refused`` if it could lead out of a folder."""
    if len(path) > MAX_PATH:
        raise Refused(f"the path is longer than {MAX_PATH} characters")
    if "\\" in path or any(ord(c) < 32 or ord(c) == 127 for c in path):
        raise Refused("the path has a backslash or a control character")
    if path != unquote(path) and leads_upward(unquote(path)):
        raise Refused("the path is encoded twice")
    if leads_upward(path):
        raise Refused("the path points outside its folder")
    parts = tuple(p for p in path.split("/") if p not in ("", "."))
    if not parts:
        raise Refused("the path names no file")
    return parts


def read_below(root: Path, parts: Sequence[str], limit: int = DEFAULTS.file_bytes) -> bytes:
    """Read the regular file at ``parts`` below ``root``. Raises ``Refused``, ``Missing`` or ``OSError``."""
    try:
        return _read(root, parts, limit)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EISDIR):
            return _read(root, _unlinked(root, parts), limit)
        raise


def read_first(roots: Iterable[Path], parts: Sequence[str], limit: int = DEFAULTS.file_bytes) -> bytes:
    """Return the bytes at ``parts`` below the first root that has such a file; raises as ``read_below`` does."""
    for root in roots:
        with suppress(Missing):
            return read_below(root, parts, limit)
    raise Missing("there is no such file")


def is_below(root: Path, parts: Sequence[str]) -> bool:
    """Whether a regular file that may be read is at ``parts`` below ``root``, whatever its size."""
    try:
        read_below(root, parts, 0)
    except TooLarge:
        return True
    except (Refused, OSError):
        return False
    return True


def _read(root: Path, parts: Sequence[str], limit: int) -> bytes:
    descriptor = _opened_by_steps(root, parts) if BY_STEPS else _opened_whole(root, parts)
    try:
        return _content(descriptor, limit)
    finally:
        os.close(descriptor)


def _opened_by_steps(root: Path, parts: Sequence[str]) -> int:
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for number, part in enumerate(parts, start=1):
        folder = os.O_DIRECTORY if number < len(parts) else os.O_NONBLOCK
        try:
            inner = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | folder, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = inner
    return descriptor


def _opened_whole(root: Path, parts: Sequence[str]) -> int:
    path = root.joinpath(*parts)
    if any(":" in part for part in parts):  # a drive, or a second stream of a file (NTFS)
        raise Refused("the path has a colon")
    if leads_out(Path(os.path.realpath(path, strict=True)), root):
        raise Refused("a symbolic link points outside its folder")
    if path.exists() and not path.is_file() and not path.is_dir():
        raise Refused("not a regular file")
    if path.is_dir():
        raise Missing("it is a folder")
    return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))


def _content(descriptor: int, limit: int) -> bytes:
    facts = os.fstat(descriptor)
    if stat.S_ISDIR(facts.st_mode):
        raise Missing("it is a folder")
    if not stat.S_ISREG(facts.st_mode):
        raise Refused("not a regular file")
    with os.fdopen(os.dup(descriptor), "rb") as file:
        data = read_up_to(file, limit + 1)
    if len(data) > limit:
        raise TooLarge(f"the file is larger than {counted(limit, 'byte')}")
    return data


def spelled(root: Path, parts: Sequence[str]) -> tuple[str, ...]:
    """Return ``parts`` as the disk spells them: an accent may be a character of its own there (Unicode, UAX #15)."""
    spelled: list[str] = []
    for part in parts:
        if not part.isascii() and not root.joinpath(*spelled, part).exists():
            with suppress(OSError):
                names = sorted(entry.name for entry in root.joinpath(*spelled).iterdir())
                part = next((name for name in names if normalize("NFC", name) == normalize("NFC", part)), part)
        spelled.append(part)
    return tuple(spelled)


def _unlinked(root: Path, parts: Sequence[str]) -> tuple[str, ...]:
    """Return ``parts`` as they are on disk, with links that stay below ``root`` resolved."""
    path = root.joinpath(*spelled(root, parts))
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise Missing("there is no such file") from error
    if leads_out(real, root):
        raise Refused("a symbolic link points outside its folder")
    own = real.relative_to(root.resolve()).parts
    if own == tuple(parts):
        raise Refused("it cannot be opened")
    return own
