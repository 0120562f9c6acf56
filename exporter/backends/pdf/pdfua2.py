"""PDF/UA-2 (ISO 14289-2) and WTPDF 1.0 for a PDF 2.0 file: what they want of tags beyond PDF/UA-1.

PDF 2.0 (ISO 32000-2) has namespaces of structure types, destinations in the structure, and notes that know their
references. ISO/TS 32005, table 5, says which type may hold which.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from exporter.backends.pdf.formula_files import FormulaFiles
from exporter.backends.pdf.structure import Array, Dictionary, String, StructureTree

_NAMESPACE = "http://iso.org/pdf/ssn"  # of PDF 1.7, for types that PDF 2.0 does not have; WeasyPrint writes that of 2.0
_OF_PDF_1 = frozenset({"/Code", "/BlockQuote", "/TOC", "/TOCI", "/Reference"})
_TYPES = {"em": "/Em", "strong": "/Strong"}
_POSITIONS = {"sup": "/Sup", "sub": "/Sub"}
# The types of PDF 1.7 that readers without namespaces take for those of PDF 2.0.
_ROLES = {"Em": "/Span", "Strong": "/Span", "FENote": "/Note"}

_HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))
_IN_LISTS = frozenset({"/LI", "/LBody"})
_OF_BLOCKS = _HEADINGS | _IN_LISTS | {"/BlockQuote", "/Caption", "/P", "/Part", "/TOC", "/TOCI"}
_IN_LINES = _OF_BLOCKS | {"/Div", "/Sect", "/L", "/Table"}
_INLINE = frozenset({"/Span", "/Em", "/Strong"})
_OUTSIDE = frozenset({"/Caption", "/BlockQuote", "/TOC", "/TOCI"})
# ISO/TS 32005, table 5, for types that pages have: what each may not hold, groups looked through. Paragraphs, headings
# and quotes in links are such, and headings in notes.
_BARRED = {
    "/Document": _INLINE | _IN_LISTS | {"/Caption", "/Lbl", "/Reference", "/TOCI"},
    "/Sect": _INLINE | _IN_LISTS | {"/TOCI"},
    "/BlockQuote": _INLINE | _IN_LISTS | {"/TOCI"},
    "/P": _OF_BLOCKS | {"/Div", "/Sect"},
    **dict.fromkeys(_HEADINGS, _IN_LINES - {"/Sect"}),
    "/Lbl": _IN_LINES | {"/Lbl"},
    "/LBody": _IN_LISTS | {"/Lbl", "/TOC", "/TOCI"},
    **dict.fromkeys(("/TH", "/TD"), _OUTSIDE | _IN_LISTS | {"/Part"}),
    "/Caption": _IN_LISTS | {"/Caption", "/TOC", "/TOCI"},
    "/Figure": _IN_LISTS | {"/TOC", "/TOCI"},
    **dict.fromkeys(("/Link", "/Reference"), _OF_BLOCKS | {"/L", "/Table"}),
    **dict.fromkeys(_INLINE, _IN_LINES),
    "/Code": _HEADINGS | _IN_LISTS,
    "/FENote": _HEADINGS | _IN_LISTS | {"/Caption", "/TOC", "/TOCI"},
}
_LOOKED_THROUGH = frozenset({"/Div", "/NonStruct", "/Part"})
_WORDS = _HEADINGS | _INLINE | {"/Lbl", "/Caption", "/Reference"}

MARK = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>2</pdfuaid:part>'
    "<pdfuaid:rev>2024</pdfuaid:rev></rdf:Description>"
)
# PDF Declarations (PDF Association): the file is well-tagged for accessibility and for reuse.
DECLARATIONS = (
    '<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag>'
    + "".join(
        '<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>'
        f"http://pdfa.org/declarations/wtpdf#{level}1.0</pdfd:conformsTo></rdf:li>"
        for level in ("accessibility", "reuse")
    )
    + "</rdf:Bag></pdfd:declarations></rdf:Description>"
)


@dataclass(slots=True)
class Completion:
    """The completion of one file; ``places`` has elements for names of places that have none in the tree."""

    tree: StructureTree
    places: dict[str, Any]
    formulas: FormulaFiles
    _bookmarks: dict[str, list[Any]] = field(default_factory=dict)  # elements by the words of their bookmark
    _links: list[tuple[Any, Any, Any]] = field(default_factory=list)  # annotation, its link, the line of contents
    _lines: list[Any] = field(default_factory=list)  # of contents
    _namespaces: tuple[bytes, bytes] = (b"", b"")

    def run(self) -> bool:
        """Complete the tree, links and outline; return whether each of them leads to an element."""
        root = self.tree.root
        older = Dictionary({"Type": "/Namespace", "NS": String(_NAMESPACE)})
        self.tree.pdf.add_object(older)
        self._namespaces = (root["Namespaces"][0], older.reference)
        root["Namespaces"].append(older.reference)
        root["RoleMap"] = Dictionary(_ROLES)
        named = self.places
        self.places = {}
        self._complete(self.tree.document, "", None)
        self.places = named | self.places
        return self._lead_outline() & self._lead_links() and all("Ref" in line for line in self._lines)

    def _complete(self, element: Any, holder: str, line: Any) -> None:
        """Complete an element in its ``holder``, the type that is not looked through, and in a ``line`` of contents."""
        source = getattr(element, "source", None)
        if source is not None:
            if element["S"] == "/Note":
                _make_note(element, source)
            if element["S"] == "/Formula":
                self.formulas.attach(self.tree, element)
            if source.get("id"):
                self.places.setdefault(source.get("id"), element)
        if bookmark := getattr(element, "bookmark", ""):
            self._bookmarks.setdefault(bookmark, []).append(element)
        if element["S"] == "/Div" and any(kid["S"] == "/Caption" for kid in self.tree.elements(element)):
            element["S"] = "/Sect"
        if element["S"] in _BARRED.get(holder, ()):
            element["S"] = _allowed(element["S"], _BARRED[holder])
            element.pop("A", None)
        if element["S"] == "/L" and "A" not in element:  # terms with their descriptions: others have a sign each
            element["A"] = Dictionary({"O": "/List", "ListNumbering": "/Description"})
        if element["S"] == "/TOCI":
            line = element
            self._lines.append(line)
        element["NS"] = self._namespaces[element["S"] in _OF_PDF_1]
        holder = holder if element["S"] in _LOOKED_THROUGH else element["S"]
        for kid in element["K"]:
            inner = self.tree.element(kid)
            if inner is not None:
                self._complete(inner, holder, line)
            elif annotation := self.tree.annotation(kid):
                self._links.append((self.tree.find(annotation), element, line))

    def _lead_outline(self) -> bool:
        items = [
            found for found in self.tree.pdf.objects if isinstance(found, dict) and found.keys() >= {"Title", "Dest"}
        ]
        for item in items:
            if elements := self._bookmarks.get(item["Title"].string):
                item["A"] = _go_to(item.pop("Dest"), elements.pop(0))
        return all("A" in item for item in items)

    def _lead_links(self) -> bool:
        names = self.tree.pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        destinations = {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}
        inner = [link for link in self._links if "Dest" in link[0]]
        for annotation, link, line in inner:
            name = annotation["Dest"].string
            target = self.places.get(name)
            if target is None or name not in destinations:
                return False
            annotation.pop("Dest")
            annotation["A"] = _go_to(destinations[name], target)
            if line is not None:
                line["Ref"] = Array([target.reference])
            if target["S"] == "/FENote":
                link["Ref"] = Array([target.reference])
                _refer(target, link.reference)
        return True


def set_type(span: Any) -> None:
    """Give a span the type of PDF 2.0 that its HTML element has, or its position."""
    tag = getattr(getattr(span, "source", None), "tag", "")
    span["S"] = _TYPES.get(tag, "/Span")
    if tag in _POSITIONS:
        span["A"] = Dictionary({"O": "/Layout", "TextPosition": _POSITIONS[tag]})


def _make_note(note: Any, source: Any) -> None:
    note["S"] = "/FENote"
    kind = "/Footnote" if source.tag == "span" else "/Endnote"
    note["A"] = Dictionary({"O": "/FENote", "NoteType": kind})


def _allowed(kind: str, barred: Iterable[str]) -> str:
    """Return a type for an element in a holder that bars its ``kind``: a paragraph of words, or a group."""
    if kind in _WORDS and "/P" not in barred:
        return "/P"
    return "/NonStruct" if "/Div" in barred else "/Div"


def _go_to(place: Any, element: Any) -> Any:
    """Return an action: readers of PDF 2.0 go to the element, others to the place (ISO 32000-2, table 202)."""
    return Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": Array([element.reference, *place[1:]])})


def _refer(note: Any, link: bytes) -> None:
    """Add a link to the references of a note, once."""
    references = note.setdefault("Ref", Array())
    if link not in references:
        references.append(link)
