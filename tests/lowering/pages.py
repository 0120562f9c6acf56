"""A page's text parsed and lowered, as the pipeline does it."""

from collections.abc import Mapping

from exporter.components import known_components
from exporter.components.registry import Components
from exporter.diagnostics import Diagnostics
from exporter.lowering import lower
from exporter.markdown import parse, parse_fragment
from exporter.model.document import Page
from exporter.model.position import Places
from exporter.source.site import Site

REGISTRY = known_components()


def lowered_text(
    text: str,
    file: str = "page.md",
    route: str = "/page",
    site: Site | None = None,
    registry: Components = REGISTRY,
) -> tuple[Page, Diagnostics]:
    """The page that ``text`` makes, and all findings on the way."""
    diagnostics, places = Diagnostics(), Places.of(file, text)
    page = lower(
        parse(text, file, diagnostics),
        file=file,
        route=route,
        sha256="",
        text=text,
        site=site or files({}),
        diagnostics=diagnostics,
        registry=registry,
        parse_markdown=lambda words, offsets: parse_fragment(words, offsets, places, diagnostics).children,
    )
    return page, diagnostics


def files(content: Mapping[str, bytes]) -> Site:
    """A site with these files, at www.example.org."""
    return Site("https://www.example.org", frozenset({"www.example.org"}), {}, content.get)
