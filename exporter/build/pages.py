"""Pages as a run knows them, and what reading one takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.backends.base import Backend
from exporter.build.limits import StageLimits
from exporter.config import Config
from exporter.diagnostics import Diagnostic
from exporter.model.document import Page
from exporter.plan.outline import PageOutline
from exporter.source.site import Site


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with what was found in it; ``asked`` are the site's files that it took, with their sha256.

    ``findings`` are of reading it, ``rules`` of the rules of content; ``crossing`` is what other pages decide, packed.
    ``scalars`` are the spans of the scalars in its YAML, in order.
    """

    page: Page = field(repr=False)
    outline: PageOutline = field(repr=False)
    body_start: int
    findings: tuple[Diagnostic, ...] = ()
    rules: tuple[Diagnostic, ...] = ()
    crossing: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    scalars: tuple[tuple[int, int], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is kept of a page: all that a run needs which does not show it."""

    outline: PageOutline
    body_start: int
    findings: tuple[Diagnostic, ...]
    rules: tuple[Diagnostic, ...]
    crossing: str
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownExport:
    """What is kept of an export: its findings and the hashes of all that it is made from."""

    findings: tuple[Diagnostic, ...]
    parts: Mapping[str, str]
    sources: Mapping[str, str]
    asked: Mapping[str, str]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """What is kept of a format's check of a document."""

    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a page takes from the project; small, since it goes to a worker with each page."""

    config: Config
    site: Site
    formats: tuple[Backend, ...]
    limits: StageLimits
