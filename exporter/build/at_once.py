"""Files that are made with their documents, by one task: it spares the way of the document to a worker and back.

That is done for the only file of an export, where everything that it is made from is known before its document.
"""

from collections.abc import Callable
from functools import partial

from exporter.build.documents import ExportContent
from exporter.build.flow import Flow
from exporter.build.made_files import MadeFile, MakeAtOnce
from exporter.build.pagination import FROM_PDF, PAGED
from exporter.build.rendering import FileTask, task_without_document
from exporter.build.settings import WrongSettings
from exporter.build.workers.sealed import Sealed
from exporter.model.document import Document

Make = Callable[[FileTask], MadeFile]


def made_at_once(flow: Flow, make: Make, content: ExportContent) -> MakeAtOnce | None:
    """Return what makes the only file of an export from its document; None if more has to be known first.

    ``content`` is all of the export but its document. The answers of people and the pages of a PDF are known later.
    """
    export, project = content.export, flow.project
    if len(export.formats) != 1 or export.known_as in content.answers.exports:
        return None
    (name,) = export.formats
    try:
        settings = flow.settings.of(export, name)
    except WrongSettings:
        return None
    content = content.in_format(name, project.grade)
    if content.has_errors or (PAGED in export.siblings and not FROM_PDF.isdisjoint(settings.options.holds)):
        return None
    return partial(_make, make, task_without_document(project, content, name, settings))


def _make(make: Make, task: Callable[..., FileTask], document: Sealed[Document]) -> MadeFile:
    return make(task(document=document))
