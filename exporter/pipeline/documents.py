"""From pages to documents: one for each export, whole in itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from exporter.assets import Limits, with_assets
from exporter.diagnostics import Diagnostic, Diagnostics, Severity
from exporter.model.document import Document, Page
from exporter.model.export import Export
from exporter.model.nodes import Heading
from exporter.model.walk import walk
from exporter.pipeline.pictures import Pictures
from exporter.pipeline.project import Project
from exporter.plan.outline import PageOutline
from exporter.select import Surroundings, select
from exporter.transforms import apply


@dataclass(frozen=True, slots=True)
class Selected:
    """An export's document, or None where it cannot be made, and what was found while making it."""

    export: Export
    document: Document | None
    findings: tuple[Diagnostic, ...] = field(default=())


def document(export: Export, pages: Mapping[str, Page], project: Project, pictures: Pictures) -> Selected:
    """The document of an export, with its pictures."""
    found = Diagnostics()
    around = Surroundings(project.config, project.site, tuple(project.formats.values()), project.theme)
    selected = select(pages, export, around, found)
    if selected is None:
        return Selected(export, None, tuple(found))
    whole = apply(selected, found)
    whole = with_assets(whole, pictures.read, found, Limits(), pictures.store)
    return Selected(export, whole, tuple(found.with_severities(dict(project.config.severities))))


def concerning(
    findings: Iterable[Diagnostic],
    selected: Selected,
    outlines: Mapping[str, PageOutline],
    body_starts: Mapping[str, int],
) -> tuple[Diagnostic, ...]:
    """Those of the findings in pages that are about what the export shows: in its section, or in the front matter."""
    export = selected.export
    own = [f for f in findings if f.pos is not None and f.pos.file in export.pages]
    if not export.section or selected.document is None:
        return tuple(own)
    start, end = _section_span(selected.document, outlines[export.pages[0]], export.section)
    return tuple(f for f in own if f.pos and (start <= f.pos.start.offset < end or _early(f, body_starts)))


def failed(findings: Iterable[Diagnostic]) -> bool:
    """Whether an error is among the findings, so that no file may be written."""
    return any(f.severity is Severity.ERROR for f in findings)


def _early(finding: Diagnostic, body_starts: Mapping[str, int]) -> bool:
    return finding.pos is not None and finding.pos.start.offset < body_starts.get(finding.pos.file, 0)


def _section_span(whole: Document, outline: PageOutline, anchor: str) -> tuple[float, float]:
    """The offsets in the page's file from a section's heading to the next heading that the document does not show."""
    own = outline.section(anchor)
    if own is None or own.pos is None:
        return 0, inf
    shown = {node.pos.start.offset for node in walk(whole.body) if isinstance(node, Heading) and node.pos}
    starts = (s.pos.start.offset for s in outline.sections if s.pos)
    later = (at for at in starts if at > own.pos.start.offset and at not in shown)
    return own.pos.start.offset, min(later, default=inf)
