"""The flow over one project: its pages, what is planned of them, and the document of each export.

What is known of a page or an export from another run, because all that it was made from is the same, is not made again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from exporter.cache import Cache, key_of
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.fonts.drawings import DrawingFonts
from exporter.model.document import Document
from exporter.model.export import Export
from exporter.pipeline.documents import WHOLE, Selected, concerning, document, span_of
from exporter.pipeline.pages import Reading, ReadPage
from exporter.pipeline.pictures import Pictures
from exporter.pipeline.project import Project
from exporter.pipeline.records import Records
from exporter.pipeline.remote import RemotePictures
from exporter.plan import Selection, plan_outlines, plan_whole
from exporter.plan.outline import PageOutline
from exporter.source.reader import SourceFile
from exporter.styling import tokens
from exporter.validate import Crossing, Known, Options, check_crossings

EVERYTHING = Selection()
ReadAll = Callable[[Iterable[SourceFile], Reading], Iterator[tuple[SourceFile, ReadPage | Diagnostic]]]


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is kept of a page: all that a run needs which does not show it."""

    outline: PageOutline
    body_start: int
    findings: tuple[Diagnostic, ...]
    rules: tuple[Diagnostic, ...]
    crossing: str
    asked: Mapping[str, str]


@dataclass
class Flow:
    """What one run knows of a project."""

    project: Project
    cache: Cache | None = None
    read_all: ReadAll | None = None
    pages_read: int = 0
    _pages: dict[str, ReadPage] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)  # pages that ended their reader: nothing here reads them again

    @cached_property
    def pictures(self) -> Pictures:
        """The site's pictures."""
        config, limits = self.project.config, self.project.limits
        remote = RemotePictures(config, self.cache, limits["remote"])
        fonts = DrawingFonts.of(tokens(self.project.theme))
        return Pictures(config, self.cache, limits["source"].file_bytes, remote, fonts)

    @cached_property
    def reading(self) -> Reading:
        """What reading a page takes from the project."""
        project = self.project
        formats = tuple(project.formats.values())
        return Reading(project.config, project.site, formats, project.limits)

    @cached_property
    def known(self) -> Mapping[str, KnownPage]:
        """What is known of each page by its file, in the order of navigation; read now where that is nothing."""
        known = {file: self._recorded(source) for file, source in self.sources.items()}
        unknown = [self.sources[file] for file, page in known.items() if page is None]
        for source, result in self.read(unknown):
            known[source.file] = self._keep(source, result)
        return {file: page for file, page in known.items() if page is not None}

    def findings(self, files: Collection[str] | None = None) -> Iterator[Diagnostic]:
        """What was found in the pages, or in those of them that are named."""
        for file, page in self.known.items():
            if files is None or file in files:
                yield from page.findings

    def plan(self, found: Diagnostics, selection: Selection | None = None) -> tuple[Export, ...]:
        """What is to be built."""
        if selection is None or selection == EVERYTHING:
            exports, told = self._everything
            found.extend(told)
            return exports
        return self._plan(found, selection)

    @cached_property
    def _everything(self) -> tuple[tuple[Export, ...], tuple[Diagnostic, ...]]:
        """All that the project asks for, with what planning it found."""
        found = Diagnostics()
        return self._plan(found, EVERYTHING), tuple(found)

    def _plan(self, found: Diagnostics, selection: Selection) -> tuple[Export, ...]:
        project = self.project
        formats = tuple(project.formats.values())
        outlines = [page.outline for page in self.known.values()]
        return plan_outlines(outlines, project.config, project.site, formats, found, selection)

    def unplanned(self, exports: Iterable[Export], found: Diagnostics) -> tuple[Export, ...]:
        """An export of each page that none of ``exports`` shows whole, as if it was named on the command line."""
        whole = {file for export in exports if not export.section for file in export.pages}
        outlines = [page.outline for file, page in self.known.items() if file not in whole | self._unread]
        project = self.project
        return plan_whole(outlines, project.config, project.site, tuple(project.formats.values()), found)

    def select(self, export: Export) -> Selected:
        """What an export shows; an error in that part of its pages is among the findings."""
        selected = self._selected(export)
        crossing = [
            finding
            for file in export.pages
            if file in self.crossings
            for finding in concerning(self.crossings[file], selected.span, 0)
        ]
        if not crossing:
            return selected
        return replace(selected, findings=(*selected.findings, *crossing), make=lambda: selected.document)

    def _selected(self, export: Export) -> Selected:
        """What an export shows, without what other pages decide of its findings."""
        key = key_of("export", self.project.site_key, export, [self._page_key(file) for file in export.pages])
        kept = self.records.get(key)
        if kept is not None and self._answers(kept["asked"]):
            return Selected(export, make=lambda: self._select(export).document, **kept)
        selected = self._select(export)
        names = ("findings", "parts", "sources", "asked", "span")
        self.records.put(key, {name: getattr(selected, name) for name in names})
        return selected

    def document(self, export: Export) -> Document | None:
        """The document of an export; None where it cannot be made."""
        return self.select(export).document

    def longest_first(self, exports: Sequence[Export]) -> list[Export]:
        """The exports, those with the most text in front, so that none is left over at the end."""
        return sorted(exports, key=self._size, reverse=True)

    @cached_property
    def records(self) -> Records:
        """What was kept of pages and exports."""
        return Records(self.cache, key_of("records", str(self.project.config.folder)))

    @cached_property
    def _routes(self) -> Mapping[str, str]:
        return self.project.site.page_routes

    @cached_property
    def sources(self) -> Mapping[str, SourceFile]:
        """The pages' sources by their files."""
        return {source.file: source for source in self.project.sources}

    def pages(self) -> Iterator[ReadPage]:
        """All pages but those that ended their reader."""
        return (self.page(file) for file in self.known if file not in self._unread)

    def page(self, file: str) -> ReadPage:
        """A page in core nodes; what is read here was read within its limits before."""
        if file not in self._pages:
            self.pages_read += 1
            self._pages[file] = _read_page(self.sources[file], self.reading)
        return self._pages[file]

    def _select(self, export: Export) -> Selected:
        pages = {
            file: self.page(file).page for file in export.pages if file in self.sources and file not in self._unread
        }
        selected = document(export, pages, self.project, self.pictures)
        about: list[Diagnostic] = []
        span = WHOLE
        for file in pages:
            known = self.known[file]
            span = span_of(selected.document, known.outline, export.section)
            about += concerning((*known.findings, *known.rules), span, known.body_start)
        asked = {path: digest for file in pages for path, digest in self.known[file].asked.items()}
        findings = (*about, *selected.findings)
        return replace(selected, findings=findings, asked={**selected.asked, **asked}, span=span)

    @cached_property
    def crossings(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """By the files of pages, what is found of their links to each other and of their questions."""
        project, found = self.project, Diagnostics()
        formats = project.formats
        outputs = frozenset(f"/{e.output}{formats[f].suffix}" for e in self.plan(Diagnostics()) for f in e.formats)
        pages = {
            file: Known(file, self.sources[file].route, Crossing.unpack(page.crossing))
            for file, page in self.known.items()
        }
        check_crossings(pages, project.site, Options.of(project.config, outputs), found)
        by_file: dict[str, list[Diagnostic]] = {}
        for finding in project.grade(found):
            by_file.setdefault(finding.pos.file if finding.pos else "", []).append(finding)
        return {file: tuple(findings) for file, findings in by_file.items()}

    def read(self, sources: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, ReadPage | Diagnostic]]:
        """Each source, read now, with its page, or with why it has none."""
        if self.read_all is not None and sources:
            return self.read_all(sources, self.reading)
        return ((source, _read_page(source, self.reading)) for source in sources)

    def _keep(self, source: SourceFile, result: ReadPage | Diagnostic) -> KnownPage:
        self.pages_read += 1
        if isinstance(result, Diagnostic):
            self._unread.add(source.file)
            outline = PageOutline(source.file, source.route, source.file)
            return KnownPage(outline, 0, (result,), (), "", {})
        self._pages[source.file] = result
        known = KnownPage(
            outline=result.outline,
            body_start=result.body_start,
            findings=result.findings,
            rules=result.rules,
            crossing=result.crossing,
            asked=dict(result.asked),
        )
        self.records.put(self._page_key(source.file), {f.name: getattr(known, f.name) for f in fields(known)})
        return known

    def _recorded(self, source: SourceFile) -> KnownPage | None:
        kept: dict[str, Any] | None = self.records.get(self._page_key(source.file))
        if kept is None or not self._answers(kept["asked"]):
            return None
        return KnownPage(**kept)

    def _answers(self, asked: Mapping[str, str]) -> bool:
        """Whether the site gives the same answers as before."""
        return all(self._answer(question) == answer for question, answer in asked.items())

    def _answer(self, question: str) -> str:
        kind, _, name = question.partition(":")
        if kind == "route":
            return self._routes.get(name, "")
        if kind != "card":
            return self.pictures.digest(question)
        site = replace(self.project.site, asked={})
        site.card(name)
        return site.asked[question]

    def _page_key(self, file: str) -> str:
        source = self.sources.get(file)
        facts = (source.file, source.route, source.sha256) if source else (file,)
        return key_of("page", self.project.site_key, facts)

    def _size(self, export: Export) -> float:
        size = sum(len(self.sources[file].text) for file in export.pages if file in self.sources)
        if not export.section or not size:
            return size
        outline = self.known[export.pages[0]].outline
        own = outline.section(export.section)
        return size * (own.questions if own else 1) / max(1, sum(s.questions for s in outline.sections))


def _read_page(source: SourceFile, reading: Reading) -> ReadPage:
    from exporter.pipeline.reading import (
        read_page,  # with it comes the reader, which a run with nothing to read needs not
    )

    return read_page(source, reading)
