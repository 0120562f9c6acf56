"""Rendered files in the cache: their bytes, pages, standards and findings, by the key of everything they depend on."""

from typing import Any, TypedDict

from exporter.backends.base import Rendered
from exporter.build.files import PreparedFile
from exporter.build.made_files import MadeFile
from exporter.build.making import described
from exporter.build.stored_findings import restored
from exporter.cache import Cache, EntryKind, fits
from exporter.model.document import Pagination
from exporter.output.entries import is_count, is_noted, is_pagination


class RenderedFacts(TypedDict):
    """The record of a rendered file beside its bytes."""

    pages: int | None
    standards: list[str]
    unmet: list[str]
    pagination: list[Any] | None
    findings: list[dict[str, Any]]


def kept(cache: Cache | None, prepared: PreparedFile) -> MadeFile | None:
    """Return a rendered file with its findings at their places of today; None if the cache does not have it whole."""
    if cache is None:
        return None
    facts = cache.get_json(EntryKind.RENDERED, prepared.key)
    if not fits(facts, RenderedFacts) or not all(map(is_noted, facts["findings"])):
        return None
    if not (facts["pages"] is None or is_count(facts["pages"])) or not is_pagination(facts["pagination"]):
        return None
    data = cache.get(EntryKind.FILE, prepared.key)
    if data is None:
        return None
    document = prepared.content.document
    assert document is not None, "a prepared file has a document"
    findings = restored(facts["findings"], document)
    pagination = Pagination(*facts["pagination"]) if facts["pagination"] is not None else None
    met, unmet = tuple(facts["standards"]), tuple(facts["unmet"])
    rendered = Rendered(data, facts["pages"], findings, met, unmet, pagination)
    return described(rendered, document, prepared.file.format, prepared.settings.theme, prepared.content.findings)


def keep(cache: Cache | None, prepared: PreparedFile, made: MadeFile) -> None:
    """Keep a rendered file; a file with errors is made again each time."""
    rendered = made.rendered
    if cache is None or rendered.data is None:
        return
    facts = RenderedFacts(
        pages=rendered.pages,
        standards=list(rendered.standards),
        unmet=list(rendered.unmet),
        pagination=list(rendered.pagination) if rendered.pagination is not None else None,
        findings=[dict(finding) for finding in made.stored],
    )
    cache.put(EntryKind.FILE, prepared.key, rendered.data)
    cache.put_json(EntryKind.RENDERED, prepared.key, facts)
