"""Published copies, by whomever they were made, beside the pages that they are of."""

from collections.abc import Sequence
from pathlib import Path

from exporter.build.files import shown
from exporter.build.flow import Flow
from exporter.build.run import Result
from exporter.diagnostics import Diagnostic
from exporter.model.document import Document
from exporter.model.export import Export
from exporter.model.position import Pos
from exporter.published import compare, finding, read_published
from exporter.published.parts import parts
from exporter.theme.files import Theme

# the part of an export's questions that a file must have at the least to be a copy of it
LIKELY = 0.5


def against(flow: Flow, export: Export, published: Path, pos: Pos | None = None) -> Result:
    """A published copy beside its page; ``pos`` is the place that names it. Raises ``ExporterError``."""
    selected = flow.select(export)
    found = tuple(selected.findings) if selected.failed else ()
    if selected.document is not None and not found:
        found = tuple(differences(selected.document, published, flow.project.theme, pos or export.pos))
    return Result(
        path=shown(published.absolute()),
        export=export.output,
        format=published.suffix.lstrip(".").lower(),
        state="failed" if selected.failed else "stale" if found else "current",
        title=export.title,
        page=export.pages[0],
        findings=found,
    )


def differences(document: Document, published: Path, theme: Theme, pos: Pos | None) -> list[Diagnostic]:
    """What a published file says otherwise than a document. Raises ``ExporterError``."""
    file = shown(published.absolute())
    return [finding(difference, file, pos) for difference in compare(document, read_published(published), theme)]


def likeliest(flow: Flow, exports: Sequence[Export], published: Path) -> Export | None:
    """The export of which a published file lacks and adds least, with half of its questions at the least.

    Raises ``ExporterError``.
    """
    lines = read_published(published)
    found: list[tuple[int, int, str]] = []
    for export in exports:
        document = flow.document(export)
        count = len(parts(document, flow.project.theme)) if document is not None else 0
        told = compare(document, lines, flow.project.theme) if document is not None and count else []
        missing = sum(difference.kind == "missing" for difference in told)
        if count and missing <= count * (1 - LIKELY):
            found.append((missing + sum(d.kind == "added" for d in told), -count, export.output))
    best = min(found, default=(0, 0, ""))[2]
    return next((export for export in exports if best and export.output == best), None)
