"""``exporter build --watch``: the build again at every save, without a server."""

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from exporter.backends import FORMATS
from exporter.build.flow import Flow
from exporter.build.project_files import WatchedFiles, files_of_config
from exporter.cli.exit_codes import print_error
from exporter.config import Config
from exporter.config.load import load
from exporter.diagnostics import Diagnostics, UsageError
from exporter.preview.watching import changes, own_files, watched

Build = Callable[[Callable[[Flow], None]], int]


def repeat(
    build: Build, file: Path | None, targets: Sequence[str], written: Sequence[Path], *, verbose: bool
) -> NoReturn:
    """Build now and at every save, until interrupted; print the error that stops a build, and wait for the next save.

    ``build`` calls its argument with the flow that it opens. ``file`` is the configuration; ``targets`` may name pages
    and folders elsewhere; ``written`` are the files and folders that a build writes beside its outputs. Only files that
    the last build read, or missed, start the next one. Raises ``UsageError`` for a configuration that is broken from
    the start.
    """
    here = Path.cwd()
    others = [here / target for target in targets]
    ours = [here / path for path in written]
    config = _load(file)
    flows: list[Flow] = []  # the last one that was opened
    while True:
        folders = watched(config, *others)
        saves = changes(folders, _is_irrelevant(config, own_files(config, *ours), flows))
        next(saves)
        while watched(config, *others) == folders:
            _build_once(build, flows, verbose=verbose)
            while not next(saves):
                pass
            config = _reload(file, config)


def _is_irrelevant(config: Config, own: Callable[[Path], bool], flows: Sequence[Flow]) -> Callable[[Path], bool]:
    """Return whether a build reads nothing at a changed path, or writes it itself; asked after each build."""
    usual, logs, reads = files_of_config(config), _own_logs(), WatchedFiles()

    def irrelevant(path: Path) -> bool:
        if own(path) or _is_log(path, logs):
            return True
        return not (reads.of(flows[-1]) if flows else usual).affects(path)

    return irrelevant


def _own_logs() -> frozenset[tuple[int, int]]:
    """Return the files that standard output and standard error are written to."""
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


def _build_once(build: Build, flows: list[Flow], *, verbose: bool) -> None:
    """Build; neither a broken configuration nor a bug of the exporter ends the watch."""

    def keep(flow: Flow) -> None:
        flows[:] = [flow]

    try:
        build(keep)
    except BrokenPipeError:
        raise
    except Exception as error:
        print_error(error, verbose=verbose)


def _load(file: Path | None) -> Config:
    return load(Path.cwd(), list(FORMATS), Diagnostics(), file)


def _reload(file: Path | None, last: Config) -> Config:
    """Return the configuration as it now is; the last one if it is broken, which the build reports."""
    try:
        return _load(file)
    except UsageError:
        return last
