"""Trees made by hand, where a test wants one that no page needs; and lowering with nothing around it."""

from collections.abc import Sequence
from typing import Any

from exporter.components import COMPONENTS, Components
from exporter.diagnostics import Diagnostics
from exporter.lowering import LoweringLimits, lower
from exporter.markdown.tree import MdcElement, MdcNode, MdcText, MdcTree, SourceSpan
from exporter.model.document import Page
from exporter.source.site import Site

HERE = SourceSpan(0, 1)


def el(tag: str, *children: MdcNode | str, **props: Any) -> MdcElement:
    """An element; strings are its text."""
    nodes = [text(c) if isinstance(c, str) else c for c in children]
    return MdcElement(tag, {k.rstrip("_"): v for k, v in props.items()}, nodes, HERE)


def text(value: str, start: int = 0) -> MdcText:
    """A text that stands in the file from ``start`` on."""
    return MdcText(value, SourceSpan(start, start + len(value)))


def no_markdown(value: str, offsets: tuple[int, ...]) -> Sequence[MdcNode]:
    """Props as one paragraph of plain words."""
    words = MdcText(value, SourceSpan(offsets[0], offsets[-1]), offsets)
    return [MdcElement("p", {}, [words], SourceSpan(offsets[0], offsets[-1]))]


def lowered(
    *nodes: MdcNode, source: str = " " * 5000, limits: LoweringLimits | None = None
) -> tuple[Page, Diagnostics]:
    """A page of these nodes, and what was found."""
    diagnostics = Diagnostics()
    page = lower(
        MdcTree({"title": "Page", "tags": ["a", "b"]}, list(nodes)),
        file="page.md",
        route="/page",
        sha256="",
        text=source,
        site=Site(),
        diagnostics=diagnostics,
        registry=Components(COMPONENTS),
        parse_markdown=no_markdown,
        limits=limits,
    )
    return page, diagnostics


def codes(diagnostics: Diagnostics) -> list[str]:
    """The codes of findings, in order."""
    return [d.code for d in diagnostics]
