"""``exporter clean``: empty the cache, or remove files whose export is gone."""

import os
import sys
from typing import Annotated

import typer

from exporter.build.orphans import find_orphans, remove_orphans
from exporter.cache import Cache
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import Diagnostics, EnvironmentFault, visible
from exporter.fonts import store


def clean(
    orphans: Annotated[bool, typer.Option("--orphans", help="Remove the exporter's files of deleted exports.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the files to remove.")] = False,
    out: options.Out = None,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
) -> int:
    """Empty the cache; with --orphans, remove outputs whose export is gone instead."""
    kept = open_cache(cache)
    if not orphans:
        assert kept is not None, "only --no-cache, which this command has not, leaves it out"
        if cache is None and not os.environ.get("EXPORTER_CACHE"):
            _empty_fonts(dry_run=dry_run)
        _empty(kept, dry_run=dry_run)
        return Exit.FINE

    with session(SessionOptions(config=config, out=out, cache=kept)) as opened:
        diagnostics = Diagnostics()
        gone = (find_orphans if dry_run else remove_orphans)(opened.flow, diagnostics)
    print_findings(diagnostics, notes=True)
    for path, kept_why in gone:
        print(visible(f"{path}: {kept_why or ('would be removed' if dry_run else 'removed')}"))
    return Exit.FINE


def _empty(kept: Cache, *, dry_run: bool) -> None:
    """Empty the cache and print how much there was. Raises ``EnvironmentFault``."""
    try:
        number, size = kept.contents() if dry_run else kept.clear()
    except OSError as error:
        hint = "check the folder's permissions"
        message = f"cannot empty '{kept.folder}': {error.strerror}"
        raise EnvironmentFault(message, code="write", hint=hint) from error
    entries = f"{number:,} {'entry' if number == 1 else 'entries'}"
    print(f"{'would empty' if dry_run else 'emptied'} {kept.folder}: {entries}, {_bytes(size)}", file=sys.stderr)


def _empty_fonts(*, dry_run: bool) -> None:
    """Remove the fonts that were cut for this user; they lie outside of any --cache."""
    size, gone = (store.size(), True) if dry_run else store.clear()
    if size:
        print(f"{'would remove' if dry_run else 'removed'} cut fonts: {_bytes(size)}", file=sys.stderr)
    if not gone:
        print("cut fonts stay: another process uses them", file=sys.stderr)


def _bytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.1f} kB"
