"""The record as JSON, by ``docs/schemas/accessibility.schema.json``."""

from pydantic import TypeAdapter

from exporter.report.accessibility.record import Record
from exporter.report.json import json_text


def as_json(record: Record) -> str:
    """Return the record as JSON."""
    return json_text(TypeAdapter(Record).dump_python(record, mode="json"))
