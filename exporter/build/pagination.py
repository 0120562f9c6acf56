"""The pages of an export's PDF, for other files of the same export that show them: books and Word files.

An export has its PDF first. The manifest keeps the pages of each PDF, so that a current one is
not rendered again.
"""

from collections.abc import Mapping
from dataclasses import replace

from exporter.backends.base import Held
from exporter.build.documents import ExportContent
from exporter.build.files import OutputFile, PreparedFile, changed_inputs, output_file, prepare
from exporter.build.flow import Flow
from exporter.model.export import Export
from exporter.output import Entry, Folder

PAGED = "pdf"
FROM_PDF = frozenset[Held](("pagination", "toc_pages"))  # what other files hold of the PDF
UNSEEN = frozenset(("environment", "modified"))  # inputs that alone make no file stale


def paged_file(flow: Flow, folder: Folder, export: Export) -> OutputFile | None:
    """Return the PDF of an export in the output folder; None if it has none."""
    return output_file(flow.project, folder, export, PAGED) if PAGED in export.siblings else None


def with_pagination(flow: Flow, folder: Folder, content: ExportContent, entries: Mapping[str, Entry]) -> ExportContent:
    """Return the content of an export with the pages of its PDF, if ``entries`` have that as it is today."""
    file = paged_file(flow, folder, content.export)
    entry = entries.get(file.path) if file is not None else None
    if file is None or entry is None:
        return content
    paged = prepare(flow, file, content)
    if not isinstance(paged, PreparedFile) or not UNSEEN.issuperset(changed_inputs(entry, paged.inputs)):
        return content
    return replace(content, pagination=entry.pagination, make=lambda: content.sealed)
