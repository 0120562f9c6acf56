"""Reading a page: from source text to core nodes and to the outline that planning needs."""

import re
from dataclasses import replace

from exporter.build.grading import Grading
from exporter.build.pages import Reading, ReadPage
from exporter.build.workers.sealed import Sealed
from exporter.components import Components, known_components
from exporter.config import Config
from exporter.diagnostics import Diagnostics
from exporter.lowering import PageSyntax, lower
from exporter.lowering.context import ParseMarkdown
from exporter.markdown import parse, parse_fragment
from exporter.markdown.tree import MdcTree, yaml_scalars
from exporter.model.position import Places
from exporter.plan.page_outline import outline
from exporter.source.languages import folder_language
from exporter.source.reader import SourceFile, below_content
from exporter.validate import CrossPageFacts, ValidationOptions, check_pages

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|$)", re.DOTALL | re.MULTILINE)


def read_page(source: SourceFile, reading: Reading) -> ReadPage:
    """Return the page in core nodes, with its findings graded by the configuration and the page itself.

    Raises ``UsageError`` for a wrong component of the configuration.
    """
    diagnostics = Diagnostics()
    site = replace(reading.site, lookups={})
    places = source.places()
    limits, math = reading.limits["markdown"], site.math
    texts = {source.file: source.text}

    def parse_page(file: str, text: str) -> tuple[MdcTree, ParseMarkdown]:
        texts[file] = text
        around = Places.of(file, text)
        return (
            parse(text, file, diagnostics, limits, math=math),
            lambda words, offsets: parse_fragment(words, offsets, around, diagnostics, limits, math).children,
        )

    tree = parse(source.text, source.file, diagnostics, limits, math=math)
    below = below_content(source.path, reading.config)
    page = lower(
        tree,
        file=source.file,
        route=source.route,
        sha256=source.sha256,
        text=source.text,
        site=site,
        diagnostics=diagnostics,
        registry=_components(reading.config),
        parse_markdown=lambda text, offsets: parse_fragment(text, offsets, places, diagnostics, limits, math).children,
        parse_page=parse_page,
        limits=reading.limits["lowering"],
        syntax=_syntax(reading.config, math=math is not None),
        language=folder_language(below, site.languages),
    )
    known = outline(page, reading.formats, reading.config.all_hosts)
    grade = Grading(reading.config, texts)
    rules = Diagnostics()
    check_pages([page], {source.file: source.text}, site, ValidationOptions.of(reading.config), rules)
    start = body_start(source.text)
    crossing = CrossPageFacts.of(page, site).pack()
    return ReadPage(
        Sealed(page), known, start, grade(diagnostics), grade(rules), crossing, dict(site.lookups), yaml_scalars(tree)
    )


def _syntax(config: Config, *, math: bool) -> PageSyntax:
    return PageSyntax(
        emoji=config.emoji,
        alerts=config.alerts,
        citations=bool(config.references.by_group),
        abbreviations_list=config.abbreviations_list,
        math=math,
    )


_known: tuple[Config, Components] | None = None


def _components(config: Config) -> Components:
    """Return the components of a run, made once a process."""
    global _known
    if _known is None or _known[0].components != config.components:
        _known = (config, known_components(config.components))
    return _known[1]


def body_start(text: str) -> int:
    """Return the offset behind the front matter; 0 without one."""
    head = _FRONT_MATTER.match(text)
    return head.end() if head else 0
