"""Pages: from source text to core nodes and to the outline that planning needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exporter.backends.base import Backend
from exporter.components import Components, known_components
from exporter.config import Config
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.lowering import Limits as LoweringLimits
from exporter.lowering import lower
from exporter.markdown import Limits as MarkdownLimits
from exporter.markdown import parse, parse_fragment
from exporter.model.document import Page
from exporter.pipeline.grading import Grading
from exporter.plan.outline import PageOutline, outline
from exporter.source.reader import SourceFile
from exporter.source.site import Site

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|$)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with what was found in it; ``asked`` are the site's files that it took, with their sha256."""

    page: Page = field(repr=False)
    outline: PageOutline = field(repr=False)
    body_start: int
    findings: tuple[Diagnostic, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a page takes from the project; small, since it goes to a worker with each page."""

    config: Config
    site: Site
    formats: tuple[Backend, ...]
    markdown: MarkdownLimits = field(default_factory=MarkdownLimits)
    lowering: LoweringLimits = field(default_factory=LoweringLimits)


def read_page(source: SourceFile, reading: Reading) -> ReadPage:
    """The page in core nodes; findings are as grave as the configuration and the page itself say.

    Raises ``UsageError`` for a component of the configuration that is wrong.
    """
    found = Diagnostics()
    site = replace(reading.site, asked={})
    places = source.places()
    tree = parse(source.text, source.file, found, reading.markdown)
    page = lower(
        tree,
        file=source.file,
        route=source.route,
        sha256=source.sha256,
        text=source.text,
        site=site,
        diagnostics=found,
        registry=_components(reading.config),
        parse_markdown=lambda text, offsets: parse_fragment(text, offsets, places, found, reading.markdown).children,
        limits=reading.lowering,
    )
    known = outline(page, reading.formats, reading.config.all_hosts)
    findings = Grading(reading.config, {source.file: source.text})(found)
    return ReadPage(page, known, body_start(source.text), findings, dict(site.asked))


_known: tuple[Config, Components] | None = None


def _components(config: Config) -> Components:
    """The components of a run, made once a process."""
    global _known
    if _known is None or _known[0].components != config.components:
        _known = (config, known_components(config.components))
    return _known[1]


def body_start(text: str) -> int:
    """The offset behind the front matter; 0 where there is none."""
    head = _FRONT_MATTER.match(text)
    return head.end() if head else 0
