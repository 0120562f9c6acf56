"""CSV of the questions (RFC 4180)."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.losses import Loss, is_picture, losses
from exporter.diagnostics import Code, Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.nodes import QuestionAnswer
from exporter.model.walk import plain_text, walk
from exporter.theme import Theme

PICTURE = Code(
    "csv-picture",
    Severity.LOSS,
    "a picture; only its description is shown",
    why="Readers of the table get the description in place of the picture.",
    mend="Describe the whole picture in 'alt'.",
)
LOSSES = (Loss(PICTURE, "a picture cannot be in a table of words", "img", is_picture),)


class CsvBackend:
    """The CSV format."""

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"
    public = True
    options: type[Options] = Options
    codes: tuple[Code, ...] = (PICTURE,)

    def environment(self) -> Mapping[str, str]:
        """Return nothing: these bytes depend only on the exporter."""
        return {}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of the document."""
        return losses(document, LOSSES)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return one row for each question."""
        questions = [node for node in walk(document.body) if isinstance(node, QuestionAnswer)]
        out = io.StringIO()
        csv.writer(out).writerows((q.number, plain_text(q.question), plain_text(q.answer)) for q in questions)
        return Rendered(data=out.getvalue().encode("utf-8"), findings=self.check(document, options, theme))


BACKEND = CsvBackend()
