"""``exporter links``: the links of the pages to other sites, for people and for a link checker."""

import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated

import typer

from exporter.build.flow import Flow
from exporter.build.outcome import Run
from exporter.cli import options
from exporter.cli.console import print_findings
from exporter.cli.options import SessionOptions, open_cache
from exporter.cli.session import session
from exporter.diagnostics import visible
from exporter.model.position import Pos
from exporter.report.json import json_text
from exporter.validate.cross_page import CrossPageFacts, pos_of

Links = Mapping[str, list[Pos]]


class LinkFormat(StrEnum):
    """The formats of the list."""

    TEXT = "text"
    JSON = "json"
    PLAIN = "plain"


def links(
    targets: options.Targets = None,
    form: Annotated[
        LinkFormat, typer.Option("--format", help="A line for each link, data for programs, or each address once.")
    ] = LinkFormat.TEXT,
    config: options.ConfigFile = None,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """List the links of the pages to other sites, each with its place. Nothing is fetched: a link checker does that."""
    given = SessionOptions(config=config, targets=tuple(targets or ()), cache=open_cache(cache, off=no_cache))
    with session(given, renders=False) as opened:
        opened.plan()  # reports unknown names
        files = opened.flow.named(given.targets) if given.targets else opened.flow.known
        found = external_links(opened.flow, files)
        opened.flow.records.save()
    sys.stdout.write(_WRITERS[form](found))
    unknown = [finding for finding in opened.project.grade(opened.diagnostics) if finding.pos is None]
    print_findings(unknown, notes=True)
    return opened.finished(Run(command="links"), unknown).exit_code


def external_links(flow: Flow, files: Iterable[str]) -> Links:
    """Return the addresses at other hosts that pages link to, in the order of their places."""
    found: dict[str, list[Pos]] = {}
    for file in sorted(files):
        for address, coordinates in CrossPageFacts.unpack(flow.known[file].crossing).external:
            if (pos := pos_of(file, coordinates)) is not None:
                found.setdefault(address, []).append(pos)
    return found


def _as_text(found: Links) -> str:
    lines = sorted(
        ((pos.file, pos.start.line, pos.start.column), address) for address in found for pos in found[address]
    )
    return "".join(visible(f"{file}:{line}:{column}: {address}") + "\n" for (file, line, column), address in lines)


def _as_json(found: Links) -> str:
    return json_text(
        [
            {
                "address": address,
                "places": [{"file": p.file, "line": p.start.line, "column": p.start.column} for p in found[address]],
            }
            for address in sorted(found)
        ]
    )


def _as_plain(found: Links) -> str:
    return "".join(visible(address) + "\n" for address in sorted(found))


_WRITERS: Mapping[LinkFormat, Callable[[Links], str]] = {
    LinkFormat.TEXT: _as_text,
    LinkFormat.JSON: _as_json,
    LinkFormat.PLAIN: _as_plain,
}
