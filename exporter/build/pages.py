"""Pages and exports as a run knows them: the values that its records keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exporter.backends.base import Backend
from exporter.build.limit_groups import StageLimits
from exporter.build.workers.sealed import Sealed
from exporter.config import Config
from exporter.diagnostics import Diagnostic
from exporter.model.document import Page
from exporter.plan.page_outline import PageOutline
from exporter.source.site import Site


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with its findings; ``asked`` are the site's files that it read, with their sha256.

    ``findings`` come from reading, ``rules`` from the rules of content; ``crossing`` is compared with other pages.
    ``scalars`` are the spans of the scalars in its YAML, in order. ``sealed`` is its content.
    """

    sealed: Sealed[Page] = field(repr=False)
    outline: PageOutline = field(repr=False)
    body_start: int
    findings: tuple[Diagnostic, ...] = ()
    rules: tuple[Diagnostic, ...] = ()
    crossing: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    scalars: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @property
    def page(self) -> Page:
        """The page in core nodes."""
        return self.sealed.value


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The record of a page: everything that a run needs if it does not show the page."""

    outline: PageOutline
    body_start: int
    findings: tuple[Diagnostic, ...]
    rules: tuple[Diagnostic, ...]
    crossing: str
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownExport:
    """The record of an export: its findings and the hashes of its inputs."""

    findings: tuple[Diagnostic, ...]
    parts: Mapping[str, str]
    sources: Mapping[str, str]
    asked: Mapping[str, str]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """The record of a format's check of a document."""

    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of a project that reading a page needs."""

    config: Config
    site: Site
    formats: tuple[Backend, ...]
    limits: StageLimits
