"""The folders whose files may change an export, and waiting for a change in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from exporter.config import Config
from exporter.disk import ASIDE

DEBOUNCE = 150  # milliseconds in which several saves count as one
STEP = 50  # milliseconds without another change after which one is told
LOOK = 100  # milliseconds of waiting at a time


def watched(config: Config, *others: Path) -> list[Path]:
    """The folders of the configuration, of content, pictures and theme, and ``others``: pages and folders elsewhere."""
    pages = (other.parent if other.is_file() else other for other in others)
    theme = config.folder / config.theme if config.theme else config.folder
    folders = [config.folder, config.content_folder, *config.public_folders, theme, *pages]
    return [f for at, f in enumerate(folders) if f.is_dir() and not any(f.is_relative_to(o) for o in folders[:at])]


def own_files(config: Config, *others: Path) -> Callable[[Path], bool]:
    """Whether a path is one that a build writes: below the output folders or ``others``, or written aside."""
    outputs = [config.folder / "out", *(config.folder / folder for folder in config.output.values()), *others]
    return lambda path: path.name.startswith(ASIDE) or any(path.is_relative_to(folder) for folder in outputs)


def changes(folders: list[Path], ours: Callable[[Path], bool]) -> Iterator[bool]:
    """Whether something has changed in the folders since the last answer, again and again; the first one comes at once.

    Nothing that happens between two answers is lost. Raises ``KeyboardInterrupt``.
    """
    for found in watch(
        *folders,
        watch_filter=filtered(ours),
        debounce=DEBOUNCE,
        step=STEP,
        rust_timeout=LOOK,
        yield_on_timeout=True,
    ):
        yield bool(found)


def filtered(ours: Callable[[Path], bool]) -> Callable[[Change, str], bool]:
    """A filter that leaves out what editors and version control write aside, and what is ``ours``."""
    usual = DefaultFilter()

    def counts(change: Change, path: str) -> bool:
        inside = change is Change.modified and Path(path).is_dir()  # told too where a file in it is written
        return usual(change, path) and not inside and not ours(Path(path))

    return counts
