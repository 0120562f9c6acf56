"""Rendered files in the cache: their bytes, pages, standards and findings, by the key of all that they depend on."""

from collections.abc import Callable

from exporter.backends.base import Rendered
from exporter.batch.retold import noted, retold
from exporter.cache import Cache
from exporter.model.document import Document


def kept(cache: Cache | None, key: str, document: Callable[[], Document | None]) -> Rendered | None:
    """The file of a key; None where it was never made, or where the cache no longer has it whole.

    ``document`` gives the document as it is today, in which the findings have their places.
    """
    facts = cache.get_json("rendered", key) if cache is not None else None
    data = cache.get("file", key) if cache is not None and facts is not None else None
    if facts is None or data is None:
        return None
    try:
        today = document() if facts["findings"] else None
        findings = retold(facts["findings"], today) if today is not None else ()
        return Rendered(data, facts["pages"], findings, tuple(facts["standards"]))
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def keep(cache: Cache | None, key: str, rendered: Rendered, document: Document) -> None:
    """Keep a file; one that was not to be written is made again each time."""
    if cache is None or rendered.data is None:
        return
    facts = {
        "pages": rendered.pages,
        "standards": list(rendered.standards),
        "findings": noted(rendered.findings, document),
    }
    cache.put("file", key, rendered.data)
    cache.put_json("rendered", key, facts)
