"""A build that writes no file: the findings of one, without rendering or with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from exporter import __version__
from exporter.build.files import File, Made, file_of, made_of, placed
from exporter.build.flow import Flow
from exporter.build.isolation import Failure, run_all
from exporter.build.jobs import Job, check, graded, job_of, render
from exporter.build.pages import KnownCheck
from exporter.build.rendered_files import keep, kept
from exporter.build.run import Run
from exporter.build.settings import WrongSettings
from exporter.build.workforce import Workforce
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Folder


@dataclass(slots=True)
class Trial:
    """What is found of the files of some exports; rendering them needs ``workers``."""

    flow: Flow
    workers: Workforce | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    exit_code: int = 0

    def run(self, exports: Sequence[Export]) -> Run:
        """The findings that a build of the exports has."""
        ready = self._ready(exports)
        if self.workers is None:
            for made in ready:
                self.diagnostics += self._checked(made)
        else:
            self._render(ready, self.workers)
        return Run(
            command="validate",
            version=__version__,
            findings=tuple(dict.fromkeys(self.diagnostics)),
            tracebacks=self.tracebacks,
            exit_code=self.exit_code,
        )

    def _ready(self, exports: Sequence[Export]) -> Iterator[Made]:
        """The files that can be rendered, as ``build.batch`` makes them ready."""
        project = self.flow.project
        folder = Folder(project.output_root)
        for export in exports:
            whole = self.flow.select(export)
            for name in export.formats:
                selected = whole.in_format(name, project.grade)
                self.diagnostics += selected.findings
                if selected.failed:
                    self.diagnostics += self.flow.settings.faults(export, (name,))
                    continue
                try:
                    yield made_of(self.flow.settings, file_of(project, folder, export, name), selected)
                except WrongSettings as error:
                    self.diagnostics += error.findings

    def _checked(self, made: Made) -> tuple[Diagnostic, ...]:
        """What the format finds of the document before it renders it; kept until page, options or theme change."""
        key = key_of("check", made.key, made.selected.sources)
        known = self.flow.records.get(key, KnownCheck)
        if known is None:
            known = KnownCheck(check(self._job(made)))
            self.flow.records.put(key, known)
        return self.flow.project.grade(known.findings, (made.file.format,))

    def _job(self, made: Made) -> Job:
        return job_of(self.flow.project, made.selected, made.file.format, made.settings)

    def _render(self, ready: Iterator[Made], workers: Workforce) -> None:
        todo = (made for made in ready if not self._is_known(made))
        first = next(todo, None)
        if first is None:
            return  # no worker is started for nothing
        files = chain([first], todo)
        for made, result in run_all(workers.engine, render, files, payload=self._job, at_once=workers.at_once):
            if isinstance(result, Failure):
                self._fail(result, made.file)
                continue
            document = made.selected.document
            assert document is not None, "what was rendered had a document"
            keep(self.flow.cache, made.key, result, document)
            self.diagnostics += graded(result, self.flow.project.grade, made.file.format).findings

    def _is_known(self, made: Made) -> bool:
        """Whether the cache has the file; its findings are noted then."""
        known = kept(self.flow.cache, made.key, lambda: made.selected.document)
        if known is None:
            return False
        self.diagnostics += graded(known, self.flow.project.grade, made.file.format).findings
        return True

    def _fail(self, failure: Failure, file: File) -> None:
        self.exit_code = max(self.exit_code, failure.exit_code if failure.exit_code > 1 else 0)
        self.tracebacks += [failure.traceback] if failure.traceback else []
        self.diagnostics.append(placed(failure.finding, file))
