"""Validation: the findings of a build that writes no file, without rendering or with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from exporter.build.files import OutputFile, PreparedFile, UnpreparedFile, output_file, placed, prepare
from exporter.build.flow import Flow
from exporter.build.made_files import MadeFile
from exporter.build.making import make_file
from exporter.build.outcome import Run
from exporter.build.pages import KnownCheck
from exporter.build.rendered_files import keep, kept
from exporter.build.rendering import check_file, graded
from exporter.build.workers import WorkerPool
from exporter.build.workers.tasks import Failure, Faults, Tasks
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic
from exporter.model.export import Export
from exporter.output import Folder
from exporter.version import __version__


@dataclass(slots=True)
class Validation:
    """The findings of the files of some exports; with ``render`` the files are rendered for them."""

    flow: Flow
    workers: WorkerPool
    render: bool = False
    findings: list[Diagnostic] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    def run(self, exports: Sequence[Export]) -> Run:
        """Return the findings that a build of the exports has."""
        prepared = self._prepared(exports)
        if self.render:
            self._render(prepared)
        else:
            self._check(prepared)
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
        for content in self.flow.contents(exports, with_documents=self.render, once=True):
            if content.failure is not None:
                self.faults.add(content.failure)
            for name in content.export.formats:
                file = prepare(self.flow, output_file(project, folder, content.export, name), content)
                self.findings += file.content.findings
                if isinstance(file, UnpreparedFile):
                    self.findings += file.wrong_options
                else:
                    yield file

    def _check(self, files: Iterable[PreparedFile]) -> None:
        """Note what the formats find in documents; kept until page, options or theme change."""
        with Tasks[PreparedFile](self.workers, check_file, payload=lambda file: file.task()) as tasks:
            for prepared in files:
                known = self.flow.records.get(_check_key(prepared), KnownCheck)
                if known is not None:
                    self._note_check(prepared, known)
                    continue
                self._finish_checks(tasks.until_room())
                tasks.start(prepared)
            self._finish_checks(tasks.rest())

    def _finish_checks(self, ended: Iterable[tuple[PreparedFile, tuple[Diagnostic, ...] | Failure]]) -> None:
        for prepared, result in ended:
            if isinstance(result, Failure):
                self._note_failure(result, prepared.file)
            else:
                known = KnownCheck(result)
                self.flow.records.put(_check_key(prepared), known)
                self._note_check(prepared, known)

    def _note_check(self, prepared: PreparedFile, known: KnownCheck) -> None:
        self.findings += self.flow.project.grade(known.findings, (prepared.file.format,))

    def _render(self, files: Iterable[PreparedFile]) -> None:
        """Render the files that the cache does not have, and note what is found."""
        with Tasks[PreparedFile](self.workers, make_file, payload=lambda file: file.task()) as tasks:
            for prepared in files:
                known = kept(self.flow.cache, prepared)
                if known is not None:
                    self._note(prepared, known)
                    continue
                self._finish(tasks.until_room())
                tasks.start(prepared)
            self._finish(tasks.rest())

    def _finish(self, ended: Iterable[tuple[PreparedFile, MadeFile | Failure]]) -> None:
        for prepared, result in ended:
            if isinstance(result, Failure):
                self._note_failure(result, prepared.file)
            else:
                keep(self.flow.cache, prepared, result)
                self._note(prepared, result)

    def _note(self, prepared: PreparedFile, made: MadeFile) -> None:
        self.findings += graded(made.rendered, self.flow.project.grade, prepared.file.format).findings

    def _note_failure(self, failure: Failure, file: OutputFile) -> None:
        self.faults.add(failure)
        self.findings.append(placed(failure.finding, file))


def _check_key(prepared: PreparedFile) -> str:
    return key_of("check", prepared.key, prepared.content.sources)
