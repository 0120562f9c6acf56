"""``exporter build --watch``: the build again at every save, without a server."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exporter.cli.failures import tell
from exporter.diagnostics import Diagnostics, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from exporter.config import Config


def repeat(
    build: Callable[[], int], file: Path | None, targets: Sequence[str], written: Sequence[Path], *, verbose: bool
) -> NoReturn:
    """Build now and at every save, until interrupted; what stops a build is told, and the next save may mend it.

    ``file`` is the configuration; ``targets`` may name pages elsewhere; ``written`` are the files and folders that a
    build writes beside its outputs. Raises ``UsageError`` for a configuration that is broken from the start.
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
    while True:
        folders = watched(config, *others)
        saves = changes(folders, own_files(config, *ours))
        next(saves)
        while watched(config, *others) == folders:
            _once(build, verbose=verbose)
            while not next(saves):
                pass
            config = _reloaded(file, config)


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
