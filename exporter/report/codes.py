"""Every kind of finding there is: reports explain their codes with it, and comments that silence are held to it."""

from collections.abc import Iterator, Mapping
from functools import cache

from exporter import assets, backends, batch, drift, markdown, output, plan, transforms, validate, yamltext
from exporter.batch import cluster
from exporter.cache import CODES as CACHE_CODES
from exporter.components import codes as components
from exporter.config import load as config
from exporter.diagnostics import Code
from exporter.lowering import codes as lowering
from exporter.pipeline import settings
from exporter.review import codes as review
from exporter.source import reader, revisions, snapshot
from exporter.validate import silence


@cache
def known_codes() -> Mapping[str, Code]:
    """The codes by their names."""
    return {code.name: code for code in _codes()}


def _codes() -> Iterator[Code]:
    yield from (*config.CODES, *reader.CODES, *snapshot.CODES, *revisions.CODES, *yamltext.CODES, *markdown.CODES)
    yield from (*lowering.CODES, *components.CODES, *assets.CODES, *plan.CODES, *transforms.CODES)
    yield from (*validate.CODES, *silence.CODES, *drift.CODES, *output.CODES, *settings.CODES)
    yield from (*batch.CODES, *cluster.CODES, *CACHE_CODES, *review.CODES)
    for name in backends.FORMATS:
        yield from backends.load(name).codes
