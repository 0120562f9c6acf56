"""Published copies beside their pages, whoever made them."""

from collections.abc import Sequence
from pathlib import Path

from exporter.build.files import shown
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState
from exporter.diagnostics import Diagnostic
from exporter.model.document import Document
from exporter.model.export import Export
from exporter.model.position import Pos
from exporter.published import compare, finding, read_published
from exporter.published.document_parts import parts_of
from exporter.theme.files import Theme

# the least share of an export's questions in a copy of it
LIKELY = 0.5


def against(flow: Flow, export: Export, published: Path, pos: Pos | None = None) -> FileResult:
    """Compare a published copy with its page; ``pos`` is the place that names it. Raises ``ExporterError``."""
    content = flow.select(export)
    found = tuple(content.findings) if content.failed else ()
    if content.document is not None and not found:
        found = tuple(differences(content.document, published, flow.project.theme, pos or export.pos))
    state = FileState.FAILED if content.failed else FileState.STALE if found else FileState.CURRENT
    suffix = published.suffix.lstrip(".").lower()
    return FileResult.of(export, suffix, shown(published.absolute()), state, findings=found)


def differences(document: Document, published: Path, theme: Theme, pos: Pos | None) -> list[Diagnostic]:
    """Return the differences of a published file from a document. Raises ``ExporterError``."""
    file = shown(published.absolute())
    return [finding(difference, file, pos) for difference in compare(document, read_published(published), theme)]


def likeliest(flow: Flow, exports: Sequence[Export], published: Path) -> Export | None:
    """Return the export that a published file is nearest to, with at least half of its questions; None for none.

    Raises ``ExporterError``.
    """
    lines = read_published(published)
    found: list[tuple[int, int, str]] = []
    for export in exports:
        document = flow.document(export)
        count = len(parts_of(document, flow.project.theme)) if document is not None else 0
        different = compare(document, lines, flow.project.theme) if document is not None and count else []
        missing = sum(difference.kind == "missing" for difference in different)
        if count and missing <= count * (1 - LIKELY):
            found.append((missing + sum(d.kind == "added" for d in different), -count, export.output))
    best = min(found, default=(0, 0, ""))[2]
    return next((export for export in exports if best and export.output == best), None)
