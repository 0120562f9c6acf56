"""A whole page: its blocks, footnotes, front matter and anchors."""

from collections.abc import Iterable, Mapping

from exporter.diagnostics import Diagnostics
from exporter.lowering.context import Limits, Lowering, ParseMarkdown, Registry
from exporter.markdown import tree
from exporter.model.document import Page
from exporter.model.position import Places, Pos
from exporter.source.site import Site


def lower(
    parsed: tree.Tree,
    *,
    file: str,
    route: str,
    sha256: str,
    text: str,
    site: Site,
    diagnostics: Diagnostics,
    registry: Registry,
    parse_markdown: ParseMarkdown,
    limits: Limits | None = None,
) -> Page:
    """The page in core nodes.

    ``text`` is the source file's whole text, ``parse_markdown`` reads the Markdown that props hold, ``registry`` knows
    the components. Nothing raises for bad content: findings go to ``diagnostics`` and the words stay.
    """
    places = Places.of(file, text)
    lowering = Lowering(
        places=places,
        source=text,
        route=route,
        site=site,
        diagnostics=diagnostics,
        registry=registry,
        parse_markdown=parse_markdown,
        data=parsed.data,
        limits=limits or Limits(),
        ids=frozenset(ids(parsed.children)),
    )
    body = lowering.blocks(parsed.children)
    return Page(
        file=file,
        route=route,
        sha256=sha256,
        data=parsed.data,
        places=front_matter_places(parsed, places),
        body=body,
        footnotes=tuple(lowering.footnotes),
        anchors=lowering.ids | lowering.taken,
    )


def ids(nodes: Iterable[tree.Node]) -> Iterable[str]:
    """The id of every element, in the page's order."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, tree.Element):
            value = node.props.get("id") or (node.props.get("name") if node.tag == "a" else None)
            if value:
                yield str(value)
            stack.extend(node.children[::-1])


def front_matter_places(parsed: tree.Tree, places: Places) -> Mapping[tuple[str | int, ...], Pos]:
    """The place of each key and item of the front matter."""
    if parsed.front_matter is None:
        return {}
    return {path: places.pos(*place.key) for path, place in parsed.front_matter.places.items()}
