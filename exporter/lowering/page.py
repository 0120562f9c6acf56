"""A whole page: its blocks, footnotes, front matter and anchors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from exporter.diagnostics import Diagnostics
from exporter.lowering import codes
from exporter.lowering.anchors import written_id
from exporter.lowering.attribute_losses import report_attributes
from exporter.lowering.citations import cites, list_places
from exporter.lowering.context import (
    DEFAULT_SYNTAX,
    Lowering,
    LoweringLimits,
    PageSyntax,
    ParseMarkdown,
    ParsePage,
    Registry,
)
from exporter.lowering.elements import lower_element
from exporter.lowering.emoji import replace_shortcodes
from exporter.lowering.links import prop_place
from exporter.markdown.tree import MdcElement, MdcNode, MdcTree
from exporter.model.document import Footnote, Page
from exporter.model.node import Node
from exporter.model.nodes import Block, FootnoteReference, Image
from exporter.model.position import KeyPath, Places, Pos
from exporter.model.walk import walk
from exporter.source.languages import own_language
from exporter.source.site import Site


def lower(
    parsed: MdcTree,
    *,
    file: str,
    route: str,
    sha256: str,
    text: str,
    site: Site,
    diagnostics: Diagnostics,
    registry: Registry,
    parse_markdown: ParseMarkdown,
    parse_page: ParsePage | None = None,
    limits: LoweringLimits | None = None,
    syntax: PageSyntax = DEFAULT_SYNTAX,
    language: str = "",
) -> Page:
    """Lower a page to core nodes.

    ``syntax`` is what the configuration turns on for all pages. ``language`` is that of the page's folder. ``text`` is
    the source file's whole text, ``parse_markdown`` parses the Markdown in props, ``parse_page`` pages that this one
    shows, ``registry`` has the components. Nothing raises for bad content: findings go to ``diagnostics`` and the words
    stay.
    """
    places = Places.of(file, text)
    citations = syntax.citations or cites(parsed.data)
    lists_abbreviations = syntax.abbreviations_list or parsed.data.get("abbreviations_list") is True
    lowering = Lowering(
        places=places,
        source=text,
        route=route,
        site=site,
        diagnostics=diagnostics,
        registry=registry,
        parse_markdown=parse_markdown,
        lower_element=lower_element,
        prepare=_with_emoji if syntax.emoji else report_attributes,
        data=parsed.data,
        limits=limits or LoweringLimits(),
        syntax=syntax,
        citations=citations,
        list_places=list_places(citations=citations, abbreviations=lists_abbreviations),
        parse_page=parse_page,
    )
    lowering.prepare(lowering, parsed.children)
    lowering.ids = _ids(lowering, parsed.children)
    _report_controls(lowering, parsed)
    body = lowering.blocks(parsed.children)
    return Page(
        file=file,
        route=route,
        sha256=sha256,
        data=parsed.data,
        places=front_matter_places(parsed, places),
        body=body,
        footnotes=_by_reference(body, lowering.footnotes),
        anchors=lowering.ids | lowering.used_anchors,
        language=own_language(parsed.data) or language,
    )


def _by_reference(body: Iterable[Block], footnotes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    """Return the footnotes in the order of their first references; those of pages shown here were lowered first."""
    labels = dict.fromkeys(node.label for node in walk(body) if isinstance(node, FootnoteReference))
    order = {label: number for number, label in enumerate(labels)}
    return tuple(sorted(footnotes, key=lambda note: order.get(note.label, len(order))))


def lower_part(lowering: Lowering, file: str, text: str, pos: Pos) -> tuple[Block, ...]:
    """Lower another page that this one shows at ``pos``; its nodes have that place, but for pictures.

    Findings on the way are at their own places in ``file``.
    """
    assert lowering.parse_page is not None
    parsed, parse_markdown = lowering.parse_page(file, text)
    inner = replace(
        lowering,
        places=Places.of(file, text),
        source=text,
        data=parsed.data,
        parse_markdown=parse_markdown,
        around=(*lowering.around, lowering.places.file),
        footnotes=[],
    )
    inner.prepare(inner, parsed.children)
    inner.ids = lowering.ids | _ids(inner, parsed.children)
    body = inner.blocks(parsed.children)
    prefix = f"part-{len(lowering.parts_shown)}-"
    lowering.questions, lowering.ids = inner.questions, inner.ids
    lowering.footnotes += [_moved(note, pos, prefix) for note in inner.footnotes]
    moved: tuple[Block, ...] = _moved(body, pos, prefix)
    return moved


def _moved(value: Any, pos: Pos, prefix: str) -> Any:
    """Return nodes at another place: texts without one, since their characters do not stand there.

    ``prefix`` keeps the labels of footnotes apart from those of the page around.
    """
    if isinstance(value, tuple):
        return tuple(_moved(one, pos, prefix) for one in value)
    if not isinstance(value, Node | Footnote) or isinstance(value, Image):
        return value
    inside = {one.name: _moved(getattr(value, one.name), pos, prefix) for one in fields(value)}
    if "offsets" in inside:
        return replace(value, **inside | {"offsets": None, "pos": None})
    if "label" in inside and isinstance(inside["label"], str):
        inside["label"] = prefix + inside["label"]
    return replace(value, **inside | ({"pos": pos} if "pos" in inside else {}))


def _with_emoji(lowering: Lowering, nodes: Sequence[MdcNode]) -> None:
    """Replace shortcodes by emoji, then report attributes."""
    replace_shortcodes(nodes)
    report_attributes(lowering, nodes)


def _ids(lowering: Lowering, nodes: Iterable[MdcNode]) -> frozenset[str]:
    """Return the ids of all elements; a second use of an id is reported at its place."""
    found: dict[str, MdcElement] = {}
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        if not isinstance(node, MdcElement):
            continue
        stack.extend(node.children[::-1])
        value = written_id(node)
        if value and found.setdefault(value, node) is not node:
            line = lowering.pos(found[value].span).start.line
            at = prop_place(node, "id")
            lowering.report(
                codes.DUPLICATE_ANCHOR, f"anchor '{value}' is used on line {line} already", at, "give it another name"
            )
    return frozenset(found)


def _report_controls(lowering: Lowering, parsed: MdcTree) -> None:
    """Report control characters in the front matter's values, at their places."""
    if parsed.front_matter is None:
        return
    for path, place in parsed.front_matter.places.items():
        value = _at(parsed.data, path)
        if isinstance(value, str):
            lowering.printable(value, place.value)


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def front_matter_places(parsed: MdcTree, places: Places) -> Mapping[KeyPath, Pos]:
    """Return the place of each key and item of the front matter."""
    if parsed.front_matter is None:
        return {}
    return {path: places.pos(*place.key) for path, place in parsed.front_matter.places.items()}
