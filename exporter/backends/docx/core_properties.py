"""Core properties (ECMA-376 part 2, 8.3): the file's metadata."""

from datetime import UTC, datetime

from docx.opc.coreprops import CoreProperties

from exporter.backends.front_back import Words, author, owner, status_word
from exporter.model.dates import moment
from exporter.model.document import Document
from exporter.model.languages import with_region
from exporter.ooxml.elements import clean

LONGEST = 255  # characters that a property may have


def set_properties(properties: CoreProperties, document: Document, epoch: str | None, words: Words) -> None:
    """Set the known properties; dates come from ``SOURCE_DATE_EPOCH``, else from document control."""
    values = {
        "title": document.title,
        "author": author(document),
        "subject": document.description or document.subtitle,
        "keywords": ", ".join(document.keywords),
        "identifier": document.control.identifier,
        "content_status": status_word(document.control.status, words),
        "last_modified_by": owner(document),
        "language": with_region(document.language),
    }
    for name, value in values.items():
        if value:
            setattr(properties, name, clean(value)[:LONGEST])
    control = document.control
    for name, date in (("created", control.date), ("modified", control.date or control.source_date)):
        if (when := _moment(epoch, date)) is not None:
            setattr(properties, name, when)
    properties.revision = 1


def _moment(epoch: str | None, date: str) -> datetime | None:
    """Return the date as python-docx wants it: UTC, without a zone."""
    when = datetime.fromtimestamp(int(epoch), UTC) if epoch else moment(date)
    return when.replace(tzinfo=None) if when else None
