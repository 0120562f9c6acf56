"""``exporter build --watch``: the build again at every save, without a server."""

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exporter.cli.failures import tell
from exporter.cli.session import LAST
from exporter.diagnostics import Diagnostics, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from exporter.config import Config


def repeat(
    build: Callable[[], int], file: Path | None, targets: Sequence[str], written: Sequence[Path], *, verbose: bool
) -> NoReturn:
    """Build now and at every save, until interrupted; what stops a build is told, and the next save may mend it.

    ``file`` is the configuration; ``targets`` may name pages and folders elsewhere; ``written`` are the files and
    folders that a build writes beside its outputs. Only what the last build read, or missed, wakes the next one.
    Raises ``UsageError`` for a configuration that is broken from the start.
    """
    try:
        from exporter.preview.watching import changes, own_files, watched
    except ImportError as error:
        hint = "pip install 'mdc-exporter[preview]'"
        raise EnvironmentFault(f"--watch needs '{error.name}'", code="preview", hint=hint) from error
    here = Path.cwd()
    others = [here / target for target in targets]
    ours = [here / path for path in written]
    config = _load(file)
    LAST.flow = None
    while True:
        folders = watched(config, *others)
        saves = changes(folders, _indifferent(config, own_files(config, *ours)))
        next(saves)
        while watched(config, *others) == folders:
            _once(build, verbose=verbose)
            while not next(saves):
                pass
            config = _reloaded(file, config)


def _indifferent(config: "Config", own: Callable[[Path], bool]) -> Callable[[Path], bool]:
    """Whether a changed path is nothing that a build reads, or what it writes itself; asked after each build."""
    from exporter.build.project_files import WatchedFiles, files_of_config

    usual, logs, reads = files_of_config(config), _own_logs(), WatchedFiles()

    def indifferent(path: Path) -> bool:
        if own(path) or _is_log(path, logs):
            return True
        flow = LAST.flow
        return not (reads.of(flow) if flow is not None else usual).affects(path)

    return indifferent


def _own_logs() -> frozenset[tuple[int, int]]:
    """The files that standard output and standard error are written to."""
    found = set()
    for descriptor in (1, 2):
        with suppress(OSError):
            status = os.fstat(descriptor)
            if stat.S_ISREG(status.st_mode):
                found.add((status.st_dev, status.st_ino))
    return frozenset(found)


def _is_log(path: Path, logs: frozenset[tuple[int, int]]) -> bool:
    with suppress(OSError):
        status = path.stat()
        return (status.st_dev, status.st_ino) in logs
    return False


def _once(build: Callable[[], int], *, verbose: bool) -> None:
    """One build; neither a broken configuration nor a bug of ours ends the watch."""
    try:
        build()
    except BrokenPipeError:
        raise
    except Exception as error:
        tell(error, verbose=verbose)


def _load(file: Path | None) -> "Config":
    from exporter.backends import FORMATS
    from exporter.config.load import load

    return load(Path.cwd(), list(FORMATS), Diagnostics(), file)


def _reloaded(file: Path | None, last: "Config") -> "Config":
    """The configuration as it now is; the last one where it is broken, which the build tells."""
    try:
        return _load(file)
    except UsageError:
        return last
