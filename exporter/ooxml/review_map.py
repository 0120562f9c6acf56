"""The review map: the paragraphs that a review file shows, each with its place in the page.

It travels in the DOCX as a custom XML part (ECMA-376 part 1, 15.2.5), which Word and LibreOffice keep. The DOCX
backend writes it, the review reader reads it. It holds only text that the file shows anyway, since reviewers may be
outsiders. Each paragraph of it has a bookmark around its runs, ``x_<key>_<n>``: ``key`` names the question or section
(``q12``, ``s3``), ``n`` counts its paragraphs from 0. Word allows 40 letters, digits and ``_`` in such a name.
"""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from exporter.model.position import Point, Pos
from exporter.ooxml.shown_words import LinkRange, LookRange

NAMESPACE: Final = "urn:exporter:review-map:1"
ITEM_ID: Final = "{8B1F7A52-6C0D-4E53-9A64-2F6D1E0C7B39}"
KINDS: Final = frozenset(
    ("title", "heading", "question", "paragraph", "item", "quote", "code", "cell", "caption", "label", "footnote")
)
MAX_BOOKMARK: Final = 40
LISTED: Final = "+list"
"""The suffix of a paragraph style if the paragraph itself is numbered or has a bullet."""

_ABOUT: Final = ("title", "export", "page", "section", "anchor")
_NAME = re.compile(r"x_([A-Za-z0-9]+)_([0-9]+)")
_UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


DRAWING: Final = "svg:"
"""The start of the hash of a drawing's bitmap."""


class MapPicture(NamedTuple):
    """A picture in a text: its place, its alternative text, and the hash of its bytes, marked for a drawing."""

    at: int
    alt: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry:
    r"""One paragraph of the DOCX.

    ``kind`` is one of ``KINDS``. ``key`` is the key of its bookmark. ``section`` is the text of the heading above it.
    ``text`` is the whole paragraph as shown: a line break is ``\n``, a tab ``\t``, an object U+FFFC; its first
    ``generated`` characters are no words of the page (a label). ``style`` is the id of its paragraph style, with
    ``LISTED`` if it is numbered by itself; ``around`` is the style of plain paragraphs there if it is another one.
    ``level`` counts headings from 1 and lists from 0, and is -1 for other kinds and in older maps; ``ordered`` says
    whether its list counts. ``links``, ``looks`` and ``pictures`` are those in the text. ``pos`` is the place in the
    page, None if the page does not have the words. A map that was read counts lines and offsets from the first place of
    each file: a section that moves as a whole has the same map.
    """

    name: str
    kind: str
    key: str
    text: str
    section: str = ""
    generated: int = 0
    style: str = ""
    around: str = ""
    level: int = -1
    ordered: bool = False
    links: tuple[LinkRange, ...] = ()
    looks: tuple[LookRange, ...] = ()
    pictures: tuple[MapPicture, ...] = ()
    pos: Pos | None = None

    @property
    def is_generated(self) -> bool:
        """Whether the page has none of the words."""
        return self.generated > 0 and not self.text[self.generated :].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMap:
    """All paragraphs in document order; ``export``, ``page`` and ``section`` say which export it is.

    ``export`` is the export's name, empty in a redline and in files that were built before maps had it. ``page`` is the
    path of the page, ``section`` the heading exported from it and ``anchor`` that heading's, empty for the whole page;
    a change request has the ``anchor`` of its first heading and no section.
    ``has_looks`` says whether it has the looks of words, as all but older maps do.
    """

    title: str = ""
    export: str = ""
    page: str = ""
    section: str = ""
    anchor: str = ""
    has_looks: bool = False
    entries: tuple[MapEntry, ...] = field(default=(), repr=False)

    @property
    def has_hashes(self) -> bool:
        """Whether the map has the hashes of all its pictures."""
        pictures = [picture for entry in self.entries for picture in entry.pictures]
        return bool(pictures) and all(picture.digest for picture in pictures)

    @property
    def has_pictures(self) -> bool:
        """Whether the map has the pictures, as all but older maps do if there are any."""
        return any(entry.pictures for entry in self.entries)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the paragraphs came from, by their paths as findings show them."""
        return tuple(dict.fromkeys(entry.pos.file for entry in self.entries if entry.pos is not None))


class ReviewMapError(ValueError):
    """A part that claims to be a review map and cannot be read as one."""


def bookmark_name(key: str, number: int) -> str:
    """Return the name of a paragraph's bookmark; raises ``ValueError`` if Word would not take it."""
    name = f"x_{key}_{number}"
    if not _NAME.fullmatch(name) or len(name) > MAX_BOOKMARK:
        raise ValueError(f"'{name}' is not a bookmark name")
    return name


def to_xml(review_map: ReviewMap) -> bytes:
    """Return the map as the bytes of its custom XML part; equal maps give equal bytes."""
    root = etree.Element(_tag("reviewMap"), nsmap={"r": NAMESPACE})
    for name in _ABOUT:
        _set(root, name, getattr(review_map, name))
    _set(root, "looks", "1" if review_map.has_looks else "")
    firsts: dict[str, Point] = {}
    for entry in review_map.entries:
        first = firsts.setdefault(entry.pos.file, entry.pos.start) if entry.pos else None
        root.append(_entry_element(entry, first))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def from_xml(data: bytes) -> ReviewMap:
    """Return the map that a custom XML part holds; raises ``ReviewMapError``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReviewMapError(f"the review map is not XML: {error.msg}") from None
    return from_element(root)


def is_review_map(root: "etree._Element") -> bool:
    """Whether a part's root element claims to be a review map."""
    return bool(root.tag == _tag("reviewMap"))


def from_element(root: "etree._Element") -> ReviewMap:
    """Return the map of a parsed part, as ``from_xml`` does."""
    if not is_review_map(root) or root.getroottree().docinfo.internalDTD is not None:
        raise ReviewMapError("the part is not a review map of this version")
    entries = tuple(_entry(e) for e in root.iterfind(_tag("p")))
    about = {name: root.get(name, "") for name in _ABOUT}
    return ReviewMap(entries=entries, has_looks=root.get("looks") == "1", **about)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _set(element: "etree._Element", name: str, value: str) -> None:
    if value:
        element.set(name, _safe(value))


def _entry_element(entry: MapEntry, first: Point | None) -> "etree._Element":
    if entry.kind not in KINDS:
        raise ValueError(f"'{entry.kind}' is not a kind of paragraph")
    element = etree.Element(_tag("p"), {"name": entry.name, "kind": entry.kind, "key": entry.key})
    _set(element, "section", entry.section)
    _set(element, "style", entry.style)
    _set(element, "around", entry.around)
    if entry.level >= 0:
        element.set("level", str(entry.level))
    if entry.ordered:
        element.set("ordered", "1")
    if entry.generated:
        element.set("generated", str(entry.generated))
    if entry.pos and first:
        span = entry.pos.since(first)
        element.set("file", _safe(span.file))
        element.set("span", f"{_point(span.start)} {_point(span.end)}")
    element.text = _safe(entry.text)
    for start, end, target in entry.links:
        etree.SubElement(element, _tag("a"), {"from": str(start), "to": str(end), "target": _safe(target)})
    for start, end, traits in entry.looks:
        etree.SubElement(element, _tag("look"), {"from": str(start), "to": str(end), "as": " ".join(sorted(traits))})
    for at, alt, digest in entry.pictures:
        etree.SubElement(element, _tag("picture"), {"at": str(at), "alt": _safe(alt), "hash": digest})
    return element


def _point(point: Point) -> str:
    return f"{point.line}:{point.column}:{point.offset}"


def _entry(element: "etree._Element") -> MapEntry:
    try:
        entry = MapEntry(
            name=element.get("name", ""),
            kind=element.get("kind", "paragraph"),
            key=element.get("key", ""),
            section=element.get("section", ""),
            generated=int(element.get("generated", "0")),
            style=element.get("style", ""),
            around=element.get("around", ""),
            level=int(element.get("level", "-1")),
            ordered=element.get("ordered") == "1",
            text=element.text or "",
            links=tuple(_link_range(a) for a in element.iterfind(_tag("a"))),
            looks=tuple(_look_range(e) for e in element.iterfind(_tag("look"))),
            pictures=tuple(_picture(e) for e in element.iterfind(_tag("picture"))),
            pos=_pos(element.get("file"), element.get("span")),
        )
    except (ValueError, TypeError) as error:
        raise ReviewMapError(f"the review map has a bad entry '{element.get('name', '')}'") from error
    if not _possible(entry):
        raise ReviewMapError(f"the review map has an impossible entry '{entry.name}'")
    return entry


def _possible(entry: MapEntry) -> bool:
    """Whether an entry's numbers lie inside its text, as in each entry that the exporter writes."""
    size = len(entry.text)
    ordered = entry.pos is None or entry.pos.start.offset <= entry.pos.end.offset
    inside = all(0 <= start <= end <= size for start, end, _ in (*entry.links, *entry.looks))
    inside = inside and all(0 <= picture.at < size for picture in entry.pictures)
    return entry.kind in KINDS and 0 <= entry.generated <= size and inside and ordered and -1 <= entry.level <= 9


def _link_range(element: "etree._Element") -> LinkRange:
    return int(element.get("from", "")), int(element.get("to", "")), element.get("target", "")


def _look_range(element: "etree._Element") -> LookRange:
    return int(element.get("from", "")), int(element.get("to", "")), frozenset(element.get("as", "").split())


def _picture(element: "etree._Element") -> MapPicture:
    return MapPicture(int(element.get("at", "")), element.get("alt", ""), element.get("hash", ""))


def _pos(file: str | None, span: str | None) -> Pos | None:
    if file is None or span is None:
        return None
    start, end = (Point(*(int(n) for n in part.split(":"))) for part in span.split(" "))
    return Pos(file, start, end)
