"""The flow over one project: its pages, their plan, and the document of each export.

Pages and exports with the same inputs as in an earlier run come from its records and are not made again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from exporter.build.answers import read_answers
from exporter.build.contents import AtOnce, Draw, ExportContents, SelectTasks
from exporter.build.diagrams import draw_here
from exporter.build.documents import ExportContent
from exporter.build.noted_folders import NotedFolders
from exporter.build.pages import KnownPage, Reading, ReadPage
from exporter.build.pictures import Pictures
from exporter.build.project import Project
from exporter.build.records import Records
from exporter.build.remote_pictures import RemotePictures
from exporter.build.selecting import RunContext, SelectTask, select_export
from exporter.build.settings import ExportSettings
from exporter.build.site_answers import SiteAnswers
from exporter.build.tag_history import with_tag_history
from exporter.build.workers import Workers
from exporter.build.workers.sealed import Sealed
from exporter.build.workers.shared import Shared
from exporter.build.workers.tasks import Tasks
from exporter.cache import Cache, key_of
from exporter.diagnostics import Diagnostic, Diagnostics, UsageError
from exporter.evaluation.answers import Answers
from exporter.fonts.drawing_fonts import DrawingFonts
from exporter.model.document import Document, Page
from exporter.model.export import Export
from exporter.plan import Selection, named_files, plan_outlines, plan_page, plan_whole
from exporter.plan.output_names import latest_name
from exporter.plan.page_outline import PageOutline
from exporter.source.reader import SourceFile
from exporter.source.site import HOLDS
from exporter.theme.styles import tokens
from exporter.validate import ComparedPage, CrossPageFacts, ValidationOptions, check_across_pages

EVERYTHING = Selection()
ReadAll = Callable[[Iterable[SourceFile], Reading], Iterator[tuple[SourceFile, ReadPage | Diagnostic]]]


def in_this_process() -> Tasks[SelectTask]:
    """Return tasks that put exports together in this process."""
    return Tasks(Workers(in_process=True), select_export)


@dataclass
class Flow:
    """The pages, plan and documents of one run; ``select_tasks`` puts exports together, ``draw`` starts programs."""

    project: Project
    cache: Cache | None = None
    read_all: ReadAll | None = None
    select_tasks: SelectTasks = in_this_process
    draw: Draw = draw_here
    pages_read: int = 0
    _pages: dict[str, Sealed[Page]] = field(default_factory=dict)
    _page_keys: dict[str, str] = field(default_factory=dict)
    _asked: dict[str, str] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)  # pages that ended their reader: nothing here reads them again

    @cached_property
    def pictures(self) -> Pictures:
        """The site's pictures."""
        config, limits = self.project.config, self.project.limits
        remote = RemotePictures(config, self.cache, limits["remote"])
        fonts = DrawingFonts.of(tokens(self.project.theme))
        return Pictures(config, self.cache, limits["source"].file_bytes, remote, fonts)

    @cached_property
    def answers(self) -> Answers:
        """People's answers about the accessibility of exports."""
        return read_answers(self.project.config)

    @cached_property
    def settings(self) -> ExportSettings:
        """The options and themes that exports are rendered with."""
        return ExportSettings(self.project)

    @cached_property
    def folders(self) -> NotedFolders:
        """The navigation of folders, as the plan reads it."""
        return NotedFolders(self.project.site.navigation)

    @cached_property
    def reading(self) -> Reading:
        """The values of the project that reading a page needs."""
        project = self.project
        formats = tuple(project.formats.values())
        return Reading(project.config, project.site, formats, project.limits)

    @cached_property
    def known(self) -> Mapping[str, KnownPage]:
        """The facts of each page by its file, in the order of navigation; pages without a record are read now."""
        known = {file: self._recorded(source) for file, source in self.sources.items()}
        unknown = [self.sources[file] for file, page in known.items() if page is None]
        for source, result in self.read(unknown):
            known[source.file] = self._keep(source, result)
        return {file: page for file, page in known.items() if page is not None}

    def findings(self, files: Collection[str] | None = None) -> Iterator[Diagnostic]:
        """Yield the findings of all pages, or of ``files``."""
        for file, page in self.known.items():
            if files is None or file in files:
                yield from page.findings

    def plan(self, diagnostics: Diagnostics, selection: Selection | None = None) -> tuple[Export, ...]:
        """Return the exports to build."""
        if selection is None or selection == EVERYTHING:
            exports, told = self._everything
            diagnostics.extend(told)
            return exports
        return self._plan(diagnostics, selection)

    @cached_property
    def _everything(self) -> tuple[tuple[Export, ...], tuple[Diagnostic, ...]]:
        """All exports of the project, with the findings of their planning."""
        diagnostics = Diagnostics()
        return self._plan(diagnostics, EVERYTHING), tuple(diagnostics)

    def _plan(self, diagnostics: Diagnostics, selection: Selection) -> tuple[Export, ...]:
        project = self.project
        formats = tuple(project.formats.values())
        chosen = self._from_here(selection or Selection())
        site = replace(project.site, navigation=self.folders)
        found = plan_outlines(self._outlines, project.config, site, formats, diagnostics, chosen, project.destinations)
        return with_tag_history(found, self.sources, diagnostics)

    def named(self, names: Sequence[str]) -> frozenset[str]:
        """Return the files of the pages that names on the command line stand for: the one way from names to pages."""
        if not names:
            return frozenset()
        project = self.project
        formats = tuple(project.formats.values())
        chosen = self._from_here(Selection(tuple(names)))
        return named_files(self._outlines, project.config, formats, chosen, project.destinations)

    def _from_here(self, selection: Selection) -> Selection:
        """Return the selection with its names looked up from the current folder."""
        folder = selection.folder or self.project.start
        told = selection.reported | self.project.told
        return replace(selection, folder=folder, reported=told, release=self.project.release)

    @property
    def _outlines(self) -> list[PageOutline]:
        return [page.outline for page in self.known.values()]

    def plan_page(self, file: str, output: str, formats: tuple[str, ...], diagnostics: Diagnostics) -> Export:
        """Return the export of one whole page that only the command line asks for."""
        project = self.project
        known = tuple(project.formats.values())
        found = plan_page(self.known[file].outline, output, formats, project.config, known, diagnostics)
        return with_tag_history([found], self.sources, diagnostics)[0]

    @property
    def asked(self) -> frozenset[str]:
        """All questions to the site of the pages and exports read so far."""
        known: Mapping[str, KnownPage] = self.__dict__.get("known", {})  # nothing is read for the answer
        return frozenset(self._asked.keys() | {question for page in known.values() for question in page.asked})

    @property
    def answers_given(self) -> Mapping[str, str] | None:
        """The answers to all questions so far; None if one changed meanwhile, or a page could not be read."""
        given = dict(self._asked)
        for page in self.known.values():
            given.update(page.asked)
        same = all(given[question] == answer for question, answer in self._asked.items())
        return given if same and not self._unread else None

    def unplanned(self, exports: Iterable[Export], diagnostics: Diagnostics) -> tuple[Export, ...]:
        """Return an export of each page that none of ``exports`` shows whole, as if the command line named it."""
        done = self._unread.union(*(export.pages for export in exports if not export.section))
        outlines = [page.outline for file, page in self.known.items() if file not in done]
        project = self.project
        found = plan_whole(outlines, project.config, project.site, tuple(project.formats.values()), diagnostics)
        return with_tag_history(found, self.sources, diagnostics)

    def select(self, export: Export) -> ExportContent:
        """Return the content of an export; its findings include errors in its part of the pages."""
        return next(iter(self.contents([export])))

    def contents(
        self,
        exports: Sequence[Export],
        *,
        with_documents: bool = False,
        once: bool = False,
        at_once: AtOnce | None = None,
    ) -> Iterator[ExportContent]:
        """Yield the content of each export: of known ones in order, of the others as workers have put them together.

        Known ones have no document at hand: ``with_documents`` has the workers put them together too. With ``once`` a
        page is dropped behind the last of these exports. ``at_once`` gives what makes the only file of an export.
        """
        for content in self._contents.of(exports, with_documents=with_documents, once=once, at_once=at_once):
            self._asked |= content.asked
            yield content

    @cached_property
    def _contents(self) -> ExportContents:
        signed = self.cache is not None and self.cache.secret
        store = None if signed else self.pictures.kept  # workers get no secret
        return ExportContents(
            project=self.project,
            sources=self.sources,
            known=self.known,
            pages=self._pages,
            unread=self._unread,
            records=self.records,
            pictures=self.pictures,
            judged=self.answers,
            context=Shared(RunContext(replace(self.project, sources=()), self.reading, self.pictures.fonts, store)),
            read=self.read,
            select_tasks=self.select_tasks,
            draw=self.draw,
            crossings=lambda: self.crossings,
            page_key=self._page_key,
            is_current=self.gives,
        )

    def content_of(self, export: Export, pages: Mapping[str, Page]) -> ExportContent:
        """Return the content of an export of pages in any state, without the findings of their reading."""
        return self._contents.of_states(export, pages)

    def document(self, export: Export) -> Document | None:
        """Return the document of an export; None if it cannot be made."""
        return self.select(export).document

    def longest_first(self, exports: Sequence[Export]) -> list[Export]:
        """Return the exports, the longest texts first, so that no worker is busy alone at the end."""
        return sorted(exports, key=self.size, reverse=True)

    @cached_property
    def records(self) -> Records:
        """The records of pages and exports."""
        return Records(self.cache, key_of("records", str(self.project.config.folder)))

    @cached_property
    def _site(self) -> SiteAnswers:
        return SiteAnswers(self.project.site, self.pictures)

    @cached_property
    def sources(self) -> Mapping[str, SourceFile]:
        """The sources of the pages by their files."""
        return self.project.by_file

    def is_read(self, file: str) -> bool:
        """Return whether a page was read within its limits."""
        return file in self.known and file not in self._unread

    @property
    def compared_pages(self) -> Mapping[str, ComparedPage]:
        """All pages with their facts for rules across pages, by their files."""
        known = ((f, self.sources[f].route, page.crossing) for f, page in self.known.items())
        return {f: ComparedPage(f, route, CrossPageFacts.unpack(facts)) for f, route, facts in known}

    @cached_property
    def crossings(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """The findings of links between pages and of equal questions, by the files of the pages."""
        project, diagnostics, formats = self.project, Diagnostics(), self.project.formats
        names = ((name, e.formats) for e in self.plan(Diagnostics()) for name in (e.output, latest_name(e)))
        outputs = frozenset(f"/{name}{formats[f].suffix}" for name, given in names for f in given)
        options = ValidationOptions.of(project.config, outputs)
        site = replace(project.site, holds=self._holds)
        check_across_pages(self.compared_pages, site, options, diagnostics)
        by_file: dict[str, list[Diagnostic]] = {}
        for finding in project.grade(diagnostics):
            by_file.setdefault(finding.pos.file if finding.pos else "", []).append(finding)
        return {file: tuple(findings) for file, findings in by_file.items()}

    def read(self, sources: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, ReadPage | Diagnostic]]:
        """Yield each source, read now, with its page or with the reason that it has none."""
        if self.read_all is not None and sources:
            return self.read_all(sources, self.reading)
        return ((source, _read_page(source, self.reading)) for source in sources)

    def read_state(self, source: SourceFile) -> ReadPage:
        """Read a page in any state, as of a revision or with changes to come, within the limits.

        Raises ``UsageError`` where that ends its reader.
        """
        ((_, result),) = self.read([source])
        if isinstance(result, Diagnostic):
            raise UsageError(result.message, code=result.code, pos=result.pos, hint=result.hint)
        return replace(result, sealed=Sealed(result.page))

    def _keep(self, source: SourceFile, result: ReadPage | Diagnostic) -> KnownPage:
        self.pages_read += 1
        if isinstance(result, Diagnostic):
            self._unread.add(source.file)
            outline = PageOutline(source.file, source.route, source.file)
            return KnownPage(outline, 0, (result,), (), "", {})
        self._pages[source.file] = result.sealed
        known = KnownPage(
            outline=result.outline,
            body_start=result.body_start,
            findings=result.findings,
            rules=result.rules,
            crossing=result.crossing,
            asked=dict(result.asked),
        )
        self.records.put(self._page_key(source.file), known)
        return known

    def _recorded(self, source: SourceFile) -> KnownPage | None:
        kept = self.records.get(self._page_key(source.file), KnownPage)
        if kept is None or (kept.outline.file, kept.outline.route) != (source.file, source.route):
            return None
        return kept if self.gives(kept.asked) else None

    def gives(self, asked: Mapping[str, str]) -> bool:
        """Return whether the site gives the same answers as before."""
        return self._site.same(asked)

    def _holds(self, path: str) -> bool:
        """Return whether a file that a link names is there; note the question."""
        question = f"{HOLDS}{path}"
        self._asked[question] = self._site.to(question)
        return bool(self._asked[question])

    def _page_key(self, file: str) -> str:
        if file not in self._page_keys:
            source = self.sources.get(file)
            facts = (source.file, source.route, source.sha256) if source else (file,)
            self._page_keys[file] = key_of("page", self.project.site_key, facts)
        return self._page_keys[file]

    def size(self, export: Export) -> float:
        """Return the length of an export's text, estimated for a section."""
        size = sum(len(self.sources[file].text) for file in export.pages if file in self.sources)
        if not export.section or not size:
            return size
        outline = self.known[export.pages[0]].outline
        own = outline.section(export.section)
        return size * (own.questions if own else 1) / max(1, sum(s.questions for s in outline.sections))


def _read_page(source: SourceFile, reading: Reading) -> ReadPage:
    from exporter.build.reading import read_page  # noqa: PLC0415 (a run that reads no page loads no reader)

    return read_page(source, reading)
