"""The configuration of a trusted revision, for pages that anybody may have changed.

The configuration, the theme, ``exporter.lock`` and the files of options come from objects of git, pages and pictures
from the folder. Changes of the former in the folder have no effect, and are named.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from exporter.build.outcome import TrustedState
from exporter.build.remote_pictures import FILE as LOCK
from exporter.config import FILE, Config
from exporter.config.load import find, load_copy, read_file
from exporter.diagnostics import Diagnostics, UsageError, shortened
from exporter.disk import leads_out, read_regular
from exporter.source.files import DEFAULTS
from exporter.source.revisions import Checkout
from exporter.theme.files import own_files

MOST_NAMED = 50  # ignored changes; a pull request may add any number of files to a theme


@dataclass(slots=True)
class TrustedConfig:
    """The configuration of a revision, whose files are brought to a folder of its own when they are asked for."""

    config: Config
    checkout: Checkout
    _ignored: dict[str, None] = field(default_factory=dict)

    @property
    def state(self) -> TrustedState:
        """The revision, and the changes of its files in the folder that have had no effect so far."""
        checkout = self.checkout
        more = len(self._ignored) - MOST_NAMED
        named = [*islice(self._ignored, MOST_NAMED), *([f"{more} more"] if more > 0 else [])]
        return TrustedState(checkout.revision, checkout.commit, tuple(named))

    def bring_file(self, name: str) -> None:
        """Bring a file by its path from the configuration's folder on, and note whether the folder has another."""
        path = self.config.folder / name
        if self.checkout.inside(path):
            self.checkout.write([path])
            if not _same(self.checkout.copy_of(path), path):
                self.ignore(self.config.shown(path))

    def bring_theme(self, folder: Path) -> Path | None:
        """Bring a theme's folder and return its copy; None for one outside of the repository."""
        if not self.checkout.inside(folder):
            return None
        self.checkout.write([folder])
        copy = self.checkout.copy_of(folder)
        known, own = ({file.relative_to(top) for file in own_files(top)} for top in (copy, folder))
        for path in sorted(known | own):
            if not _same(copy / path, folder / path):
                self.ignore(self.config.shown(folder / path))
        return copy

    def ignore(self, change: str) -> None:
        """Note a change of the folder that has no effect."""
        self._ignored.setdefault(change)


def trusted_config(
    start: Path, revision: str, file: Path | None, into: Path, formats: Collection[str], diagnostics: Diagnostics
) -> TrustedConfig:
    """Return the configuration that work in ``start`` had at a revision, with copies of its files below ``into``.

    ``file`` names another than the nearest one. Raises ``UsageError`` if git does not have it, or if it is broken.
    """
    start = start.resolve()
    checkout = Checkout.of(start, revision, into, diagnostics, DEFAULTS.file_bytes)
    path = _place(checkout, start, file.absolute() if file else None)
    copy = checkout.copy_of(path)
    if checkout.has(path):
        checkout.write([path])
        if not copy.is_file():
            message = f"git has no regular file '{path.name}' at '{revision}'"
            raise UsageError(message, code="no-revision", hint="replace the link or folder by a file")
    checkout.complete(copy)
    trusted = TrustedConfig(load_copy(copy, path, formats, diagnostics), checkout)
    for key in _changes(copy, path):
        trusted.ignore(f"{trusted.config.shown(path)}: {key}" if key else trusted.config.shown(path))
    nearest = find(start)
    if file is None and nearest is not None and nearest != path:
        trusted.ignore(trusted.config.shown(nearest))
    trusted.bring_file(LOCK)
    return trusted


def _place(checkout: Checkout, start: Path, file: Path | None) -> Path:
    """Return the place of the revision's configuration; that of a new one in ``start`` if it had none."""
    tops = (start, *start.parents)[: len(Path(checkout.prefix).parts) + 1]
    path = next((path for path in [file or folder / FILE for folder in tops] if checkout.has(path)), None)
    if path is None and file is not None:
        hint = "name the configuration of the repository, or leave out --config"
        raise UsageError(f"git has no '{file.name}' at '{checkout.revision}'", code="no-revision", hint=hint)
    if path is not None and leads_out(path.parent, tops[-1]):
        hint = "replace the link by a folder"
        raise UsageError(f"'{path.parent}' leads out of the repository", code="no-revision", hint=hint)
    return path or start / FILE


def _changes(copy: Path, path: Path) -> Iterator[str]:
    """Yield the keys of a configuration whose values differ from those of its copy, such as ``page.size``.

    A configuration that cannot be read, or that is gone, is the empty key.
    """
    data = _bytes(path)
    if data == _bytes(copy) or (data is None and not os.path.lexists(path) and _bytes(copy) == b"{}\n"):
        return
    try:
        known, own = read_file(copy)[0], read_file(path)[0] if data is not None else {}
    except UsageError:
        own = {}
    yield from _differing(known, own) if own else [""]


def _differing(old: Mapping[str, Any], new: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Yield the keys of two levels whose values differ."""
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if not above and isinstance(before, dict) and isinstance(after, dict):
            yield from _differing(before, after, f"{shortened(key)}.")
        else:
            yield f"{above}{shortened(key)}"


def _same(copy: Path, path: Path) -> bool:
    """Whether two files are alike, or both missing; a longer one is not read."""
    return _size(copy) == _size(path) and _bytes(copy) == _bytes(path)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return -1


def _bytes(path: Path) -> bytes | None:
    try:
        return read_regular(path, DEFAULTS.file_bytes)
    except OSError:
        return None
