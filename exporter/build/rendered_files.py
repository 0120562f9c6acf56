"""Rendered files in the cache: their bytes, pages, standards and findings, by the key of all that they depend on."""

from collections.abc import Callable
from typing import Any, TypedDict

from exporter.backends.base import Rendered
from exporter.build.stored_findings import noted, retold
from exporter.cache import Cache, Kind, fits
from exporter.model.document import Document
from exporter.output.entries import is_count, is_noted


class RenderedFacts(TypedDict):
    """What is kept of a rendered file beside its bytes."""

    pages: int | None
    standards: list[str]
    findings: list[dict[str, Any]]


def kept(cache: Cache | None, key: str, document: Callable[[], Document | None]) -> Rendered | None:
    """The file of a key; None where it was never made, or where the cache no longer has it whole.

    ``document`` gives the document as it is today, in which the findings have their places.
    """
    if cache is None:
        return None
    facts = cache.get_json(Kind.RENDERED, key)
    if not fits(facts, RenderedFacts) or not all(map(is_noted, facts["findings"])):
        return None
    if facts["pages"] is not None and not is_count(facts["pages"]):
        return None
    data = cache.get(Kind.FILE, key)
    if data is None:
        return None
    today = document() if facts["findings"] else None
    findings = retold(facts["findings"], today) if today is not None else ()
    return Rendered(data, facts["pages"], findings, tuple(facts["standards"]))


def keep(cache: Cache | None, key: str, rendered: Rendered, document: Document) -> None:
    """Keep a file; one that was not to be written is made again each time."""
    if cache is None or rendered.data is None:
        return
    facts = RenderedFacts(
        pages=rendered.pages,
        standards=list(rendered.standards),
        findings=noted(rendered.findings, document),
    )
    cache.put(Kind.FILE, key, rendered.data)
    cache.put_json(Kind.RENDERED, key, facts)
