"""The review map: what a review file shows, paragraph by paragraph, and where each came from.

It travels in the DOCX as a custom XML part (ECMA-376 part 1, 15.2.5), which Word and LibreOffice keep. The DOCX
backend writes it, the review reader reads it. It holds only text that the file shows anyway, since reviewers may be
outsiders. Each paragraph of it has a bookmark around its runs, ``x_<key>_<n>``: ``key`` names the question or section
(``q12``, ``s3``), ``n`` counts its paragraphs from 0. Word allows 40 letters, digits and ``_`` in such a name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.model.nodes import Code, FootnoteReference, Image, Inline, LineBreak, Revision, Text
from exporter.model.position import Point, Pos
from exporter.model.walk import children

NAMESPACE: Final = "urn:exporter:review-map:1"
ITEM_ID: Final = "{8B1F7A52-6C0D-4E53-9A64-2F6D1E0C7B39}"
OBJECT: Final = "\ufffc"
"""Stands in a text for each picture and footnote mark."""
KINDS: Final = frozenset(
    ("title", "heading", "question", "paragraph", "item", "quote", "code", "cell", "caption", "label", "footnote")
)
MAX_BOOKMARK: Final = 40

_NAME = re.compile(r"x_([A-Za-z0-9]+)_([0-9]+)")
_UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    r"""One paragraph of the DOCX.

    ``kind`` is one of ``KINDS``. ``key`` is that of its bookmark. ``section`` is the text of the heading that it stands
    under. ``text`` is the whole paragraph as shown: a line break is ``\n``, a tab ``\t``, an object U+FFFC;
    its first ``generated`` characters are no words of the page (a label). ``pos`` is the place in the page, None where
    the page does not have the words. A map that was read has lines and offsets counted from the first place of each
    file: a section that moves as a whole has the same map.
    """

    name: str
    kind: str
    key: str
    text: str
    section: str = ""
    generated: int = 0
    pos: Pos | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMap:
    """All paragraphs in document order; ``title``, ``page`` and ``section`` say which export it is.

    ``page`` is the path of the page, ``section`` the heading exported from it and ``anchor`` that heading's, empty for
    the whole page.
    """

    title: str = ""
    page: str = ""
    section: str = ""
    anchor: str = ""
    entries: tuple[Entry, ...] = field(default=(), repr=False)

    def by_name(self) -> dict[str, Entry]:
        """The entries by their bookmarks."""
        return {entry.name: entry for entry in self.entries}

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the paragraphs came from, by their paths as findings show them."""
        return tuple(dict.fromkeys(entry.pos.file for entry in self.entries if entry.pos is not None))


class ReviewMapError(ValueError):
    """A part that claims to be a review map and is none."""


def bookmark_name(key: str, number: int) -> str:
    """The name of a paragraph's bookmark; ValueError where Word would not take it."""
    name = f"x_{key}_{number}"
    if not _NAME.fullmatch(name) or len(name) > MAX_BOOKMARK:
        raise ValueError(f"'{name}' is no bookmark name")
    return name


def bookmark_key(name: str) -> tuple[str, int] | None:
    """Key and number that a bookmark's name holds, None for any other bookmark."""
    match = _NAME.fullmatch(name)
    return (match[1], int(match[2])) if match else None


def shown_text(inlines: Iterable[Inline]) -> str:
    """The text that a paragraph of ``inlines`` shows, by the rules of ``Entry.text``.

    Of a redline it is the old text: a reviewer's changes, and the redline's own, are changes of that one.
    """
    return "".join(_shown(inlines))


def _shown(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text() | Code():
                yield inline.text
            case LineBreak():
                yield "\n"
            case Image() | FootnoteReference():
                yield OBJECT
            case Revision(change="inserted"):
                continue
            case _:
                yield from _shown(child for child in children(inline) if isinstance(child, Inline))


def to_xml(review_map: ReviewMap) -> bytes:
    """The map as the bytes of its custom XML part; equal maps give equal bytes."""
    root = etree.Element(_tag("reviewMap"), nsmap={"r": NAMESPACE})
    for name in ("title", "page", "section", "anchor"):
        _set(root, name, getattr(review_map, name))
    firsts: dict[str, Point] = {}
    for entry in review_map.entries:
        first = firsts.setdefault(entry.pos.file, entry.pos.start) if entry.pos else None
        root.append(_entry_element(entry, first))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def from_xml(data: bytes) -> ReviewMap:
    """The map that a custom XML part holds; ``ReviewMapError`` where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReviewMapError(f"the review map is not XML: {error.msg}") from None
    if root.tag != _tag("reviewMap") or root.getroottree().docinfo.internalDTD is not None:
        raise ReviewMapError("the part is no review map of this version")
    return ReviewMap(
        title=root.get("title", ""),
        page=root.get("page", ""),
        section=root.get("section", ""),
        anchor=root.get("anchor", ""),
        entries=tuple(_entry(e) for e in root.iterfind(_tag("p"))),
    )


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _set(element: "etree._Element", name: str, value: str) -> None:
    if value:
        element.set(name, _safe(value))


def _entry_element(entry: Entry, first: Point | None) -> "etree._Element":
    if entry.kind not in KINDS:
        raise ValueError(f"'{entry.kind}' is no kind of paragraph")
    element = etree.Element(_tag("p"), {"name": entry.name, "kind": entry.kind, "key": entry.key})
    _set(element, "section", entry.section)
    if entry.generated:
        element.set("generated", str(entry.generated))
    if entry.pos and first:
        span = entry.pos.since(first)
        element.set("file", _safe(span.file))
        element.set("span", f"{_point(span.start)} {_point(span.end)}")
    element.text = _safe(entry.text)
    return element


def _point(point: Point) -> str:
    return f"{point.line}:{point.column}:{point.offset}"


def _entry(element: "etree._Element") -> Entry:
    try:
        return Entry(
            name=element.get("name", ""),
            kind=element.get("kind", "paragraph"),
            key=element.get("key", ""),
            section=element.get("section", ""),
            generated=int(element.get("generated", "0")),
            text=element.text or "",
            pos=_pos(element.get("file"), element.get("span")),
        )
    except ValueError as error:
        raise ReviewMapError(f"the review map has a bad entry '{element.get('name', '')}'") from error


def _pos(file: str | None, span: str | None) -> Pos | None:
    if file is None or span is None:
        return None
    start, end = (Point(*(int(n) for n in part.split(":"))) for part in span.split(" "))
    return Pos(file, start, end)
