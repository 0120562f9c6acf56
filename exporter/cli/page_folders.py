"""Search for the pages of a folder without ``content/``, for ``exporter init``."""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from exporter.diagnostics import visible
from exporter.source.reader import FOREIGN
from exporter.source.routes import SUFFIX, is_hidden

USUAL = ("docs", "pages", "layers/*/content")  # folders of pages, the likeliest first
INSIDE = ("apps/*", "packages/*")  # projects in a repository of several
# Pages about a repository, which are no pages of a site.
ABOUT = frozenset({"readme", "changelog", "contributing", "code_of_conduct", "license", "security", "support"})


def page_folder(folder: Path) -> str | None:
    """Return the folder of the pages, ``.`` for the folder itself; None if there are none, or if it is the default."""
    if (folder / "content").exists():
        return None
    for pattern in USUAL:
        for found in sorted(folder.glob(pattern)):
            if next(_pages(found), None):
                return found.relative_to(folder).as_posix()
    if _is_nuxt(folder):
        return None
    return "." if any(page.stem.lower() not in ABOUT for page in _pages(folder)) else None


def inner_command(folder: Path) -> str | None:
    """Return the command for the first Nuxt project with pages inside of a repository that has none at its top."""
    if (folder / "content").exists() or _is_nuxt(folder):
        return None
    projects = (found for pattern in INSIDE for found in sorted(folder.glob(pattern)))
    own = (found for found in projects if _is_nuxt(found) and next(_pages(found / "content"), None))
    return next((visible(f"exporter init {shlex.quote(found.as_posix())}") for found in own), None)


def _is_nuxt(folder: Path) -> bool:
    return any(folder.glob("nuxt.config.*"))


def _pages(folder: Path) -> Iterator[Path]:
    """Yield the pages below a folder, without hidden ones and folders of other projects' files."""
    for here, inner, files in os.walk(folder):
        inner[:] = sorted(name for name in inner if name not in FOREIGN and not is_hidden(PurePosixPath(name)))
        yield from (Path(here, name) for name in files if name.endswith(SUFFIX) and not is_hidden(PurePosixPath(name)))
