"""The contents of exports: known ones from the records, the others put together by workers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from exporter.assets import BadPicture
from exporter.build.documents import WHOLE, ExportContent, concerning, own_folder, section_starts
from exporter.build.made_files import MakeAtOnce
from exporter.build.page_dates import PageDates
from exporter.build.pages import KnownExport, KnownPage, ReadPage
from exporter.build.pictures import Pictures
from exporter.build.project import Project
from exporter.build.records import Records
from exporter.build.selecting import RunContext, Selected, SelectTask
from exporter.build.workers.limits import size_of
from exporter.build.workers.sealed import Sealed
from exporter.build.workers.shared import Shared
from exporter.build.workers.tasks import Failure, Tasks
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic
from exporter.diagrams import CommandRequest
from exporter.evaluation.answers import Answers
from exporter.model.document import Document, Page
from exporter.model.export import Export
from exporter.source.reader import SourceFile

SelectTasks = Callable[[], Tasks[SelectTask]]
AtOnce = Callable[[ExportContent], MakeAtOnce | None]
"""Takes the content of an export before it is put together; gives what makes its file, if enough is known for that."""
Draw = Callable[[tuple[CommandRequest, ...], float], Mapping[CommandRequest, bytes | BadPicture]]


@dataclass(kw_only=True)
class ExportContents:
    """The contents of a run's exports.

    ``pages`` are those read in this run, ``unread`` those that ended their reader; ``read`` reads more of them.
    ``page_key`` gives the key of a page by its file; ``is_current`` says whether the site still gives these answers.
    ``judged`` are people's answers about accessibility, ``crossings`` gives the findings that depend on other pages, by
    file.
    """

    project: Project
    sources: Mapping[str, SourceFile]
    known: Mapping[str, KnownPage]
    pages: MutableMapping[str, Sealed[Page]]
    unread: Collection[str]
    records: Records
    pictures: Pictures
    judged: Answers
    context: Shared[RunContext]
    read: Callable[[Sequence[SourceFile]], Iterator[tuple[SourceFile, ReadPage | Diagnostic]]]
    select_tasks: SelectTasks
    draw: Draw
    crossings: Callable[[], Mapping[str, tuple[Diagnostic, ...]]]
    page_key: Callable[[str], str]
    is_current: Callable[[Mapping[str, str]], bool]
    _keys: dict[str, tuple[Export, str]] = field(default_factory=dict)

    def of(
        self,
        exports: Sequence[Export],
        *,
        with_documents: bool = False,
        once: bool = False,
        at_once: AtOnce | None = None,
    ) -> Iterator[ExportContent]:
        """Yield the contents of exports.

        With ``once`` each page is dropped behind the last of its exports, so that memory does not grow with the run.
        """
        uses = Counter(file for export in exports for file in export.pages)
        if with_documents:
            self._read_shared(uses)
        with self.select_tasks() as tasks:
            for export in exports:
                known = None if with_documents else self._known_content(export)
                if known is not None:
                    yield self._with_crossings(known)
                else:
                    yield from map(self._with_crossings, self._selected(tasks, tasks.until_room()))
                    tasks.start(self._made_at_once(self._task(export), at_once))
                if once:
                    self._drop(export, uses)
            yield from map(self._with_crossings, self._selected(tasks, tasks.rest()))

    def _made_at_once(self, task: SelectTask, at_once: AtOnce | None) -> SelectTask:
        """Return a task that makes the file of its export too, if all that is known before its document."""
        if at_once is None or task.size > 1 or task.pages.keys() != set(task.export.pages):
            return task
        findings = tuple(self._concerning(task, WHOLE))
        sources = {file: self.sources[file].sha256 for file in task.pages}
        dated = partial(self._dates.of, task.export)
        content = ExportContent(task.export, findings, sources=sources, answers=self.judged, dated=dated)
        content = self._with_crossings(content)
        if content.findings and task.export.section:  # some may stand outside of it
            return task
        return replace(task, make=at_once(content))

    def _with_crossings(self, content: ExportContent) -> ExportContent:
        """Return the content of an export with its findings that depend on other pages."""
        crossings = self.crossings()
        found = [
            finding
            for file in content.export.pages
            if file in crossings
            for finding in concerning(crossings[file], file, content.span, 0)
        ]
        if not found:
            return content
        return replace(content, findings=(*content.findings, *found), make=partial(getattr, content, "sealed"))

    def _read_shared(self, uses: Counter[str]) -> None:
        """Read the pages of several exports once for all of them; tasks get the sources of other known pages."""
        kept = self.sources.keys() - self.pages.keys() - set(self.unread)
        shared = [self.sources[file] for file, number in uses.items() if number > 1 and file in kept]
        for source, page in self.read(shared):
            if isinstance(page, ReadPage):  # of any other, its exports say why
                self.pages[source.file] = page.sealed

    def _drop(self, export: Export, uses: Counter[str]) -> None:
        """Drop the pages of an export that no other export shows."""
        uses.subtract(export.pages)
        for file in export.pages:
            if uses[file] == 0:
                self.pages.pop(file, None)

    def of_states(self, export: Export, pages: Mapping[str, Page]) -> ExportContent:
        """Return the content of an export of pages in any state, without the findings of their reading."""
        task = replace(self._task(export), pages={file: Sealed(page) for file, page in pages.items()})
        return self._selected_alone(task, known=False)

    def _known_content(self, export: Export) -> ExportContent | None:
        kept = self.records.get(self._export_key(export), KnownExport)
        if kept is None or not (kept.parts or kept.findings) or not self.is_current(kept.asked):
            return None
        facts = (kept.findings, kept.parts, kept.sources, kept.asked, kept.span)
        make = partial(self._sealed, export)
        dated = partial(self._dates.of, export)
        return ExportContent(export, *facts, self.judged, make=make, dated=dated, is_known=True)

    def _export_key(self, export: Export) -> str:
        kept = self._keys.get(export.output)
        if kept is None or kept[0] is not export:
            pages = [self.page_key(file) for file in export.pages]
            kept = self._keys[export.output] = export, key_of("export", self.project.site_key, export, pages)
        return kept[1]

    def _sealed(self, export: Export) -> Sealed[Document] | None:
        """Return the document of a known export."""
        return self._selected_alone(self._task(export)).sealed

    def _selected_alone(self, task: SelectTask, *, known: bool = True) -> ExportContent:
        with self.select_tasks() as tasks:
            tasks.start(task)
            return next(self._selected(tasks, tasks.rest(), known=known))

    def _task(self, export: Export) -> SelectTask:
        files = [file for file in export.pages if file in self.sources and file not in self.unread]
        return SelectTask(
            export=export,
            context=self.context,
            pages={file: self.pages.get(file, self.sources[file]) for file in files},
            folder=own_folder(export, self.project),
            starts=section_starts(self.known[files[-1]].outline, export.section) if files and export.section else (),
            size=size_of(self.project.lengths[file] for file in files),
        )

    def _selected(
        self, tasks: Tasks[SelectTask], ended: Iterable[tuple[SelectTask, Selected | Failure]], *, known: bool = True
    ) -> Iterator[ExportContent]:
        """Yield the contents that workers have put together; those that need more are put together again."""
        for task, result in ended:
            if isinstance(result, Failure):
                about = self._concerning(task, WHOLE) if known else ()
                yield ExportContent(task.export, (*about, result.finding), failure=result)
            elif result.wanted or result.undrawn:
                new = {url: self.pictures.remote.fetched(url) for url in result.wanted}
                drawn = self.draw(result.undrawn, task.size) if result.undrawn else {}
                again = replace(task, downloaded={**task.downloaded, **new}, drawn={**task.drawn, **drawn})
                tasks.start(again)
            elif known:
                yield self._new_content(task, result)
            else:
                made = result.assembled
                findings = self.project.grade(made.findings)
                yield ExportContent(task.export, findings, made.parts, make=partial(getattr, made, "sealed"))

    def _new_content(self, task: SelectTask, selected: Selected) -> ExportContent:
        export, made = task.export, selected.assembled
        for key, asset in selected.made.items():
            if self.pictures.kept is not None:
                self.pictures.kept.keep(key, asset)
        findings = (*self._concerning(task, made.span), *self.project.grade(made.findings))
        sources = {file: self.sources[file].sha256 for file in task.pages} if made.parts else {}
        asked = {path: digest for file in task.pages for path, digest in self.known[file].asked.items()}
        facts = (findings, made.parts, sources, {**made.asked, **asked}, made.span)
        self.records.put(self._export_key(export), KnownExport(*facts))
        dated = partial(self._dates.of, export)
        return ExportContent(export, *facts, self.judged, make=lambda: made.sealed, dated=dated, made=selected.file)

    def _concerning(self, task: SelectTask, span: tuple[int, int]) -> list[Diagnostic]:
        """Return the findings of an export's pages in the part that it shows."""
        known = {file: self.known[file] for file in task.pages}
        return [
            finding
            for file, page in known.items()
            for finding in concerning((*page.findings, *page.rules), file, span, page.body_start)
        ]

    @cached_property
    def _dates(self) -> PageDates:
        return PageDates(self.project.config.folder, self.sources, self.known, self.records)
