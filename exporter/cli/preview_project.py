"""The project behind the preview, opened anew at every change."""

import re
import signal
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from urllib.parse import quote

from exporter.api.session import Session
from exporter.backends.base import Rendered
from exporter.build.check import Check
from exporter.build.conflicts import conflicts
from exporter.build.flow import Flow
from exporter.build.one_file import render_one
from exporter.build.project import Project
from exporter.build.project_files import WatchedFiles
from exporter.build.within_limits import limited_workers, open_flow, worker_inputs
from exporter.build.workers import Workers
from exporter.cli.exit_codes import Exit
from exporter.cli.options import SessionOptions
from exporter.cli.session import read_project
from exporter.diagnostics import Diagnostic, Diagnostics, Severity, UsageError
from exporter.model.export import Export
from exporter.model.position import Pos
from exporter.output import Folder
from exporter.preview import ListedExport, LivePreview, PreviewPlan, serve
from exporter.preview.server import ADDRESS
from exporter.preview.watching import own_files, watched

WRONG = ("no-pages", "missing-page", "unknown-target")  # where the command itself is wrong, or its folder
# states of files, the worst first, and their names in the list of exports
STATES = {"failed": "failing", "stale": "stale", "edited": "edited", "foreign": "edited", "missing": "missing"}


def run(options: SessionOptions, query: str, host: str, port: int, *, open_browser: bool) -> int:
    """Serve the preview until interrupted; ``query`` is added to its address."""
    with PreviewedProject(options) as project:
        _serve(project, query, host, port, open_browser=open_browser)
    return Exit.FINE


def _serve(project: "PreviewedProject", query: str, host: str, port: int, *, open_browser: bool) -> None:
    address = query + project.open()
    live = LivePreview(project)

    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that the workers end too

    def ready(root: str) -> None:
        print(f"{root}{address}", flush=True)
        if open_browser:
            webbrowser.open(f"{root}{address}")

    if host != ADDRESS:
        print(f"warning: whoever reaches {host} can read the previewed files", file=sys.stderr)
    try:
        serve(live, project.opened.project.theme, port, ready, host)
    except OSError as error:
        hint = "choose another --port or --host, or leave them out"
        raise UsageError(f"cannot open port {port} of {host}: {error.strerror}", hint=hint) from error


class PreviewedProject:
    """The project behind the preview, opened anew at every change."""

    def __init__(self, options: SessionOptions) -> None:
        self.options = options
        self.flow: Flow | None = None
        self.exports: dict[str, Export] = {}
        self._reads = WatchedFiles()
        self._workers: tuple[object, Workers] | None = None
        self._open = ExitStack()
        self._files: Check

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the workers; at once if the preview was broken off."""
        self._open.__exit__(kind, None, None)

    def open(self) -> str:
        """Open the project and return the address of the one export that was named. Raises ``UsageError``."""
        for finding in self.plan().findings:
            if finding.code in WRONG and finding.severity is Severity.ERROR and _is_of_the_command(finding):
                raise UsageError(finding.message, code=finding.code, pos=finding.pos, hint=finding.hint)
        return f"#{quote(next(iter(self.exports)))}" if len(self.exports) == 1 else ""

    @property
    def opened(self) -> Flow:
        """The flow of the last plan."""
        assert self.flow is not None, "asked before it was opened"
        return self.flow

    def plan(self) -> PreviewPlan:
        """Return the exports as the files now ask for them."""
        diagnostics = Diagnostics()
        if self.flow is not None:
            self.flow.records.save()  # what was asked since: the next plan begins with it
        project = read_project(self.options, diagnostics)
        workers = self.workers(project)
        flow = open_flow(project, workers, self.options.cache)
        session = Session(flow, workers, diagnostics, self.options.targets)
        exports = session.plan()
        diagnostics.extend(conflicts(flow, exports))
        session.warn_if_idle(exports)
        flow.records.save()
        self.flow, self._files = flow, Check(flow, Folder(project.output_root))
        self.exports = {export.output: export for export in exports}
        listed = tuple(ListedExport(e.output, e.title, e.formats, str(e.pos or e.pages[0]), e.pages) for e in exports)
        return PreviewPlan(listed, session.findings(exports))

    def state(self, output: str) -> str:
        """Return the worst state of an export's files."""
        states = {result.state for result in self._files.run([self.exports[output]]).results}
        return next((state for name, state in STATES.items() if name in states), "current")

    def render(self, output: str, format_name: str) -> Rendered:
        """Render one file."""
        flow = self.opened
        workers = self.workers(flow.project)
        run, data = render_one(flow, workers, self.exports[output], format_name)
        return Rendered(data, run.results[0].pages, tuple(run.all_findings()))

    def editor_link(self, pos: Pos) -> str | None:
        """Return the address that opens a place in the editor of the configuration; None without one."""
        config = self.opened.project.config
        if config.preview.editor is None:
            return None
        path = quote((config.folder / pos.file).absolute().as_posix())
        values = {"path": path.removeprefix("/") if "/{path}" in config.preview.editor else path}
        values |= {"line": str(pos.start.line), "column": str(pos.start.column)}
        return re.sub(r"\{(path|line|column)\}", lambda found: values[found[1]], config.preview.editor)

    def workers(self, project: Project) -> Workers:
        """Return the one worker: it stays from save to save with all that it has loaded.

        It ends if the limits or the folders of the project change.
        """
        bounds = project.limits["run"], worker_inputs(project)
        if self._workers is None or self._workers[0] != bounds:
            self._open.close()
            workers = limited_workers(
                project, jobs=1, require_sandbox=self.options.require_sandbox, cache=self.options.cache
            )
            self._workers = bounds, self._open.enter_context(workers)
        return self._workers[1]

    def watched(self) -> Sequence[Path]:
        """Return the folders whose files may change an export."""
        names, theme = self.options.targets, self.options.theme
        given = (*names, theme) if theme else names
        return watched(self.opened.project.config, *(Path.cwd() / name for name in given))

    def ignores(self, path: Path) -> bool:
        """Return whether a path is in the cache, is an output, or is read by no export."""
        kept = [self.options.cache.folder.absolute()] if self.options.cache is not None else []
        return own_files(self.opened.project.config, *kept)(path) or not self._reads.of(self.opened).affects(path)


def _is_of_the_command(finding: Diagnostic) -> bool:
    """Return whether a finding has no place that a save may mend while the preview runs."""
    return finding.pos is None or finding.code == "no-pages"
