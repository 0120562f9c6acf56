"""Complete WeasyPrint's tag tree from the layout boxes while it is built.

WeasyPrint has no public hook for this; ``weasyprint.pdf.tags._build_box_tree`` calls itself through its module for
every box, so one wrapper sees each box with its structure element. If a version does not have that function,
``available`` is false and files carry no PDF/UA mark. The structure types are those of ISO 32000-1, 14.8.4.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

import pydyf

from exporter.backends.pdf.structure import ARTIFACT, SPLICED, Array, Dictionary, String

_active: ContextVar[bool] = ContextVar("tags_active", default=False)

# types of HTML elements that WeasyPrint leaves generic
_TYPES = {
    **dict.fromkeys(("em", "strong", "ins", "del", "s", "u", "sub", "sup", "mark", "kbd", "small", "cite"), "/Span"),
    "abbr": "/Span",
    "code": "/Code",
    "pre": "/P",
    "header": "/Div",
    "nav": "/Sect",
    "figure": "/Div",
    "div": "/Div",
}
_GENERIC = frozenset({"/NonStruct", "/Span", "/Div", "/Sect", "/P", "/L", "/LI", "/LBody"})

# CSS list-style-type to ListNumbering (ISO 32000-1, table 347)
_NUMBERING = {
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "lower-latin": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "upper-latin": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
}
FORMULA = "Formula"  # the type of a drawn formula, which is a picture for WeasyPrint
LONGEST = 8_000  # characters of a string: PDF/A allows 32,767 bytes (ISO 19005-3, 6.1.13)
_SCOPES = {"row": "/Row", "rowgroup": "/Row"}


def available() -> bool:
    """Whether this WeasyPrint has the function to wrap; if so, wrap it."""
    from weasyprint.pdf import tags  # noqa: PLC0415 (``engine.load`` loads WeasyPrint)

    build = getattr(tags, "_build_box_tree", None)
    if build is None:
        return False
    if not getattr(build, "annotates", False):
        tags._build_box_tree = _wrapped(build)
    return True


@contextmanager
def annotated() -> Iterator[None]:
    """Turn the wrapper on; at other times WeasyPrint works unchanged."""
    token = _active.set(True)
    try:
        yield
    finally:
        _active.reset(token)


def _wrapped(build: Any) -> Any:
    def build_box_tree(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        if not _active.get():
            yield from build(box, parent, pdf, *rest)
            return
        _paginate(pdf)
        real = getattr(box, "_box", box) if type(box).__name__ == "AbsolutePlaceholder" else box
        for element in build(box, parent, pdf, *rest):
            # html and body have no element of their own, and give those inside them
            if real.element_tag not in ("html", "body"):
                _annotate(real, element, parent, pdf)
            yield element
        if type(real).__name__ == "PageBox":
            real.children = []  # painted and tagged: a long document must not keep all its boxes

    build_box_tree.annotates = True  # type: ignore[attr-defined]  # marks the function as wrapped
    return build_box_tree


class _Paginated(pydyf.PDF):
    """A file with all its pages: it lists their references once, not for each element of the tag tree."""

    @cached_property
    def page_references(self) -> tuple[bytes, ...]:
        """The references of the pages, in order."""
        references: tuple[bytes, ...] = super().page_references
        return references


def _paginate(pdf: Any) -> None:
    """Let ``pdf``, which gets no more pages, keep their references."""
    if type(pdf) is pydyf.PDF:
        pdf.__class__ = _Paginated


def _annotate(box: Any, element: Any, parent: Any, pdf: Any) -> None:
    source = box.element
    if hasattr(box, "drawn_artifact"):
        element["S"] = ARTIFACT
        return
    if source is None or getattr(box, "is_leader", False):
        if getattr(box, "is_leader", False):
            element["S"] = ARTIFACT
        return
    if box.element_tag != source.tag:  # a ::before, ::after or ::marker
        return
    element.source = source
    element.bookmark = getattr(box, "bookmark_label", "")
    _set_type(source, element, parent)
    _set_language(source, element)
    if source.tag == "abbr" and (words := source.get("title")):
        element["E"] = String(words)  # the expansion (14.9.5)
    kind = element["S"]
    if kind == "/L":
        _set_numbering(box, source, element)
    elif kind == "/TH" and "A" in element:
        element["A"]["Scope"] = _SCOPES.get(source.get("scope", ""), "/Column")
    elif kind == "/Figure":
        _complete_figure(box, source, element, pdf)
        if source.get("data-pdf") == FORMULA:
            element["S"] = f"/{FORMULA}"
    elif kind == "/Link" and box.link_annotation:
        _set_description(source, box.link_annotation)


def _set_type(source: Any, element: Any, parent: Any) -> None:
    if element["S"] not in _GENERIC:
        return
    wanted = source.get("data-pdf")
    if wanted == ARTIFACT[1:] or source.get("aria-hidden") == "true":
        element["S"] = ARTIFACT
    elif wanted and source.tag == "li" and parent["S"] in ("/LI", "/LBody"):
        element["S"] = SPLICED  # the item has the type; its body and the block in it are spliced
    elif wanted:
        element["S"] = f"/{wanted}"
        if wanted == "Note":
            element["ID"] = String(f"note-{element.number}")
    elif element["S"] == "/NonStruct" and source.tag in _TYPES:
        element["S"] = _TYPES[source.tag]


def _set_language(source: Any, element: Any) -> None:
    if (language := source.get("lang")) and source.tag != "html":
        element["Lang"] = String(language)


def _set_numbering(box: Any, source: Any, element: Any) -> None:
    style = next((child.style["list_style_type"] for child in box.children if child.element_tag == "li"), "none")
    if isinstance(style, str) and style != "none":
        kind = _NUMBERING.get(style, "/Decimal" if source.tag == "ol" else "/Disc")
        element["A"] = Dictionary({"O": "/List", "ListNumbering": kind})


def _complete_figure(box: Any, source: Any, element: Any, pdf: Any) -> None:
    """Make a decorative picture an artifact; give others their box in points from the page's foot."""
    if "Alt" not in element and source.get("data-pdf") != "Figure":
        element["S"] = ARTIFACT
        return
    if "Alt" in element:
        element["Alt"] = String(element["Alt"].string[:LONGEST])
    left, top, right, bottom = element["A"]["BBox"]
    height = pdf.objects[int(element["Pg"].split()[0])]["MediaBox"][3]
    points = (left * 0.75, height - bottom * 0.75, right * 0.75, height - top * 0.75)
    element["A"]["BBox"] = Array([round(value, 3) for value in points])
    element["A"]["Placement"] = "/Inline" if "inline" in box.style["display"] else "/Block"


def _set_description(source: Any, annotation: Any) -> None:
    words = " ".join((source.get("title") or "".join(source.itertext())).split())
    words = words or " ".join(image.get("alt", "") for image in source.iter("img")).strip()
    if words:
        annotation["Contents"] = String(words[:LONGEST])
