"""Reading a page, or Markdown in a string of its YAML, into the site's tree."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from markdown import Markdown

from exporter.diagnostics import Diagnostics, counted
from exporter.markdown import codes
from exporter.markdown.etree import PlacedElement
from exporter.markdown.extension import TEXT, Mdc
from exporter.markdown.parser_state import MarkdownLimits, ParserState, SingleDollar
from exporter.markdown.site_tree import site_tree
from exporter.markdown.tree import MdcNode, MdcTree
from exporter.markdown.yaml_props import front_matter
from exporter.model.limit import raised
from exporter.model.position import Places


def parse(
    text: str,
    file: str = TEXT,
    diagnostics: Diagnostics | None = None,
    limits: MarkdownLimits | None = None,
    mdc: bool = True,
    math: SingleDollar | None = None,
) -> MdcTree:
    """Return the tree of a page, front matter included; findings go to ``diagnostics``, nothing raises.

    ``file`` is the name in the places of the findings. ``mdc=False`` reads plain CommonMark without front matter.
    ``math`` reads TeX between dollars, by this rule for single ones.
    """
    found = Diagnostics() if diagnostics is None else diagnostics
    state = ParserState(Places.of(file, text), found, limits or MarkdownLimits(), mdc, math)
    text = _bounded(text, state)
    props = None
    if mdc:
        props, state.start = front_matter(text, state)
    children = _read(text, state)
    return MdcTree(props.value if props else {}, children, props)


def parse_fragment(
    text: str,
    offsets: Sequence[int],
    places: Places,
    diagnostics: Diagnostics,
    limits: MarkdownLimits | None = None,
    math: SingleDollar | None = None,
) -> MdcTree:
    """Return the tree of Markdown in a string, such as an answer in a component's YAML.

    ``offsets`` has the offset of each character of ``text`` in the file of ``places``, and behind it that of the end,
    so that every span of the tree is of the file. A string has no front matter.
    """
    state = ParserState(
        places,
        diagnostics,
        limits or MarkdownLimits(),
        math=math,
        locate=lambda i: offsets[min(i, len(offsets) - 1)],
    )
    return MdcTree({}, _read(_bounded(text, state), state))


def _bounded(text: str, state: ParserState) -> str:
    """Return ``text`` up to the limits, with a finding if it is longer."""
    limits = state.limits
    if len(text) > limits.characters:
        message = f"a page of more than {counted(limits.characters, 'character')}"
        more = raised("markdown", "characters", limits.characters, len(text))
        hint = f"the rest is not read: split the page, or allow more: {more}"
        state.report(codes.TOO_LONG, message, limits.characters, limits.characters, hint)
        text = text[: limits.characters]
    starts = state.places.line_starts
    if len(text) > limits.line:
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            if end - start > limits.line:
                message = f"a line of more than {counted(limits.line, 'character')}"
                more = raised("markdown", "line", limits.line, end - start)
                hint = f"put the data into a file of its own, or allow more: {more}"
                state.report(codes.TOO_LONG, message, start, start, hint)
                return text[:start]
    return text


def _read(text: str, state: ParserState) -> list[MdcNode]:
    roots: list[PlacedElement] = []
    md = Markdown(extensions=[Mdc(state)])

    def keep(root: PlacedElement) -> str:
        roots.append(root)
        return ""

    md.serializer = keep  # type: ignore[assignment]
    md.stripTopLevelTags = False
    with _without_collection():
        if text[state.start :].strip():
            md.convert(text)
        return site_tree(roots[0], state) if roots else []


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the search for cyclic garbage: reading makes many objects, no cycles, and must stay linear in time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
