"""The files of a theme, found alike in a checkout and in an installed wheel.

In a checkout ``templates/`` and ``styles/`` stand beside ``exporter/``; in a wheel they are inside the package
(``exporter/_data/``). A theme is a folder whose files replace shipped ones of the same path; a ``Theme`` carries these
files as bytes, so that rendering needs no disk.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from exporter.diagnostics import UsageError, counted, did_you_mean
from exporter.model.paths import is_inner

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent
DEFAULT_THEME = "specworks"
THEMED = ("styles", "templates")
FONTS = "fonts"
FONT_SUFFIXES = (".ttf", ".otf", ".woff2")
_OF_THEMES = (".css", ".toml", ".j2", ".ttf", ".otf", ".woff2", ".woff", ".ttc", ".eot")
MOST_UNREAD = 20
LARGEST = 20_000_000  # bytes of one file of a theme: a whole font family has half of that


@dataclass(frozen=True)
class Theme:
    """A shipped theme's name and, over it, the user's own files by path (``styles/tokens.css``, ``templates/...``).

    ``folder`` is where findings show these files.
    """

    name: str = DEFAULT_THEME
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    folder: str = field(default="", compare=False)

    def read(self, path: str) -> bytes:
        """Return the bytes of ``path``, as ``styles/print.css``: the user's file, the theme's, else the shipped one.

        Raises ``KeyError`` for a path that does not exist or that leads out of the theme.
        """
        if not is_inner(path):
            raise KeyError(path)
        own = self.files.get(path)
        if own is not None:
            return own
        for folder in (ROOT / "styles" / "themes" / self.name, ROOT):
            if (folder / path).is_file():
                return (folder / path).read_bytes()
        raise KeyError(path)

    def text(self, path: str) -> str:
        """Return the text of ``path``. Raises ``KeyError`` as ``read``, ``UsageError`` for a file that is not UTF-8."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"the theme's file '{path}' is not UTF-8"
            raise UsageError(message, code="theme", hint="save the file as UTF-8") from error

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of everything that a rendering may read: theme, templates, styles."""
        own = hashlib.sha256(f"{shipped_fingerprint()} {self.name}".encode())
        for path, data in sorted(self.files.items()):
            own.update(f"{path} {len(data)}\n".encode() + data)
        return own.hexdigest()


SHIPPED = Theme()
"""The theme of a project that names no theme."""


@cache
def shipped_fingerprint() -> str:
    """Return the sha256 of all shipped templates and styles."""
    digest = hashlib.sha256()
    for top in ("templates", "styles"):
        for file in sorted(p for p in (ROOT / top).rglob("*") if p.is_file()):
            data = file.read_bytes()
            digest.update(f"{file.relative_to(ROOT).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def shipped_themes() -> list[str]:
    """Return the names of the themes that come with the exporter."""
    return sorted(p.name for p in (ROOT / "styles" / "themes").iterdir() if p.is_dir())


@cache
def shipped_files() -> frozenset[str]:
    """Return the paths of all shipped templates and styles, as a theme's files replace them."""
    tops = (ROOT / top for top in THEMED)
    files = (path.relative_to(ROOT) for top in tops for path in top.rglob("*") if path.is_file())
    return frozenset(path.as_posix() for path in files if path.parts[:2] != ("styles", "themes"))


def unread_files(folder: Path) -> list[str]:
    """Return the paths in a user's theme that look like its files and are not read, such as ``style/theme.css``."""
    own = {path.relative_to(folder).as_posix() for path in own_files(folder)}
    beside = (path for path in sorted(folder.iterdir()) if path.is_file())
    below = (path for top in sorted(folder.iterdir()) if top.is_dir() for path in sorted(top.iterdir()))
    found = (path.relative_to(folder).as_posix() for path in (*beside, *below) if path.suffix.lower() in _OF_THEMES)
    return [path for path in found if path not in own][:MOST_UNREAD]


def load_theme(name: str | None, beside: Path, copy: Path | None = None) -> Theme:
    """Return the theme called ``name``: a folder (below ``beside`` unless absolute) or a shipped one.

    ``copy`` takes the place of the folder. Raises ``UsageError`` if there is neither.
    """
    if name is None or name in shipped_themes():
        return Theme(name or DEFAULT_THEME)
    folder = copy or beside / name
    if not folder.is_dir():
        known = shipped_themes()
        hint = did_you_mean(name, known) or f"themes are {', '.join(known)}; or name your own folder"
        raise UsageError(f"no theme '{name}'", code="theme", hint=hint)
    return Theme(DEFAULT_THEME, {p.relative_to(folder).as_posix(): _own_file(p) for p in own_files(folder)})


def own_files(folder: Path) -> list[Path]:
    """Return the regular files of a theme, no links, in the folders whose files can replace shipped ones."""
    tops = (folder / top for top in (*THEMED, FONTS) if not (folder / top).is_symlink())
    files = sorted(Path(here) / name for top in tops for here, _, names in os.walk(top) for name in names)
    fonts = folder / FONTS
    return [
        path
        for path in files
        if stat.S_ISREG(path.lstat().st_mode)
        and (not path.is_relative_to(fonts) or (path.parent == fonts and path.suffix.lower() in FONT_SUFFIXES))
    ]


def _own_file(path: Path) -> bytes:
    try:
        if path.stat().st_size <= LARGEST:
            return path.read_bytes()
        reason = f"it is larger than {counted(LARGEST, 'byte')}"
    except OSError as error:
        reason = str(error.strerror)
    raise UsageError(f"cannot read the theme's file '{path.name}': {reason}", code="theme")
