"""One file to be made: what it is made from, the key of all that, and making it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter import backends
from exporter.backends.base import Options, Rendered
from exporter.cache import key_of
from exporter.model.document import Document
from exporter.resources import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document in one format. It carries all that rendering needs, so that any process or machine can do it."""

    format: str
    document: Document = field(repr=False)
    options: Options
    theme: Theme = field(repr=False)


def job_key(name: str, inputs: Mapping[str, str]) -> str:
    """A sha256 over everything that the bytes of a file depend on, from the hashes of its parts."""
    return key_of(name, inputs)


def render(job: Job) -> Rendered:
    """The file; runs in a worker."""
    rendered: Rendered = backends.load(job.format).render(job.document, job.options, job.theme)
    return rendered
