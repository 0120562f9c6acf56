"""The folder of files made from fonts, kept by content: each is made once on a machine.

Files appear whole (``os.replace``), so that any number of processes may fill the folder at the same time. Libraries in
C read these files, so they must come from nobody else: the folder is never one in a repository, and a confined process,
which pages may have taken over, only orders files for it (``exporter.fonts.orders``).
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporter.cachedir_tag import TAG, distrust, is_damaged, is_marked, make_folder, mark, repository
from exporter.disk import LEFTOVER, opened_to_append, write_atomic
from exporter.fonts.orders import Order
from exporter.process.locks import lock

# Raise this when the same fonts give other bytes: old files are then left alone.
RECIPE = 2
RECIPES = re.compile(r"\d+-\d+(\.\w+)*")
LOCK = ".lock"
_HEX = "[0-9a-f]{16}|[0-9a-f]{24}"
# The files of each folder of a recipe, by their paths.
FILES = {
    "characters": re.compile(rf"({_HEX})\.txt"),
    "configurations": re.compile(rf"({_HEX})\.conf"),
    "families": re.compile(rf"(\.new-\w{{8}}|{_HEX})/[\w-]+\.(ttf|otf)"),
    "fontconfig": re.compile(rf"[\w-]+\.cache-\d+(\.NEW|\.LCK|\.TMP-\w+)?|{re.escape(TAG)}"),
    "instances": re.compile(r"[\w-]+\.(ttf|otf)"),
    "limited": re.compile(rf"({_HEX})\.ttf"),
    "subsets": re.compile(r"[\w-]+\.woff2"),
}
_locks: list[contextlib.ExitStack] = []  # the locks of this process
_reader: list["Reader"] = []  # of this process, if it is one


def default_folder() -> Path:
    """Return the folder of fonts below the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415 (few runs ask for it)

    return user_cache_path("mdc-exporter") / "fonts"


@cache
def folder() -> Path:
    """Return the folder of this process; ``clear`` leaves it alone while the process lives.

    If the user's cache folder cannot be used, or lies in a repository, it is a folder for the user in the system's
    temporary folder, else a folder for the process.
    """
    import fontTools  # noqa: PLC0415 (``size`` and ``clear`` do without)

    name = f"{RECIPE}-{fontTools.version}"
    for place in _places():
        with contextlib.suppress(OSError):
            if (place != default_folder() or repository(place) is None) and _is_usable(place, name):
                return place / name
    return Path(tempfile.mkdtemp(prefix="mdc-exporter-fonts-"))


def _places() -> Iterator[Path]:
    """Yield the folders to try, the best first."""
    yield default_folder()
    if hasattr(os, "geteuid"):
        yield Path(tempfile.gettempdir()) / f"mdc-exporter-fonts-{os.geteuid()}"


def _is_usable(place: Path, recipe: str) -> bool:
    """Whether the folder can be used; if so, mark and lock it. Raises ``OSError``."""
    make_folder(place)
    outer = [place.parent] if place == default_folder() else []
    if any(map(distrust, [*outer, place])) or not is_own(place):
        return False
    _lock(place)
    make_folder(place / recipe)
    inner = (place / recipe / name for name in ("", *FILES) if os.path.lexists(place / recipe / name))
    return os.access(place / recipe, os.W_OK) and not any(map(distrust, inner))


@dataclass(frozen=True, slots=True)
class Reader:
    """How a process that must not write to the folder gets files: it orders them, or makes them in a folder of its own.

    ``send`` returns once another process has made the file of an order, or cannot.
    """

    own: Path
    send: Callable[[Order], None]


def only_read(own: Path, send: Callable[[Order], None]) -> None:
    """Write nothing to the folder from now on."""
    folder()
    _reader[:] = [Reader(own, send)]


def own_folder() -> Path:
    """Return the folder that this process writes to."""
    return _reader[0].own if _reader else folder()


def kept_file(path: str, make: Callable[[], bytes], order: Order | None) -> Path:
    """Return the file ``path`` of the folder, made by ``make`` if it is new. ``order`` is of the same file."""
    return kept(path, lambda file: put(file, make()), order)


def kept(path: str, write: Callable[[Path], None], order: Order | None) -> Path:
    """Return the file or folder ``path``, which ``write`` makes if it is new. Without an ``order`` it stays here."""
    target = folder() / path
    if _is_there(target):
        return target
    if _reader and order is not None:
        _reader[0].send(order)
        if _is_there(target):
            return target
    target = own_folder() / path
    if not _is_there(target):
        write(target)
    return target


def _is_there(path: Path) -> bool:
    return path.exists() and not path.is_symlink()


def put(file: Path, data: bytes) -> None:
    """Write ``data`` to ``file`` in one step."""
    make_folder(file.parent)
    write_atomic(file, data, cached=True)


def is_own(place: Path) -> bool:
    """Whether the exporter made this folder of fonts: it is marked, or has only the names of version 0.1 in it."""
    own = (LOCK, TAG) if is_damaged(place) else (LOCK,)
    names = [path.name for path in place.iterdir()]
    return is_marked(place) or all(name in own or RECIPES.fullmatch(name) or LEFTOVER.fullmatch(name) for name in names)


def size() -> int:
    """Return the number of bytes that ``clear`` would remove."""
    return sum(file.lstat().st_size for place in _clearable() for file in _files(place))


def clear() -> tuple[int, bool]:
    """Remove the kept files unless another process uses them; return the bytes removed and whether all are gone."""
    removed = 0
    for place in _clearable():
        with contextlib.ExitStack() as stack:
            if not _is_unused(place, stack):
                return removed, False
            for file in list(_files(place)):
                with contextlib.suppress(OSError):
                    status = file.lstat()
                    file.unlink()
                    removed += status.st_size
            _remove_empty(place)
    return removed, True


def _clearable() -> Iterator[Path]:
    return (place for place in _places() if place.is_dir() and not distrust(place) and is_own(place))


def _files(place: Path) -> Iterator[Path]:
    """Yield the exporter's own files below a folder of fonts, without following links."""
    for top, folders, names in os.walk(place):
        where = Path(top).relative_to(place).parts
        folders[:] = [name for name in folders if _is_own_folder((*where, name))]
        for name in names if len(where) > 1 else ():
            pattern, path = FILES[where[1]], "/".join((*where[2:], name))
            if pattern.fullmatch(path) or LEFTOVER.fullmatch(name):
                yield Path(top) / name


def _is_own_folder(parts: tuple[str, ...]) -> bool:
    return bool(RECIPES.fullmatch(parts[0])) and (len(parts) == 1 or parts[1] in FILES) and len(parts) < 4


def _remove_empty(place: Path) -> None:
    """Remove empty folders, and the place with its mark if nothing else is left."""
    for top, _, _ in os.walk(place, topdown=False):
        parts = Path(top).relative_to(place).parts
        with contextlib.suppress(OSError):
            if parts and _is_own_folder(parts):
                Path(top).rmdir()
    with contextlib.suppress(OSError):
        if {path.name for path in place.iterdir()} <= {TAG, LOCK}:
            (place / LOCK).unlink(missing_ok=True)
            (place / TAG).unlink(missing_ok=True)
            place.rmdir()


def _lock(place: Path) -> None:
    """Mark the folder, and lock it against ``clear`` while this process lives. Raises ``OSError``."""
    mark(place)
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(opened_to_append(place / LOCK))
        lock(file, shared=True)
        if not os.path.samestat(os.fstat(file.fileno()), os.stat(place / LOCK)):  # noqa: PTH116 (beside fstat)
            raise OSError("the folder was emptied meanwhile")
        _locks.append(stack.pop_all())


def _is_unused(place: Path, stack: contextlib.ExitStack) -> bool:
    """Whether no other process uses the folder; the lock keeps others away until the stack ends."""
    try:
        lock(stack.enter_context(opened_to_append(place / LOCK)))
    except OSError:
        return False
    return True
