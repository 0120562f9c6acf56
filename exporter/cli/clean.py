"""``exporter clean``: the cache, and files whose export is gone."""

import sys
from typing import Annotated

import typer

from exporter.cli import choices
from exporter.cli.exits import Exit
from exporter.cli.session import open_cache, open_flow
from exporter.diagnostics import Diagnostics, visible


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
        if kept is not None and not dry_run:
            kept.clear()
        print(f"{'would empty' if dry_run else 'emptied'} {kept.folder if kept else ''}", file=sys.stderr)
        return Exit.FINE
    from exporter.batch.orphans import find_orphans, remove_orphans

    found = Diagnostics()
    with open_flow(found, config=config, out=out, cache=kept) as (flow, _):
        gone = find_orphans(flow) if dry_run else remove_orphans(flow)
    for path, kept_why in gone:
        print(visible(f"{path}: {kept_why or ('would be removed' if dry_run else 'removed')}"))
    return Exit.FINE
