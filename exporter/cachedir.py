"""A folder of cached files: its mark, and whether its content may be trusted.

The mark is the file CACHEDIR.TAG (https://bford.info/cachedir/) with a line of the exporter's own. A tag that another
program wrote does not make a folder the exporter's.
"""

import contextlib
import os
import stat
from pathlib import Path

from exporter.disk import read_regular, repository_above, write_atomic

TAG = "CACHEDIR.TAG"
TAG_SIZE = 10_000  # bytes of a tag that are looked at
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_OWN = "# This folder is a cache of mdc-exporter."
_TEXT = f"""\
{_SIGNATURE}
{_OWN}
# 'exporter clean' empties it. For information about cache directory tags see https://bford.info/cachedir/
"""


def is_marked(folder: Path) -> bool:
    """Whether the exporter marked the folder as a cache of its own."""
    try:
        lines = read_regular(folder / TAG, TAG_SIZE).decode("utf-8", "replace").splitlines()
    except OSError:
        return False
    return lines[:1] == [_SIGNATURE] and _OWN in lines


def is_damaged(folder: Path) -> bool:
    """Whether the mark of the folder is what a broken disk leaves of the exporter's: its beginning, or zeros."""
    try:
        left = read_regular(folder / TAG, TAG_SIZE).rstrip(b"\0")
    except OSError:
        return False
    return _TEXT.encode().startswith(left)


def mark(folder: Path) -> None:
    """Make the folder, where there is none, and mark it. Raises ``OSError``."""
    make_folder(folder)
    if not is_marked(folder):
        write_atomic(folder / TAG, _TEXT.encode(), cached=True)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may write to, whatever the mask of permissions. Raises ``OSError``."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o755)


def distrust(path: Path) -> str:
    """Why others may have put a file or folder there, in words; empty where they may not. Raises ``OSError``.

    Systems without users (Windows) have links only.
    """
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return f"'{path}' is a link"
    if not hasattr(os, "geteuid"):
        return ""
    if status.st_uid != os.geteuid():
        return f"'{path}' belongs to another user"
    return f"everybody may write to '{path}'" if status.st_mode & stat.S_IWOTH else ""


def repository(folder: Path) -> Path | None:
    """The top of the git repository that the folder is in, by its own path or by that which links lead to."""
    own = Path(os.path.abspath(folder))  # noqa: PTH100 (without following links, which Path.resolve does)
    return repository_above(own) or repository_above(folder.resolve())
