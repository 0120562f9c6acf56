"""The flow over one project: its pages, what is planned of them, and the document of each export."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from exporter.cache import Cache
from exporter.components import Components, known_components
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.model.document import Page
from exporter.model.export import Export
from exporter.pipeline.documents import Selected, concerning, document
from exporter.pipeline.pages import ReadPage, read_page
from exporter.pipeline.pictures import Pictures
from exporter.pipeline.project import Project
from exporter.plan import Selection, plan_outlines
from exporter.plan.outline import PageOutline
from exporter.source.reader import SourceFile


@dataclass
class Flow:
    """What one run knows of a project's pages."""

    project: Project
    cache: Cache | None = None
    _read: dict[str, ReadPage] = field(default_factory=dict)

    @cached_property
    def components(self) -> Components:
        """The components that the project's pages may use. Raises ``UsageError``."""
        return known_components(self.project.config.components)

    @cached_property
    def pictures(self) -> Pictures:
        """The site's pictures."""
        return Pictures(self.project.config, self.cache)

    def page(self, file: str) -> ReadPage:
        """A page in core nodes."""
        if file not in self._read:
            self._read[file] = read_page(self._sources[file], self.project, self.components)
        return self._read[file]

    @property
    def outlines(self) -> Mapping[str, PageOutline]:
        """The outline of each page by its file, in the order of navigation."""
        return {file: self.page(file).outline for file in self._sources}

    def findings(self, files: Collection[str] | None = None) -> Iterator[Diagnostic]:
        """What was found in the pages, or in those of them that are named."""
        for file in self._sources:
            if files is None or file in files:
                yield from self.page(file).findings

    def plan(self, found: Diagnostics, selection: Selection | None = None) -> tuple[Export, ...]:
        """What is to be built."""
        project = self.project
        formats = tuple(project.formats.values())
        chosen = selection or Selection()
        return plan_outlines(self.outlines.values(), project.config, project.site, formats, found, chosen)

    def select(self, export: Export) -> Selected:
        """The document of an export; an error in what it shows of its pages is among the findings."""
        pages: Mapping[str, Page] = {file: self.page(file).page for file in self._sources}
        selected = document(export, pages, self.project, self.pictures)
        own = [self.page(file) for file in export.pages if file in self._sources]
        found = [f for page in own for f in page.findings]
        starts = {page.page.file: page.body_start for page in own}
        about = concerning(found, selected, self.outlines, starts)
        return replace(selected, findings=(*about, *selected.findings))

    def longest_first(self, exports: Sequence[Export]) -> list[Export]:
        """The exports, those with the most text in front, so that none is left over at the end."""
        return sorted(exports, key=self._size, reverse=True)

    def _size(self, export: Export) -> float:
        size = sum(len(self._sources[file].text) for file in export.pages if file in self._sources)
        if not export.section or not size:
            return size
        outline = self.outlines[export.pages[0]]
        own = outline.section(export.section)
        return size * (own.questions if own else 1) / max(1, sum(s.questions for s in outline.sections))

    @cached_property
    def _sources(self) -> Mapping[str, SourceFile]:
        return {source.file: source for source in self.project.sources}
