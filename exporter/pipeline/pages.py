"""Pages: from source text to core nodes and to the outline that planning needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from exporter.components import Components
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.lowering import lower
from exporter.markdown import parse, parse_fragment
from exporter.model.document import Page
from exporter.pipeline.project import Project
from exporter.plan.outline import PageOutline, outline
from exporter.source.reader import SourceFile

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|$)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with what was found in it; ``asked`` are the site's files that it took, with their sha256."""

    page: Page = field(repr=False)
    outline: PageOutline = field(repr=False)
    body_start: int
    findings: tuple[Diagnostic, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)


def read_page(source: SourceFile, project: Project, components: Components) -> ReadPage:
    """The page in core nodes; findings have the severities that the configuration gives them."""
    found = Diagnostics()
    site = replace(project.site, asked={})
    places = source.places()
    tree = parse(source.text, source.file, found)
    page = lower(
        tree,
        file=source.file,
        route=source.route,
        sha256=source.sha256,
        text=source.text,
        site=site,
        diagnostics=found,
        registry=components,
        parse_markdown=lambda text, offsets: parse_fragment(text, offsets, places, found).children,
    )
    known = outline(page, tuple(project.formats.values()), project.config.all_hosts)
    findings = tuple(found.with_severities(dict(project.config.severities)))
    return ReadPage(page, known, body_start(source.text), findings, dict(site.asked))


def body_start(text: str) -> int:
    """The offset behind the front matter; 0 where there is none."""
    head = _FRONT_MATTER.match(text)
    return head.end() if head else 0
