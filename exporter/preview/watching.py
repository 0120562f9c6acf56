"""The folders whose files may change an export, and waiting for a change in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from exporter.config import Config
from exporter.disk import ASIDE

DEBOUNCE = 150  # milliseconds in which several saves count as one
STEP = 50  # milliseconds without another change after which a change is reported
TIMEOUT = 100  # milliseconds of waiting at a time


def watched(config: Config, *others: Path) -> list[Path]:
    """Return the folders of configuration, content, pictures and theme, and ``others``: pages and folders elsewhere."""
    pages = (other.parent if other.is_file() else other for other in others)
    theme = config.folder / config.theme if config.theme else config.folder
    folders = [config.folder, config.content_folder, *config.public_folders, theme, *pages]
    return [f for at, f in enumerate(folders) if f.is_dir() and not any(f.is_relative_to(o) for o in folders[:at])]


def own_files(config: Config, *others: Path) -> Callable[[Path], bool]:
    """Return a test whether a build writes a path: below the output folders or ``others``, or as a temporary file."""
    outputs = [config.folder / "out", *(config.folder / folder for folder in config.output.values()), *others]
    return lambda path: path.name.startswith(ASIDE) or any(path.is_relative_to(folder) for folder in outputs)


def changes(folders: list[Path], ignores: Callable[[Path], bool]) -> Iterator[bool]:
    """Yield whether something has changed in the folders since the last answer; the first answer comes at once.

    No change between two answers is lost. Raises ``KeyboardInterrupt``.
    """
    for batch in watch(
        *folders,
        watch_filter=relevant_changes(ignores),
        debounce=DEBOUNCE,
        step=STEP,
        rust_timeout=TIMEOUT,
        yield_on_timeout=True,
    ):
        yield bool(batch)


def relevant_changes(ignores: Callable[[Path], bool]) -> Callable[[Change, str], bool]:
    """Return a filter without the temporary files of editors and version control, and without paths to ignore."""
    usual = DefaultFilter()

    def is_relevant(change: Change, path: str) -> bool:
        inside = change is Change.modified and Path(path).is_dir()  # reported too when a file in it is written
        return usual(change, path) and not inside and not ignores(Path(path))

    return is_relevant
