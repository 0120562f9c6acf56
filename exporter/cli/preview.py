"""``exporter preview``: the writer's live view, on this machine alone."""

import signal
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self
from urllib.parse import quote

import typer

from exporter.cli import choices
from exporter.cli.session import check_place, findings_of, note_idle, open_cache
from exporter.diagnostics import Diagnostics, EnvironmentFault, Severity, UsageError

if TYPE_CHECKING:
    from exporter.backends.base import Rendered
    from exporter.build.check import Check
    from exporter.build.flow import Flow
    from exporter.build.limits import RunLimits
    from exporter.build.workers import Workers
    from exporter.cache import Cache
    from exporter.diagnostics import Diagnostic
    from exporter.model.export import Export
    from exporter.preview import Plan


class Shown(StrEnum):
    """What of an export is shown in the page; its other formats are for download."""

    HTML = "html"
    PDF = "pdf"


WRONG = ("no-pages", "missing-page", "unknown-target")  # where the command itself is wrong, or its folder
# how files stand, the worst first, as the list says it
STATES = {"failed": "failing", "stale": "stale", "edited": "edited", "foreign": "edited", "missing": "missing"}


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
        import exporter.preview  # noqa: F401 (only whether it is there)
    except ImportError as error:
        hint = "pip install 'mdc-exporter[preview]'"
        raise EnvironmentFault(f"the preview needs '{error.name}'", code="preview", hint=hint) from error
    with Site(tuple(targets or ()), config, theme, open_cache(cache, off=no_cache)) as workshop:
        _serve(workshop, to, port, open_=open_)
    return 0


def _serve(workshop: "Site", to: Shown, port: int, *, open_: bool) -> None:
    from exporter.preview import Live, serve

    address = (f"?to={to}" if to is not Shown.HTML else "") + workshop.open()
    live = Live(workshop)

    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that the workers end too

    def ready(root: str) -> None:
        print(f"{root}{address}", flush=True)
        if open_:
            webbrowser.open(f"{root}{address}")

    try:
        serve(live, workshop.opened.project.theme, port, ready)
    except OSError as error:
        raise UsageError(f"no port {port}: {error.strerror}", hint="leave --port out, or take another") from error


class Site:
    """The project behind the preview, opened anew at every change."""

    def __init__(self, names: tuple[str, ...], config: Path | None, theme: str | None, cache: "Cache | None") -> None:
        from exporter.build.project_files import WatchedFiles

        self.names = names
        self.config = config
        self.theme = theme
        self.cache = cache
        self.flow: Flow | None = None
        self.exports: dict[str, Export] = {}
        self._reads = WatchedFiles()
        self._workers: tuple[RunLimits, Workers] | None = None
        self._open = ExitStack()
        self._files: Check

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers; at once where the preview was broken off."""
        self._open.__exit__(kind, None, None)

    def open(self) -> str:
        """Opens the project, or raises ``UsageError``; gives the address of the one export that was named."""
        for found in self.plan().findings:
            if found.code in WRONG and found.severity is Severity.ERROR and _of_the_command(found):
                raise UsageError(found.message, code=found.code, pos=found.pos, hint=found.hint)
        return f"#{quote(next(iter(self.exports)))}" if len(self.exports) == 1 else ""

    @property
    def opened(self) -> "Flow":
        """The project as the last plan found it."""
        assert self.flow is not None, "asked before it was opened"
        return self.flow

    def plan(self) -> "Plan":
        """The exports as the files now ask for them."""
        from exporter.build.check import Check
        from exporter.build.conflicts import conflicts
        from exporter.build.project import open_project
        from exporter.build.session import Session
        from exporter.output import Folder
        from exporter.plan import Selection
        from exporter.preview import Listed, Plan

        diagnostics = Diagnostics()
        if self.flow is not None:
            self.flow.records.save()  # what was asked since: the next plan begins with it
        project = open_project(Path.cwd(), diagnostics, file=self.config, targets=self.names, theme=self.theme)
        check_place(self.cache, project)
        diagnostics.extend(self.cache.findings if self.cache else ())
        flow = Session(project, self.workers(project.limits["run"]), self.cache).flow
        exports = flow.plan(diagnostics, Selection(self.names))
        diagnostics.extend(conflicts(flow, exports))
        note_idle(flow, exports, self.names, diagnostics)
        flow.records.save()
        self.flow, self._files = flow, Check(flow, Folder(project.output_root))
        self.exports = {export.output: export for export in exports}
        listed = tuple(Listed(e.output, e.title, e.formats, str(e.pos or e.pages[0]), e.pages) for e in exports)
        return Plan(listed, findings_of(flow, diagnostics, exports if self.names else None, self.names))

    def state(self, output: str) -> str:
        """How the files of an export stand: as the worst of them."""
        states = {result.state for result in self._files.run([self.exports[output]]).results}
        return next((state for name, state in STATES.items() if name in states), "current")

    def render(self, output: str, format_name: str) -> "Rendered":
        """One file."""
        from exporter.backends.base import Rendered
        from exporter.build.one_file import render_one

        flow = self.opened
        workers = self.workers(flow.project.limits["run"])
        run, data = render_one(flow, workers, self.exports[output], format_name)
        return Rendered(data, run.results[0].pages, tuple(run.all_findings()))

    def workers(self, limits: "RunLimits") -> "Workers":
        """One worker, kept from save to save, since what it has loaded makes it fast; another for other limits."""
        from exporter.build.session import limited_workers

        if self._workers is None or self._workers[0] != limits:
            self._open.close()
            self._workers = limits, self._open.enter_context(limited_workers(limits, jobs=1))
        return self._workers[1]

    def watched(self) -> Sequence[Path]:
        """The folders whose files may change an export."""
        from exporter.preview.watching import watched

        names = (*self.names, self.theme) if self.theme else self.names
        return watched(self.opened.project.config, *(Path.cwd() / name for name in names))

    def ours(self, path: Path) -> bool:
        """Whether a path is of the cache, an output, or nothing that an export was made from."""
        from exporter.preview.watching import own_files

        kept = [self.cache.folder.absolute()] if self.cache is not None else []
        return own_files(self.opened.project.config, *kept)(path) or not self._reads.of(self.opened).affects(path)


def _of_the_command(found: "Diagnostic") -> bool:
    """Whether a finding is of no place that a save may mend while the preview runs."""
    return found.pos is None or found.code == "no-pages"
