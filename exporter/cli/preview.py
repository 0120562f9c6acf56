"""``exporter preview``: the writer's live view, on this machine alone."""

import webbrowser
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli import choices
from exporter.cli.session import findings_of, open_cache, open_flow
from exporter.diagnostics import Diagnostics, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from exporter.backends.base import Rendered
    from exporter.cache import Cache
    from exporter.model.export import Export
    from exporter.pipeline.flow import Flow
    from exporter.preview import Plan


class Shown(StrEnum):
    """What of an export is shown in the page; its other formats are for download."""

    HTML = "html"
    PDF = "pdf"


WORST_FIRST = ("failing", "stale", "edited", "missing", "current")


def preview(
    targets: choices.Targets = None,
    config: choices.ConfigFile = None,
    theme: choices.ThemeName = None,
    to: Annotated[Shown, typer.Option("--to", "-t", help="What is shown first.")] = Shown.HTML,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; a free one by default.")] = 0,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    cache: choices.CacheFolder = None,
    no_cache: choices.NoCache = False,
) -> int:
    """Show the exports while you write: web page, PDF pages and findings, anew at every save."""
    try:
        from exporter.preview import Live, serve
    except ImportError as error:
        hint = "pip install 'mdc-exporter[preview]'"
        raise EnvironmentFault(f"the preview needs '{error.name}'", code="preview", hint=hint) from error
    workshop = Site(tuple(targets or ()), config, theme, open_cache(cache, off=no_cache))
    address = (f"?to={to}" if to is not Shown.HTML else "") + workshop.open()
    live = Live(workshop)

    def ready(root: str) -> None:
        print(f"{root}{address}", flush=True)
        if open_:
            webbrowser.open(f"{root}{address}")

    try:
        serve(live, workshop.flow.project.theme, port, ready)
    except OSError as error:
        raise UsageError(f"no port {port}: {error.strerror}", hint="leave --port out, or take another") from error
    return 0


class Site:
    """The project behind the preview, opened anew at every change."""

    def __init__(self, names: tuple[str, ...], config: Path | None, theme: str | None, cache: "Cache | None") -> None:
        self.names = names
        self.config = config
        self.theme = theme
        self.cache = cache
        self.flow: Flow
        self.exports: dict[str, Export] = {}

    def open(self) -> str:
        """Opens the project, or raises ``UsageError``; gives the address of the one export that was named."""
        self.plan()
        return f"#{next(iter(self.exports)).replace(' ', '%20')}" if len(self.exports) == 1 else ""

    def plan(self) -> "Plan":
        """The exports as the files now ask for them, with their states."""
        from exporter.batch.check import check
        from exporter.plan import Selection
        from exporter.preview import Listed, Plan

        found = Diagnostics()
        self.flow = open_flow(found, config=self.config, targets=self.names, theme=self.theme, cache=self.cache)
        exports = self.flow.plan(found, Selection(self.names))
        self.exports = {export.output: export for export in exports}
        states: dict[str, set[str]] = {}
        for result in check(self.flow, exports).results:
            states.setdefault(result.export, set()).add(result.state)
        listed = tuple(
            Listed(e.output, e.title, e.formats, _worst(states[e.output]), str(e.pos or e.pages[0])) for e in exports
        )
        return Plan(listed, findings_of(self.flow, found, exports if self.names else None))

    def render(self, output: str, format_name: str) -> "Rendered":
        """One file, made in this process."""
        from exporter.backends.base import Rendered
        from exporter.batch.single import render_one

        run, data = render_one(self.flow, self.exports[output], format_name)
        return Rendered(data, run.results[0].pages, tuple(run.all_findings()))

    def watched(self) -> Sequence[Path]:
        """The folders whose files may change an export."""
        from exporter.preview.watching import watched

        return watched(self.flow.project.config, *(Path.cwd() / name for name in self.names))

    def ours(self, path: Path) -> bool:
        """Whether a path is of the cache."""
        return self.cache is not None and path.is_relative_to(self.cache.folder.absolute())


def _worst(states: set[str]) -> str:
    return next((state for state in WORST_FIRST if state in states), "missing")
