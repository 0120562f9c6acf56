"""Rendered files in the cache: their bytes, pages, standards and findings, by the key of all that they depend on."""

from exporter.backends.base import Rendered
from exporter.cache import Cache
from exporter.pipeline.records import decode, encode


def kept(cache: Cache | None, key: str) -> Rendered | None:
    """The file of a key; None where it was never made, or where the cache no longer has it whole."""
    facts = cache.get_json("rendered", key) if cache is not None else None
    data = cache.get("file", key) if cache is not None and facts is not None else None
    if facts is None or data is None:
        return None
    try:
        findings = decode(facts["findings"])
        return Rendered(data, facts["pages"], tuple(findings), tuple(facts["standards"]))
    except (KeyError, TypeError, ValueError):
        return None


def keep(cache: Cache | None, key: str, rendered: Rendered) -> None:
    """Keep a file; one that was not to be written is made again each time."""
    if cache is None or rendered.data is None:
        return
    facts = {
        "pages": rendered.pages,
        "standards": list(rendered.standards),
        "findings": encode(list(rendered.findings)),
    }
    cache.put("file", key, rendered.data)
    cache.put_json("rendered", key, facts)
