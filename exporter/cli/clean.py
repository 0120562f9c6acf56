"""``exporter clean``: the cache, and files whose export is gone."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.exits import Exit
from exporter.cli.session import open_cache, open_flow
from exporter.diagnostics import Diagnostics, EnvironmentFault, visible

if TYPE_CHECKING:
    from exporter.cache import Cache


def clean(
    orphans: Annotated[
        bool, typer.Option("--orphans", help="Remove files that the exporter wrote and whose export is gone.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be removed.")] = False,
    out: choices.Out = None,
    config: choices.ConfigFile = None,
    cache: choices.CacheFolder = None,
) -> int:
    """Empty the cache; with --orphans, remove outputs whose export is gone instead."""
    kept = open_cache(cache)
    if not orphans:
        assert kept is not None, "only --no-cache, which this command has not, leaves it out"
        if cache is None and not os.environ.get("EXPORTER_CACHE"):
            _empty_fonts(dry_run=dry_run)
        _empty(kept, dry_run=dry_run)
        return Exit.FINE
    from exporter.build.orphans import find_orphans, remove_orphans

    diagnostics = Diagnostics()
    with open_flow(diagnostics, config=config, out=out, cache=kept) as (flow, _):
        noted = Diagnostics()
        gone = find_orphans(flow, noted) if dry_run else remove_orphans(flow, noted)
    for finding in noted:
        print(finding, file=sys.stderr)
    for path, kept_why in gone:
        print(visible(f"{path}: {kept_why or ('would be removed' if dry_run else 'removed')}"))
    return Exit.FINE


def _empty(kept: "Cache", *, dry_run: bool) -> None:
    """Empty the cache, and tell how much there was. Raises ``EnvironmentFault``."""
    try:
        number, size = kept.contents() if dry_run else kept.clear()
    except OSError as error:
        hint = "check the folder's permissions"
        message = f"cannot empty '{kept.folder}': {error.strerror}"
        raise EnvironmentFault(message, code="write", hint=hint) from error
    entries = f"{number:,} {'entry' if number == 1 else 'entries'}"
    print(f"{'would empty' if dry_run else 'emptied'} {kept.folder}: {entries}, {_bytes(size)}", file=sys.stderr)


def _empty_fonts(*, dry_run: bool) -> None:
    """Remove the fonts that were cut for this user, which no --cache moves elsewhere."""
    from exporter.fonts import store

    size, gone = (store.size(), True) if dry_run else store.clear()
    if size:
        print(f"{'would remove' if dry_run else 'removed'} cut fonts: {_bytes(size)}", file=sys.stderr)
    if not gone:
        print("cut fonts stay: another process uses them", file=sys.stderr)


def _bytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.1f} kB"
