"""Folders of cached files: their mark, and checks of their owner.

The mark is the file CACHEDIR.TAG (https://bford.info/cachedir/) with a line of the exporter's own. The tag of another
program does not make a folder the exporter's.
"""

import contextlib
import os
import stat
from pathlib import Path

from exporter.disk import read_regular, repository_above, write_atomic

TAG = "CACHEDIR.TAG"
TAG_SIZE = 10_000  # largest tag in bytes
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_OWN = "# This folder is a cache of mdc-exporter."
_TEXT = f"""\
{_SIGNATURE}
{_OWN}
# 'exporter clean' empties it. For information about cache directory tags see https://bford.info/cachedir/
"""


def is_marked(folder: Path) -> bool:
    """Return whether the exporter marked the folder as its own cache."""
    try:
        lines = read_regular(folder / TAG, TAG_SIZE).decode("utf-8", "replace").splitlines()
    except OSError:
        return False
    return lines[:1] == [_SIGNATURE] and _OWN in lines


def is_damaged(folder: Path) -> bool:
    """Return whether a broken disk damaged the exporter's mark, leaving its beginning or zeros."""
    try:
        left = read_regular(folder / TAG, TAG_SIZE).rstrip(b"\0")
    except OSError:
        return False
    return _TEXT.encode().startswith(left)


def mark(folder: Path) -> None:
    """Create the folder if it is missing, and mark it. Raises ``OSError``."""
    make_folder(folder)
    if not is_marked(folder):
        write_atomic(folder / TAG, _TEXT.encode(), cached=True)


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner may write to, whatever the umask. Raises ``OSError``."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o755)


def distrust(path: Path) -> str:
    """Return why others may have created a file or folder, in words; empty if they cannot. Raises ``OSError``.

    Systems without users (Windows) are checked for links only.
    """
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return f"'{path}' is a link"
    if not hasattr(os, "geteuid"):
        return ""
    if status.st_uid != os.geteuid():
        return f"'{path}' belongs to another user"
    return f"every user may write to '{path}'" if status.st_mode & stat.S_IWOTH else ""


def repository(folder: Path) -> Path | None:
    """Return the top of the folder's git repository, by its own path or by its path without links."""
    own = Path(os.path.abspath(folder))  # noqa: PTH100 (without following links, which Path.resolve does)
    return repository_above(own) or repository_above(folder.resolve())
