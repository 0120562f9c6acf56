"""A folder of what is made from fonts, kept by content: each thing is made once on a machine.

Files appear whole (``os.replace``), so that any number of processes may fill the folder at the same time. Libraries in
C read these files, and pages are set in them, so nobody else may bring one: a repository never does.
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from exporter.cachedir import TAG, distrust, is_damaged, is_marked, make_folder, mark, repository
from exporter.disk import LEFTOVER, opened_to_append, write_atomic

# To be raised where other bytes come out of the same fonts: old files are then left alone.
RECIPE = 1
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
_held: list[contextlib.ExitStack] = []  # the locks of this process


def usual() -> Path:
    """The folder of fonts below the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("mdc-exporter") / "fonts"


@cache
def folder() -> Path:
    """The folder of this process; ``clear`` leaves it alone while the process lives.

    Where the user's own cannot be used, or lies in a repository, it is one for the user in the system's temporary
    folder, else one for the process.
    """
    import fontTools

    name = f"{RECIPE}-{fontTools.version}"
    for place in _places():
        with contextlib.suppress(OSError):
            if (place != usual() or repository(place) is None) and _opened(place, name):
                return place / name
    return Path(tempfile.mkdtemp(prefix="mdc-exporter-fonts-"))


def _places() -> Iterator[Path]:
    """The folders that are tried, the best first."""
    yield usual()
    if hasattr(os, "geteuid"):
        yield Path(tempfile.gettempdir()) / f"mdc-exporter-fonts-{os.geteuid()}"


def _opened(place: Path, recipe: str) -> bool:
    """Whether the folder can be used; it is marked and held then. Raises ``OSError``."""
    make_folder(place)
    outer = [place.parent] if place == usual() else []
    if any(map(distrust, [*outer, place])) or not is_own(place):
        return False
    _hold(place)
    make_folder(place / recipe)
    inner = (place / recipe / name for name in ("", *FILES) if os.path.lexists(place / recipe / name))
    return os.access(place / recipe, os.W_OK) and not any(map(distrust, inner))


def kept(path: str, make: Callable[[], bytes]) -> Path:
    """The file ``path`` of the folder, made by ``make`` where it is not there yet."""
    file = folder() / path
    if not file.is_file() or file.is_symlink():
        put(file, make())
    return file


def put(file: Path, data: bytes) -> None:
    """``data`` as ``file``, which is there whole or not at all."""
    make_folder(file.parent)
    write_atomic(file, data, cached=True)


def is_own(place: Path) -> bool:
    """Whether a folder is one of fonts that the exporter made: it is marked, or has only the names of 0.1 in it."""
    own = (LOCK, TAG) if is_damaged(place) else (LOCK,)
    names = [path.name for path in place.iterdir()]
    return is_marked(place) or all(name in own or RECIPES.fullmatch(name) or LEFTOVER.fullmatch(name) for name in names)


def size() -> int:
    """The bytes of all that ``clear`` would remove."""
    return sum(file.lstat().st_size for place in _cleared() for file in _files(place))


def clear() -> tuple[int, bool]:
    """Remove what is kept of fonts, unless another process uses it: the bytes removed, and whether all is gone."""
    removed = 0
    for place in _cleared():
        with contextlib.ExitStack() as stack:
            if not _alone(place, stack):
                return removed, False
            for file in list(_files(place)):
                with contextlib.suppress(OSError):
                    status = file.lstat()
                    file.unlink()
                    removed += status.st_size
            _remove_empty(place)
    return removed, True


def _cleared() -> Iterator[Path]:
    return (place for place in _places() if place.is_dir() and not distrust(place) and is_own(place))


def _files(place: Path) -> Iterator[Path]:
    """The exporter's own files below a folder of fonts; no link is followed."""
    for top, folders, names in os.walk(place):
        where = Path(top).relative_to(place).parts
        folders[:] = [name for name in folders if _leads_on((*where, name))]
        for name in names if len(where) > 1 else ():
            pattern, path = FILES[where[1]], "/".join((*where[2:], name))
            if pattern.fullmatch(path) or LEFTOVER.fullmatch(name):
                yield Path(top) / name


def _leads_on(parts: tuple[str, ...]) -> bool:
    return bool(RECIPES.fullmatch(parts[0])) and (len(parts) == 1 or parts[1] in FILES) and len(parts) < 4


def _remove_empty(place: Path) -> None:
    """Remove the folders that are empty, and the place with its mark where nothing else is left."""
    for top, _, _ in os.walk(place, topdown=False):
        parts = Path(top).relative_to(place).parts
        with contextlib.suppress(OSError):
            if parts and _leads_on(parts):
                Path(top).rmdir()
    with contextlib.suppress(OSError):
        if {path.name for path in place.iterdir()} <= {TAG, LOCK}:
            (place / LOCK).unlink(missing_ok=True)
            (place / TAG).unlink(missing_ok=True)
            place.rmdir()


def _hold(place: Path) -> None:
    """Mark the folder, and keep others from emptying it while this process lives. Raises ``OSError``."""
    mark(place)
    with contextlib.suppress(ImportError), contextlib.ExitStack() as stack:
        import fcntl

        file = stack.enter_context(opened_to_append(place / LOCK))
        fcntl.flock(file, fcntl.LOCK_SH)
        if not os.path.samestat(os.fstat(file.fileno()), os.stat(place / LOCK)):  # noqa: PTH116 (beside fstat)
            raise OSError("the folder was emptied meanwhile")
        _held.append(stack.pop_all())


def _alone(place: Path, stack: contextlib.ExitStack) -> bool:
    """Whether no other process uses the folder; until the stack ends, none begins to."""
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(stack.enter_context(opened_to_append(place / LOCK)), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
