"""The document of each export, put together from its pages."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from exporter.assets import with_assets
from exporter.build.diagrams import with_diagrams
from exporter.build.grading import Grading
from exporter.build.made_files import MadeFile
from exporter.build.node_places import places_key
from exporter.build.pictures import Pictures
from exporter.build.project import Project
from exporter.build.workers.sealed import Sealed
from exporter.build.workers.tasks import Failure
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic, Diagnostics, Severity
from exporter.evaluation.answers import NO_ANSWERS, Answers
from exporter.model.document import Document, Page, Pagination
from exporter.model.export import Export
from exporter.model.nodes import Heading
from exporter.model.walk import walk
from exporter.plan.page_outline import PageOutline
from exporter.select import DocumentContext, select
from exporter.transforms import apply, text_limits

WHOLE = (0, sys.maxsize)


@dataclass(frozen=True)
class ExportContent:
    """The content of an export.

    ``parts`` are the hashes of its text, pictures, generated words and places; empty if ``findings`` keep it from being
    made. ``sources`` are the sha256 of its pages by their files, ``asked`` those of the site's files that it read.
    ``span`` are the offsets in its page's file between which its section stands. ``answers`` are people's about
    accessibility. ``pagination`` is that of its PDF. ``make`` gives the document, which a current file does not
    need. ``dated`` gives the time of the last commit of its pages. ``failure`` says why a worker could not put it
    together; ``is_known`` that its document has to be made again for a file. ``made`` is its only file, if it was made
    with the document.
    """

    export: Export
    findings: tuple[Diagnostic, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    span: tuple[int, int] = WHOLE
    answers: Answers = field(default=NO_ANSWERS, repr=False, compare=False)
    pagination: Pagination | None = field(default=None, repr=False)
    make: Callable[[], Sealed[Document] | None] = field(default=lambda: None, repr=False, compare=False)
    dated: Callable[[], str] = field(default=lambda: "", repr=False, compare=False)
    failure: Failure | None = field(default=None, repr=False, compare=False)
    is_known: bool = field(default=False, repr=False, compare=False)
    made: MadeFile | None = field(default=None, repr=False, compare=False)

    @cached_property
    def sealed(self) -> Sealed[Document] | None:
        """The document as it goes to a worker; None if it cannot be made."""
        return self.make()

    @cached_property
    def document(self) -> Document | None:
        """The document; None if it cannot be made."""
        return self.sealed.value if self.sealed is not None else None

    @cached_property
    def modified(self) -> str:
        """The time of the pages' last change (ISO 8601) if they do not say it themselves; empty if unknown."""
        return self.dated()

    @property
    def failed(self) -> bool:
        """Whether errors prevent its files."""
        return not self.parts or any(f.severity is Severity.ERROR and not f.spared for f in self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether a finding is an error, also where the file is made."""
        return any(f.severity is Severity.ERROR for f in self.findings)

    def in_format(self, name: str, grade: Grading) -> "ExportContent":
        """Return the same content for one format, with the findings as grave as they are in that format."""
        if not grade.by_format:
            return self
        return replace(self, findings=grade(self.findings, (name,)), make=lambda: self.sealed)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The document of an export with its hashes; ``sealed`` is None, and ``parts`` are empty, if it cannot be made.

    ``findings`` are not graded yet. ``span`` and ``asked`` are those of ``ExportContent``.
    """

    findings: tuple[Diagnostic, ...]
    sealed: Sealed[Document] | None = field(default=None, repr=False)
    parts: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    span: tuple[int, int] = WHOLE

    @property
    def document(self) -> Document | None:
        """The document; None if it cannot be made."""
        return self.sealed.value if self.sealed is not None else None


def assemble(
    export: Export,
    pages: Mapping[str, Page],
    project: Project,
    pictures: Pictures,
    folder: Path | None = None,
    starts: Sequence[int] = (),
) -> Assembled:
    """Return the document of an export: select, transform, read pictures.

    ``folder`` may have pictures beside the page; ``starts`` are those of its section and the others of its page.
    """
    diagnostics = Diagnostics()
    site = replace(project.site, lookups={})
    around = DocumentContext(project.config, site, tuple(project.formats.values()), project.theme)
    selected = select(pages, export, around, diagnostics)
    if selected is None:
        return Assembled(tuple(diagnostics))
    read = pictures.recording(folder)
    text_limits.check(selected, project.limits["document"], diagnostics)
    limits = project.limits["assets"]
    shown = apply(selected, diagnostics, smart=project.config.smart)
    whole = with_assets(
        with_diagrams(shown, project.theme, pictures, limits, diagnostics, project.commands),
        read,
        diagnostics,
        limits,
        pictures.store,
        pictures.fonts,
    )
    asked = {**read.asked, **site.lookups}
    span = span_of(whole, starts)
    return Assembled(tuple(diagnostics), Sealed(whole), part_hashes(whole), asked, span)


def own_folder(export: Export, project: Project) -> Path | None:
    """Return the folder of an export's only page if that page is not of the site."""
    source = project.by_file.get(export.pages[0]) if len(export.pages) == 1 else None
    return source.path.parent if source is not None and not source.route else None


def part_hashes(whole: Document) -> dict[str, str]:
    """Return the hashes of a document's parts, by the names that reports use."""
    text = replace(whole, assets={}, labels={})
    places = places_key(whole)
    return {"text": key_of(text), "pictures": key_of(whole.assets), "words": key_of(whole.labels), "places": places}


def concerning(
    findings: Iterable[Diagnostic], file: str, span: tuple[int, int], body_start: int
) -> tuple[Diagnostic, ...]:
    """Return a page's findings in the part that an export shows: its section, front matter, pages shown in it."""
    start, end = span
    places = ((f, f.pos.start.offset if f.pos and f.pos.file == file else start) for f in findings)
    return tuple(f for f, at in places if start <= at < end or at < body_start)


def section_starts(outline: PageOutline, anchor: str) -> tuple[int, ...]:
    """Return the offsets of a section and of those behind it in its page; an empty tuple for an unknown place."""
    own = outline.section(anchor)
    if own is None or own.pos is None:
        return ()
    start = own.pos.start.offset
    return (start, *(s.pos.start.offset for s in outline.sections if s.pos and s.pos.start.offset > start))


def span_of(whole: Document, starts: Sequence[int]) -> tuple[int, int]:
    """Return the offsets in the page's file from a section's heading to the next heading outside the document.

    ``starts`` are those of ``section_starts``.
    """
    if not starts:
        return WHOLE
    shown = {node.pos.start.offset for node in walk(whole.body) if isinstance(node, Heading) and node.pos}
    return starts[0], min((at for at in starts[1:] if at not in shown), default=WHOLE[1])
