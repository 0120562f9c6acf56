"""Validation: the findings of a build that writes no file, without rendering or with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exporter.backends.base import Rendered
from exporter.build.files import OutputFile, PreparedFile, UnpreparedFile, output_file, placed, prepare
from exporter.build.flow import Flow
from exporter.build.outcome import Run
from exporter.build.pages import KnownCheck
from exporter.build.rendered_files import keep, kept
from exporter.build.rendering import check, graded, render
from exporter.build.workers import WorkerPool
from exporter.build.workers.tasks import Failure, Faults, Tasks
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Folder
from exporter.version import __version__


@dataclass(slots=True)
class Validation:
    """The findings of the files of some exports; with ``workers`` the files are rendered for them."""

    flow: Flow
    workers: WorkerPool | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    def run(self, exports: Sequence[Export]) -> Run:
        """Return the findings that a build of the exports has."""
        prepared = self._prepared(exports)
        if self.workers is None:
            for file in prepared:
                self.findings += self._checked(file)
        else:
            self._render(prepared, self.workers)
        return Run(
            command="validate",
            version=__version__,
            findings=tuple(dict.fromkeys(self.findings)),
            tracebacks=self.faults.tracebacks,
            exit_code=self.faults.exit_code,
        )

    def _prepared(self, exports: Sequence[Export]) -> Iterator[PreparedFile]:
        """Yield the files that can be rendered; note the findings of all."""
        project = self.flow.project
        folder = Folder(project.output_root)
        for export in exports:
            content = self.flow.select(export)
            for name in export.formats:
                file = prepare(self.flow, output_file(project, folder, export, name), content)
                self.findings += file.content.findings
                if isinstance(file, UnpreparedFile):
                    self.findings += file.wrong_options
                else:
                    yield file

    def _checked(self, prepared: PreparedFile) -> tuple[Diagnostic, ...]:
        """Return the findings of a format's check of the document; kept until page, options or theme change."""
        key = key_of("check", prepared.key, prepared.content.sources)
        known = self.flow.records.get(key, KnownCheck)
        if known is None:
            known = KnownCheck(check(prepared.job()))
            self.flow.records.put(key, known)
        return self.flow.project.grade(known.findings, (prepared.file.format,))

    def _render(self, files: Iterable[PreparedFile], workers: WorkerPool) -> None:
        """Render the files that the cache does not have, and note what is found."""
        with Tasks[PreparedFile](workers, render, payload=lambda file: file.job()) as tasks:
            for prepared in files:
                known = kept(self.flow.cache, prepared)
                if known is not None:
                    self._note(prepared, known)
                    continue
                self._finish(tasks.until_room())
                tasks.start(prepared)
            self._finish(tasks.rest())

    def _finish(self, ended: Iterable[tuple[PreparedFile, Rendered | Failure]]) -> None:
        for prepared, result in ended:
            if isinstance(result, Failure):
                self._note_failure(result, prepared.file)
            else:
                keep(self.flow.cache, prepared, result)
                self._note(prepared, result)

    def _note(self, prepared: PreparedFile, rendered: Rendered) -> None:
        self.findings += graded(rendered, self.flow.project.grade, prepared.file.format).findings

    def _note_failure(self, failure: Failure, file: OutputFile) -> None:
        self.faults.add(failure)
        self.findings.append(placed(failure.finding, file))
