"""A page's text parsed and lowered, as the pipeline does it."""

from collections.abc import Mapping
from hashlib import sha256

from exporter.components import known_components
from exporter.components.registry import Components
from exporter.diagnostics import Diagnostics
from exporter.lowering import PageSyntax, lower
from exporter.markdown import MdcTree, SingleDollar, parse, parse_fragment
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
    *,
    alerts: bool = False,
    math: SingleDollar | None = None,
) -> tuple[Page, Diagnostics]:
    """The page that ``text`` makes, and all findings on the way."""
    diagnostics = Diagnostics()
    page, _ = read(text, diagnostics, file, route, site or files({}), registry, alerts=alerts, math=math)
    return page, diagnostics


def read(
    text: str,
    diagnostics: Diagnostics,
    file: str = "page.md",
    route: str = "/page",
    site: Site | None = None,
    registry: Components = REGISTRY,
    *,
    alerts: bool = False,
    math: SingleDollar | None = None,
) -> tuple[Page, MdcTree]:
    """The page that ``text`` makes in core nodes and as parsed."""
    places = Places.of(file, text)
    tree = parse(text, file, diagnostics, math=math)
    page = lower(
        tree,
        file=file,
        route=route,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        site=site or Site(),
        diagnostics=diagnostics,
        registry=registry,
        parse_markdown=lambda words, offsets: parse_fragment(words, offsets, places, diagnostics, math=math).children,
        syntax=PageSyntax(alerts=alerts, math=math is not None),
    )
    return page, tree


def files(content: Mapping[str, bytes]) -> Site:
    """A site with these files, at www.example.org."""
    return Site("https://www.example.org", frozenset({"www.example.org"}), {}, content.get)
