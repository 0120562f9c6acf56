"""Read the texts of a DOCX as characters with all tracked changes (ECMA-376 part 1, 17.13.5)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from lxml import etree

from exporter.ooxml.equations import equation_digest, letters
from exporter.ooxml.names import qname
from exporter.ooxml.package import Package
from exporter.ooxml.paragraph_kinds import style_key
from exporter.ooxml.shown_words import OBJECT
from exporter.review.word import wordml
from exporter.review.word.comments import CommentRanges, read_comments
from exporter.review.word.document import (
    PARAGRAPH,
    ROW,
    CellPlace,
    CharacterStream,
    LayoutChange,
    LayoutKind,
    Region,
    ReviewedDocument,
    WordCharacter,
    WordPicture,
)
from exporter.review.word.formats import WordStyles
from exporter.review.word.paragraph_forms import ParagraphForms
from exporter.review.word.runs import OpenFields, RunReader
from exporter.review.word.tracked_changes import TrackedChangeReader, TrackedState

_Element = etree._Element


def read(package: Package) -> ReviewedDocument:
    """Read a document: its body, then its text boxes, notes, headers and footers."""
    part = next(package.related("styles"), "")
    styles = WordStyles.read(package.xml(part) if part else None)
    comment_ranges = CommentRanges()
    reader = _Reader(package, styles, ParagraphForms.read(package, styles), comment_ranges)
    root = package.xml(package.main)
    body = root.find(qname("w:body")) if root is not None else None
    if body is not None:
        reader.story(body, TrackedState())
    for kind in wordml.STORIES:
        for part in sorted(package.related(kind)):
            element = package.xml(part)
            if element is not None:
                reader.story(element, TrackedState(region=kind), part)
    looks = {
        style_key(style.name): frozenset(trait for trait, on in styles.traits(i).items() if on)
        for i, style in styles.by_id.items()
    }
    names = {style_key(style.name): style.name for style in styles.by_id.values()}
    redrawn = b"LibreOffice" in package.parts.get("docProps/app.xml", b"")
    comments = read_comments(package, comment_ranges)
    return ReviewedDocument(reader.characters, comments, reader.layout_changes, looks, names, redrawn)


class _Reader:
    """Walk over the elements in document order, writing characters."""

    def __init__(
        self, package: Package, styles: WordStyles, forms: ParagraphForms, comment_ranges: CommentRanges
    ) -> None:
        self.characters = CharacterStream()
        self.layout_changes: list[LayoutChange] = []
        self._package = package
        self._forms = forms
        self._comment_ranges = comment_ranges
        self._links: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._tracking = TrackedChangeReader()
        self._runs = RunReader(styles, self._tracking, self.characters.write, self._inside, self._picture)
        self._part = ""
        self._counter = count(1)  # numbers of tables, rows and cells
        self._later: list[tuple[_Element, TrackedState, str]] = []
        self._notes = {kind: self._note_elements(kind) for kind in wordml.NOTES.values()}
        self._handlers: dict[str, Callable[[_Element, TrackedState], None]] = self._table()

    def story(self, root: _Element, state: TrackedState, part: str = "") -> None:
        """Read a text with a start and end of its own, and the text boxes and notes in it."""
        self._later = [(root, state, part or self._package.main)]
        while self._later:
            element, inside, self._part = self._later.pop(0)
            relationships = self._package.relationships(self._part)
            self._links = {i: r.target for i, r in relationships.items() if r.kind == "hyperlink"}
            self._pictures = {i: r.target for i, r in relationships.items() if r.kind == "image" and not r.external}
            self._children(element, inside)
            self.characters.end_text(inside.region)

    def _table(self) -> dict[str, Callable[[_Element, TrackedState], None]]:
        table: dict[str, Callable[[_Element, TrackedState], None]] = dict.fromkeys(wordml.SKIPPED, _nothing)
        table |= dict.fromkeys(wordml.PROPERTY_CHANGES, self._property_change)
        table |= dict.fromkeys((*wordml.INSERTING, *wordml.DELETING), self._change)
        table |= dict.fromkeys((qname("w:moveFromRangeStart"), qname("w:moveToRangeStart")), self._tracking.move_starts)
        table |= {
            qname("w:p"): self._paragraph,
            qname("w:r"): self._runs.run,
            f"{wordml.MATH}oMath": self._formula,
            f"{wordml.MATH}oMathPara": self._equations,
            qname("w:hyperlink"): self._hyperlink,
            qname("w:fldSimple"): self._simple_field,
            qname("w:tbl"): self._grid,
            qname("w:tr"): self._row,
            qname("w:tc"): self._cell,
            qname("w:bookmarkStart"): self._bookmark,
            qname("w:commentRangeStart"): self._comment_anchor(self._comment_ranges.start),
            qname("w:commentRangeEnd"): self._comment_anchor(self._comment_ranges.end),
            qname("w:commentReference"): self._comment_anchor(self._comment_ranges.reference),
        }
        return table

    def _children(self, element: _Element, state: TrackedState) -> None:
        for child in element:
            handler = self._handlers.get(str(child.tag))
            if handler:
                handler(child, state)
            else:
                self._children(child, state)

    # --- changes ---------------------------------------------------------------------------------------------

    def _change(self, element: _Element, state: TrackedState) -> None:
        self._children(element, self._tracking.changed(element, state))

    def _property_change(self, element: _Element, _: TrackedState) -> None:
        kind = wordml.PROPERTY_CHANGES[str(element.tag)]
        self.layout_changes.append(LayoutChange(kind, self._tracking.read(element), len(self.characters)))

    # --- paragraphs, tables ------------------------------------------------------------------------------------

    def _paragraph(self, element: _Element, state: TrackedState) -> None:
        properties = element.find(qname("w:pPr"))
        style = wordml.paragraph_style(properties)
        inside = replace(state, style=style)
        for child in element:
            if child is not properties:
                handler = self._handlers.get(str(child.tag), self._children)
                handler(child, inside)
        self.characters.write(self._paragraph_mark(properties, state))

    def _paragraph_mark(self, properties: "_Element | None", state: TrackedState) -> WordCharacter:
        form = self._forms.form(properties)
        character = WordCharacter(
            PARAGRAPH, state.inserted, state.deleted, region=state.region, form=form, cell=state.cell, note=state.note
        )
        if properties is None:
            return character
        for child in properties.iterfind(f"{qname('w:rPr')}/*"):
            if child.tag in wordml.INSERTING:
                character.inserted = character.inserted or self._tracking.read(child)
            elif child.tag in wordml.DELETING:
                character.deleted = character.deleted or self._tracking.read(child)
        change = properties.find(qname("w:pPrChange"))
        if change is not None:
            old = change.find(qname("w:pPr"))
            character.old_form = self._forms.form(old)
            character.formatted = self._tracking.read(change)
            if character.old_form == character.form:
                self.layout_changes.append(
                    LayoutChange(LayoutKind.PARAGRAPH_PROPERTIES, character.formatted, len(self.characters))
                )
        section = properties.find(qname("w:sectPr"))
        if section is not None:
            self._children(section, state)
        return character

    def _fenced(self, element: _Element, state: TrackedState) -> None:
        self.characters.end_text(state.region)
        self._children(element, state)
        self.characters.end_text(state.region)

    def _grid(self, element: _Element, state: TrackedState) -> None:
        self._fenced(element, replace(state, cell=CellPlace(next(self._counter), 0, 0)))

    def _row(self, element: _Element, state: TrackedState) -> None:
        inside = replace(state, cell=state.cell and state.cell._replace(row=next(self._counter)))
        for child in element.iterfind(f"{qname('w:trPr')}/*"):
            if child.tag in (*wordml.INSERTING, *wordml.DELETING):
                inside = replace(self._tracking.changed(child, inside), in_changed_row=True)
                kind = LayoutKind.ROW_INSERTED if child.tag in wordml.INSERTING else LayoutKind.ROW_DELETED
                self.layout_changes.append(LayoutChange(kind, self._tracking.read(child), len(self.characters)))
                if child.tag in wordml.DELETING and inside.deleted is not None:
                    inside = replace(inside, deleted=replace(inside.deleted, kind=ROW))
        if inside.inserted and element.find(f"{qname('w:trPr')}/{qname('w:tblHeader')}") is not None:
            inside = replace(inside, weighted=True)
        self._children(element, inside)

    def _cell(self, element: _Element, state: TrackedState) -> None:
        cell = state.cell and state.cell._replace(cell=next(self._counter))
        inside = replace(state, region=Region.CELL, cell=cell)
        for child in element.iterfind(f"{qname('w:tcPr')}/*"):
            if child.tag == qname("w:cellIns"):
                inside = replace(inside, inserted=inside.inserted or self._tracking.read(child))
            elif child.tag == qname("w:cellDel"):
                inside = replace(inside, deleted=inside.deleted or self._tracking.read(child))
        if (inside.inserted, inside.deleted) != (state.inserted, state.deleted):
            mark = inside.deleted or inside.inserted
            assert mark is not None
            kind = LayoutKind.CELL_DELETED if inside.deleted else LayoutKind.CELL_INSERTED
            self.layout_changes.append(LayoutChange(kind, mark, len(self.characters)))
        self._fenced(element, inside)

    # --- inside of runs ------------------------------------------------------------------------------------------

    def _inside(self, element: _Element, state: TrackedState) -> None:
        """Read an element of a run that is not text of the run."""
        tag = str(element.tag)
        if tag in wordml.OBJECTS:
            inside = replace(state, region=Region.TEXT_BOX, href="")
            boxes = (box for box in element.iter(qname("w:txbxContent")) if not wordml.in_fallback(box))
            self._later.extend((box, inside, self._part) for box in boxes)
        elif tag in wordml.NOTES:
            self._note(wordml.NOTES[tag], element.get(wordml.ID, ""), state)
        elif tag == qname("w:ruby"):
            self._children(element, state)
        elif handler := self._handlers.get(tag):
            handler(element, state)

    def _picture(self, element: _Element) -> WordPicture | None:
        """Return the picture of a drawing; None for text boxes and other shapes."""
        embedded = next(wordml.pictures(element), "")
        if not embedded:
            return None
        part = self._pictures.get(embedded, "")
        return WordPicture(wordml.alternative_text(element), part, self._package.media.get(part, ""))

    def _equations(self, element: _Element, state: TrackedState) -> None:
        """Read the lines of a wide formula as one object, and other paragraphs of equations by their parts."""
        read = self._formula if len(element.findall(f"{wordml.MATH}oMath")) > 1 else self._children
        read(element, state)

    def _formula(self, element: _Element, state: TrackedState) -> None:
        """Read an equation as one object, told from others by its content without tracked deletions."""
        formula = WordPicture(letters(element), digest=equation_digest(element), formula=True)
        self.characters.write(
            WordCharacter(OBJECT, state.inserted, state.deleted, href=state.href, region=state.region, picture=formula)
        )

    def _note(self, kind: Region, note: str, state: TrackedState) -> None:
        part, elements = self._notes[kind]
        if note in elements:
            inside = replace(state, region=kind, href="", cell=None, note=f"{kind} {note}")
            self._later.append((elements[note], inside, part))

    def _note_elements(self, kind: Region) -> tuple[str, dict[str, _Element]]:
        """Return the part that holds the notes of a kind, and the notes by their ids."""
        part = next(self._package.related(f"{kind}s"), "")
        root = self._package.xml(part) if part else None
        return part, {} if root is None else {e.get(wordml.ID, ""): e for e in root.iterfind(qname(f"w:{kind}"))}

    # --- links, bookmarks -----------------------------------------------------------------------------------------

    def _hyperlink(self, element: _Element, state: TrackedState) -> None:
        target = self._links.get(element.get(qname("r:id"), ""), "")
        anchor = element.get(qname("w:anchor"), "")
        self._children(element, replace(state, href=f"{target}#{anchor}" if anchor else target))

    def _simple_field(self, element: _Element, state: TrackedState) -> None:
        target = OpenFields.target_of(element.get(qname("w:instr"), ""))
        self._children(element, replace(state, href=target or state.href))

    def _bookmark(self, element: _Element, _: TrackedState) -> None:
        self.characters.begin_bookmark(element.get(qname("w:name"), ""))

    def _comment_anchor(self, note: Callable[[str, int], None]) -> Callable[[_Element, TrackedState], None]:
        return lambda element, _: note(element.get(wordml.ID, ""), len(self.characters))


def _nothing(_: _Element, __: TrackedState) -> None:
    """Skip text that readers never see."""
