"""Reads a DOCX into a stream of atoms: every text of it, with all tracked changes (ECMA-376 part 1, 17.13.5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.ooxml.package import Package
from exporter.ooxml.reviewmap import OBJECT
from exporter.review import wordml
from exporter.review.atoms import BARRIER, PARAGRAPH, Atom, Format, Mark, Stream, Structure
from exporter.review.comments import Anchors, read_comments
from exporter.review.fields import Fields
from exporter.review.formats import Styles

_Element = etree._Element


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the text of an element: passed down, never changed."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    href: str = ""
    style: str = ""
    region: str = "body"


def read(package: Package) -> Stream:
    """The stream of a document: its body, then its text boxes, notes, headers and footers."""
    styles = Styles.read(_first(package, "styles"))
    anchors = Anchors()
    reader = _Reader(package, styles, anchors)
    root = package.xml(package.main)
    body = root.find(qname("w:body")) if root is not None else None
    if body is not None:
        reader.story(body, _State())
    for kind in wordml.STORIES:
        for part in sorted(package.related(kind)):
            element = package.xml(part)
            if element is not None:
                reader.story(element, _State(region=kind), part)
    return Stream(reader.atoms, read_comments(package, anchors), reader.structures)


def _first(package: Package, kind: str) -> "_Element | None":
    part = next(package.related(kind), None)
    return package.xml(part) if part else None


class _Reader:
    """Walks the elements in document order and writes atoms."""

    def __init__(self, package: Package, styles: Styles, anchors: Anchors) -> None:
        self.atoms: list[Atom] = []
        self.structures: list[Structure] = []
        self._package = package
        self._styles = styles
        self._anchors = anchors
        self._links: dict[str, str] = {}
        self._fields = Fields()
        self._bookmarks: list[str] = []
        self._later: list[tuple[_Element, _State]] = []
        self._moves: dict[str, str] = {}
        self._notes = {kind: self._note_elements(kind) for kind in ("footnote", "endnote")}
        self._handlers: dict[str, Callable[[_Element, _State], None]] = self._table()

    def story(self, root: _Element, state: _State, part: str = "") -> None:
        """One text with its own beginning and end, and the text boxes and notes that stand in it."""
        relationships = self._package.relationships(part or self._package.main)
        self._links = {i: r.target for i, r in relationships.items() if r.kind == "hyperlink"}
        self._children(root, state)
        self._barrier(state)
        while self._later:
            element, inside = self._later.pop(0)
            self._children(element, inside)
            self._barrier(inside)

    def _table(self) -> dict[str, Callable[[_Element, _State], None]]:
        table: dict[str, Callable[[_Element, _State], None]] = dict.fromkeys(wordml.SKIPPED, _nothing)
        table |= dict.fromkeys(wordml.PROPERTY_CHANGES, self._property_change)
        table |= dict.fromkeys((*wordml.INSERTING, *wordml.DELETING), self._change)
        table |= dict.fromkeys((qname("w:moveFromRangeStart"), qname("w:moveToRangeStart")), self._move_start)
        table |= {
            qname("w:p"): self._paragraph,
            qname("w:r"): self._run,
            f"{wordml.MATH}r": self._run,
            qname("w:hyperlink"): self._hyperlink,
            qname("w:fldSimple"): self._simple_field,
            qname("w:tbl"): self._fenced,
            qname("w:tr"): self._row,
            qname("w:tc"): self._cell,
            qname("w:bookmarkStart"): self._bookmark,
            qname("w:commentRangeStart"): self._comment_anchor(self._anchors.start),
            qname("w:commentRangeEnd"): self._comment_anchor(self._anchors.end),
            qname("w:commentReference"): self._comment_anchor(self._anchors.reference),
        }
        return table

    def _children(self, element: _Element, state: _State) -> None:
        for child in element:
            handler = self._handlers.get(str(child.tag))
            if handler:
                handler(child, state)
            else:
                self._children(child, state)

    # --- changes ---------------------------------------------------------------------------------------------

    def _change(self, element: _Element, state: _State) -> None:
        self._children(element, self._changed(element, state))

    def _changed(self, element: _Element, state: _State) -> _State:
        mark = self._mark(element)
        if element.tag in wordml.INSERTING:
            return replace(state, inserted=state.inserted or mark)
        return replace(state, deleted=state.deleted or mark)

    def _mark(self, element: _Element) -> Mark:
        kind = etree.QName(element).localname
        move = self._moves.get(kind, "") if kind.startswith("move") else ""
        return Mark(element.get(qname("w:author"), ""), element.get(qname("w:date"), ""), kind, move)

    def _move_start(self, element: _Element, _: _State) -> None:
        self._moves[etree.QName(element).localname.removesuffix("RangeStart")] = element.get(qname("w:name"), "")

    def _property_change(self, element: _Element, _: _State) -> None:
        kind = wordml.PROPERTY_CHANGES[str(element.tag)]
        self.structures.append(Structure(kind, self._mark(element), len(self.atoms)))

    # --- paragraphs, tables ------------------------------------------------------------------------------------

    def _paragraph(self, element: _Element, state: _State) -> None:
        properties = element.find(qname("w:pPr"))
        style = wordml.paragraph_style(properties)
        inside = replace(state, style=style)
        for child in element:
            if child is not properties:
                handler = self._handlers.get(str(child.tag), self._children)
                handler(child, inside)
        self._write(self._paragraph_mark(properties, state, style))

    def _paragraph_mark(self, properties: "_Element | None", state: _State, style: str) -> Atom:
        atom = Atom(PARAGRAPH, state.inserted, state.deleted, region=state.region, style=style)
        if properties is None:
            return atom
        atom.style = wordml.with_list(properties, style)
        for child in properties.iterfind(f"{qname('w:rPr')}/*"):
            if child.tag in wordml.INSERTING:
                atom.inserted = atom.inserted or self._mark(child)
            elif child.tag in wordml.DELETING:
                atom.deleted = atom.deleted or self._mark(child)
        change = properties.find(qname("w:pPrChange"))
        if change is not None:
            old = change.find(qname("w:pPr"))
            atom.old_style = wordml.with_list(old, wordml.paragraph_style(old)) if old is not None else ""
            atom.formatted = self._mark(change)
        section = properties.find(qname("w:sectPr"))
        if section is not None:
            self._children(section, state)
        return atom

    def _fenced(self, element: _Element, state: _State) -> None:
        self._barrier(state)
        self._children(element, state)
        self._barrier(state)

    def _row(self, element: _Element, state: _State) -> None:
        inside = state
        for child in element.iterfind(f"{qname('w:trPr')}/*"):
            if child.tag in (*wordml.INSERTING, *wordml.DELETING):
                inside = self._changed(child, inside)
                kind = "row inserted" if child.tag in wordml.INSERTING else "row deleted"
                self.structures.append(Structure(kind, self._mark(child), len(self.atoms)))
        self._children(element, inside)

    def _cell(self, element: _Element, state: _State) -> None:
        inside = replace(state, region="cell")
        for child in element.iterfind(f"{qname('w:tcPr')}/*"):
            if child.tag == qname("w:cellIns"):
                inside = replace(inside, inserted=inside.inserted or self._mark(child))
            elif child.tag == qname("w:cellDel"):
                inside = replace(inside, deleted=inside.deleted or self._mark(child))
        if (inside.inserted, inside.deleted) != (state.inserted, state.deleted):
            mark = inside.deleted or inside.inserted
            assert mark is not None
            kind = "cell deleted" if inside.deleted else "cell inserted"
            self.structures.append(Structure(kind, mark, len(self.atoms)))
        self._fenced(element, inside)

    # --- runs ----------------------------------------------------------------------------------------------------

    def _run(self, element: _Element, state: _State) -> None:
        look = _Look(self, element.find(qname("w:rPr")), state.style)
        self._run_children(element, state, look)

    def _run_children(self, element: Iterable[_Element], state: _State, look: "_Look") -> None:
        for child in element:
            tag = str(child.tag)
            if tag in (qname("w:t"), f"{wordml.MATH}t"):
                self._characters(child.text or "", state, look)
            elif tag == qname("w:delText"):
                self._characters(child.text or "", _certainly_deleted(state), look)
            elif tag in wordml.CHARACTERS:
                self._characters(wordml.CHARACTERS[tag], state, look)
            elif tag == qname("w:br"):
                kind = child.get(qname("w:type"), "textWrapping")
                self._characters("\n" if kind == "textWrapping" else "\f", state, look)
            elif tag == qname("w:sym"):
                self._characters(wordml.symbol(child), state, look)
            elif tag in wordml.OBJECTS:
                self._object(child, state, look)
            elif tag in wordml.NOTES:
                self._characters(OBJECT, state, look)
                self._note(wordml.NOTES[tag], child.get(wordml.ID, ""), state)
            elif tag in (*wordml.INSERTING, *wordml.DELETING):
                self._run_children(child, self._changed(child, state), look)
            elif tag in wordml.FIELD_PARTS:
                self._fields.part(child)
            elif tag == f"{wordml.COMPATIBILITY}AlternateContent":
                self._run_children(child.iterfind(f"{wordml.COMPATIBILITY}Choice/*"), state, look)
            elif tag == qname("w:ruby"):
                self._children(child, state)
            elif tag != qname("w:rPr"):
                handler = self._handlers.get(tag)
                if handler:
                    handler(child, state)

    def _characters(self, text: str, state: _State, look: "_Look") -> None:
        if self._fields.hidden:
            return
        href = self._fields.target or state.href
        for char in text:
            self._write(
                Atom(char, state.inserted, state.deleted, look.format, look.old, look.by, href, region=state.region)
            )

    def _write(self, atom: Atom) -> None:
        if self._bookmarks:
            atom.bookmarks = tuple(self._bookmarks)
            self._bookmarks.clear()
        self.atoms.append(atom)

    def _barrier(self, state: _State) -> None:
        self.atoms.append(Atom(BARRIER, region=state.region))

    def _object(self, element: _Element, state: _State, look: "_Look") -> None:
        self._characters(OBJECT, state, look)
        inside = replace(state, region="text box", href="")
        self._later.extend((box, inside) for box in element.iter(qname("w:txbxContent")) if not wordml.in_fallback(box))

    def _note(self, kind: str, note: str, state: _State) -> None:
        element = self._notes[kind].get(note)
        if element is not None:
            self._later.append((element, replace(state, region=kind, href="")))

    def _note_elements(self, kind: str) -> dict[str, _Element]:
        root = _first(self._package, f"{kind}s")
        return {} if root is None else {e.get(wordml.ID, ""): e for e in root.iterfind(qname(f"w:{kind}"))}

    # --- links, bookmarks -----------------------------------------------------------------------------------------

    def _hyperlink(self, element: _Element, state: _State) -> None:
        target = self._links.get(element.get(qname("r:id"), ""), "")
        anchor = element.get(qname("w:anchor"), "")
        self._children(element, replace(state, href=f"{target}#{anchor}" if anchor else target))

    def _simple_field(self, element: _Element, state: _State) -> None:
        target = Fields.target_of(element.get(qname("w:instr"), ""))
        self._children(element, replace(state, href=target or state.href))

    def _bookmark(self, element: _Element, _: _State) -> None:
        self._bookmarks.append(element.get(qname("w:name"), ""))

    def _comment_anchor(self, note: Callable[[str, int], None]) -> Callable[[_Element, _State], None]:
        return lambda element, _: note(element.get(wordml.ID, ""), len(self.atoms))


class _Look:
    """The format of one run before and after a tracked change of it."""

    __slots__ = ("by", "format", "old")

    def __init__(self, reader: _Reader, properties: "_Element | None", style: str) -> None:
        self.format: Format = reader._styles.format(properties, style)
        self.old: Format | None = None
        self.by: Mark | None = None
        change = properties.find(qname("w:rPrChange")) if properties is not None else None
        if change is not None:
            old: Format = reader._styles.format(change.find(qname("w:rPr")), style)
            if old != self.format:
                self.old, self.by = old, reader._mark(change)


_LOST: Final = Mark("", "", "del")


def _nothing(_: _Element, __: _State) -> None:
    """Text that no reader sees."""


def _certainly_deleted(state: _State) -> _State:
    """Deleted text outside a deletion is deleted by nobody known, never content."""
    return state if state.deleted else replace(state, deleted=_LOST)
