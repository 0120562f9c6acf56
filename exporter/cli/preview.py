"""``exporter preview``: the writer's live view, by default on this machine alone."""

from enum import StrEnum
from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.options import SessionOptions, commands_of, open_cache
from exporter.diagnostics import EnvironmentFault


class PreviewFormat(StrEnum):
    """The formats that the page shows; the other formats of an export are for download."""

    HTML = "html"
    PDF = "pdf"


def preview(
    targets: options.Targets = None,
    config: options.ConfigFile = None,
    theme: options.ThemeName = None,
    to: Annotated[PreviewFormat, typer.Option("--to", "-t", help="The format to show first.")] = PreviewFormat.HTML,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; a free one by default.")] = 0,
    host: Annotated[
        str, typer.Option("--host", help="The address to answer at; '0.0.0.0' in a container. Others may read it then.")
    ] = "127.0.0.1",
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    diagram: options.Diagram = None,
    require_sandbox: options.RequireSandbox = False,
    cache: options.CacheFolder = None,
    no_cache: options.NoCache = False,
) -> int:
    """Show the exports while you write: web page, PDF pages and findings, anew at every save."""
    try:
        from exporter.cli.preview_project import run  # noqa: PLC0415 (needs the extra "preview")
    except ImportError as error:
        hint = "pip install 'mdc-exporter[preview]'"
        raise EnvironmentFault(f"the preview needs '{error.name}'", code="preview", hint=hint) from error
    given = SessionOptions(
        config=config,
        targets=tuple(targets or ()),
        theme=theme,
        cache=open_cache(cache, off=no_cache),
        commands=commands_of(diagram or ()),
        require_sandbox=require_sandbox,
    )
    return run(given, "" if to is PreviewFormat.HTML else f"?to={to}", host, port, open_browser=open_)
