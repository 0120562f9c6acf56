"""Read an OpenDocument text (ISO/IEC 26300, OpenDocument 1.3 part 3) as characters with its tracked changes (5.5).

Deleted words stand apart, in ``text:tracked-changes``, and come back at their ``text:change``. Insertions are ranges
that may begin and end in different paragraphs, so the mark of a paragraph is inserted if the range is open at its end.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from lxml import etree

from exporter.ooxml.package import Package
from exporter.ooxml.paragraph_kinds import style_key
from exporter.ooxml.shown_words import OBJECT
from exporter.review.opendocument.comments import Annotations
from exporter.review.opendocument.names import oname
from exporter.review.opendocument.styles import ListPlace, TextStyles
from exporter.review.opendocument.tracked_changes import ChangedRegion, ChangedRegions
from exporter.review.word.document import (
    NO_TRAITS,
    PARAGRAPH,
    CellPlace,
    CharacterStream,
    Region,
    ReviewedDocument,
    RevisionMark,
    Traits,
    WordCharacter,
    WordPicture,
)

_Element = etree._Element
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_COPIED: Final = re.compile(r" Copy \d{1,4}$")  # LibreOffice renames the bookmarks of deleted words
_MOST_SPACES: Final = 100_000  # blanks of a document that are written as numbers
_BLOCKS: Final = (oname("text:p"), oname("text:h"))
_RUNNING: Final = {
    oname(f"style:{kind}{side}"): Region(kind) for kind in ("header", "footer") for side in ("", "-left", "-first")
}
_SKIPPED: Final = frozenset(
    oname(name)
    for name in (
        *("text:tracked-changes", "text:sequence-decls", "text:variable-decls", "text:user-field-decls"),
        *("office:forms", "text:note-citation", "text:soft-page-break", "text:ruby-text", "table:table-column"),
        *("office:event-listeners", "text:list-header", "svg:title", "svg:desc", "draw:image", "draw:object"),
        *("text:table-of-content-source", "text:illustration-index-source", "text:table-index-source"),
    )
)


def is_tracked(package: Package) -> bool:
    """Whether a document has tracked changes."""
    root = package.xml(package.main)
    return root is not None and next(root.iter(oname("text:changed-region")), None) is not None


def read(package: Package) -> ReviewedDocument:
    """Read a document: its body, then its notes and text boxes, then headers and footers."""
    content, styles = package.xml(package.main), package.xml("styles.xml")
    known = TextStyles.read(styles, content)
    reader = _Reader(known, package.media)
    body = None if content is None else content.find(f"{oname('office:body')}/{oname('office:text')}")
    if body is not None:
        reader.story(body, _State())
    for element in () if styles is None else styles.iter(*_RUNNING):
        reader.story(element, _State(region=_RUNNING[str(element.tag)]))
    looks = {style_key(name): traits for name, traits in known.looks()}
    names = {style_key(name): name for name, _ in known.looks()}
    return ReviewedDocument(reader.characters, reader.comments.ordered(), [], looks, names, redrawn=True)


@dataclass(frozen=True, slots=True)
class _State:
    """State of the text in an element, passed down to its children."""

    deleted: RevisionMark | None = None
    inserted: RevisionMark | None = None
    format: Traits = NO_TRAITS
    style: str = ""
    href: str = ""
    region: Region = Region.BODY
    cell: CellPlace | None = None
    place: ListPlace | None = None
    note: str = ""


@dataclass(slots=True)
class _Reader:
    """Walk over the elements in document order, writing characters."""

    styles: TextStyles
    media: Mapping[str, str]
    characters: CharacterStream = field(default_factory=CharacterStream)
    comments: Annotations = field(default_factory=Annotations)
    _changes: ChangedRegions = field(default_factory=ChangedRegions)
    _later: list[tuple[_Element, _State]] = field(default_factory=list)
    _counter: "count[int]" = field(default_factory=lambda: count(1))
    _last: "_Element | None" = None  # the last paragraph of the deletion that is read
    _spaces_left: int = _MOST_SPACES
    _numbered: bool = False  # whether the number of a note is in front, which a blank parts from its words
    _blank: bool = True  # whether a blank at this place collapses

    def story(self, root: _Element, state: _State) -> None:
        """Read a text with a start and an end of its own, then the notes and boxes in it."""
        self._changes.read(root)
        self._later = [(root, state)]
        while self._later:
            element, inside = self._later.pop(0)
            self._numbered = element.tag == oname("text:note-body")
            self._children(element, inside)
            self.characters.end_text(inside.region)

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _children(self, element: _Element, state: _State) -> None:
        for child in element:
            self._block(child, state)

    def _block(self, element: _Element, state: _State) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._paragraph(element, state)
        elif tag == oname("text:list"):
            self._list(element, state)
        elif tag == oname("table:table"):
            self._fenced(element, replace(state, cell=CellPlace(next(self._counter), 0, 0)))
        elif tag == oname("table:table-row"):
            cell = state.cell and state.cell._replace(row=next(self._counter))
            self._children(element, replace(state, cell=cell))
        elif tag == oname("table:table-cell"):
            cell = state.cell and state.cell._replace(cell=next(self._counter))
            self._fenced(element, replace(state, cell=cell, region=Region.CELL))
        elif tag not in _SKIPPED and not self._anchor(element, state):
            self._children(element, state)

    def _fenced(self, element: _Element, state: _State) -> None:
        self.characters.end_text(state.region)
        self._children(element, state)
        self.characters.end_text(state.region)

    def _list(self, element: _Element, state: _State) -> None:
        outer = state.place
        style = element.get(oname("text:style-name"), outer.style if outer else "")
        depth = outer.depth + 1 if outer else 1
        for item in element.iterfind(oname("text:list-item")):
            begins = True
            for child in item:
                self._block(child, replace(state, place=ListPlace(depth, style, begins)))
                begins = begins and child.tag not in _BLOCKS

    def _paragraph(self, element: _Element, state: _State) -> None:
        """Read a paragraph; the last one of a deletion goes on in the text, so that it has no mark of its own."""
        inside = replace(state, style=element.get(oname("text:style-name"), ""))
        self._blank = True
        self._inline(element, inside)
        if element is not self._last:
            form = self.styles.form(element, state.place)
            self._write(PARAGRAPH, inside, form=form, cell=state.cell)

    # --- words ----------------------------------------------------------------------------------------------------

    def _inline(self, element: _Element, state: _State) -> None:
        self._text(element.text or "", state)
        for child in element:
            self._part(child, state)
            self._text(child.tail or "", state)

    def _part(self, element: _Element, state: _State) -> None:
        tag = str(element.tag)
        handler = _PARTS.get(tag)
        if handler is not None:
            handler(self, element, state)
        elif tag not in _SKIPPED and not self._anchor(element, state):
            self._inline(element, state)

    def _text(self, text: str, state: _State) -> None:
        """Write text; blanks collapse (6.1.2)."""
        for piece in re.split(f"({_BLANKS.pattern})", text):
            if not piece:
                continue
            if _BLANKS.fullmatch(piece):
                if not self._blank:
                    self._write(" ", state)
                self._blank = True
            else:
                self._blank = False
                for char in piece:
                    self._write(char, state)

    def _span(self, element: _Element, state: _State) -> None:
        name = element.get(oname("text:style-name"), "")
        self._inline(element, replace(state, format=self.styles.traits(name, state.style, state.format)))

    def _link(self, element: _Element, state: _State) -> None:
        self._inline(element, replace(state, href=element.get(oname("xlink:href"), "")))

    def _spaces(self, element: _Element, state: _State) -> None:
        number = element.get(oname("text:c"), "1")
        size = min(int(number), self._spaces_left) if number.isdecimal() and len(number) < 9 else 1
        self._spaces_left -= size
        for _ in range(size):
            self._write(" ", state)
        self._blank = False

    def _tab(self, _: _Element, state: _State) -> None:
        self._write("\t", state)
        self._blank = False

    def _line_break(self, _: _Element, state: _State) -> None:
        self._write("\n", state)
        self._blank = False

    def _frame(self, element: _Element, state: _State) -> None:
        """Read a picture as an object; the words of a text box are a text of their own."""
        image = element.find(oname("draw:image"))
        picture = None
        if image is not None:
            words = (element.find(oname(name)) for name in ("svg:desc", "svg:title"))
            alt = next((one.text or "" for one in words if one is not None), "")
            part = image.get(oname("xlink:href"), "")
            picture = WordPicture(alt, part, self.media.get(part, ""))
        self._write(OBJECT, state, picture=picture)
        self._blank = False
        inside = replace(state, region=Region.TEXT_BOX, href="", place=None)
        self._later.extend((box, inside) for box in element.iterfind(oname("draw:text-box")))

    def _note(self, element: _Element, state: _State) -> None:
        kind = Region.ENDNOTE if element.get(oname("text:note-class")) == "endnote" else Region.FOOTNOTE
        note = f"{kind} {element.get(oname('text:id'), str(next(self._counter)))}"
        self._write(OBJECT, state, note=note)
        self._blank = False
        inside = replace(state, region=kind, href="", cell=None, place=None, note=note)
        self._later.extend((body, inside) for body in element.iterfind(oname("text:note-body")))

    # --- changes, bookmarks, comments -------------------------------------------------------------------------------

    def _anchor(self, element: _Element, state: _State) -> bool:
        """Read a mark without words, in a paragraph or between two; whether the element is one."""
        tag, change = str(element.tag), element.get(oname("text:change-id"), "")
        if tag == oname("text:change-start"):
            self._changes.start(change)
        elif tag == oname("text:change-end"):
            self._changes.end(change)
        elif tag == oname("text:change"):
            if (deletion := self._changes.deletion(change)) is not None:
                self._deletion(deletion, state)
        elif tag in (oname("text:bookmark"), oname("text:bookmark-start")):
            self.characters.begin_bookmark(_COPIED.sub("", element.get(oname("text:name"), "")))
        elif tag == oname("office:annotation"):
            self.comments.add(element, len(self.characters))
        elif tag == oname("office:annotation-end"):
            self.comments.end(element.get(oname("office:name"), ""), len(self.characters))
        else:
            return tag == oname("text:bookmark-end")
        return True

    def _deletion(self, change: ChangedRegion, state: _State) -> None:
        """Read the deleted words at their place."""
        blank = self._blank
        inside = replace(state, deleted=change.by, inserted=change.inserted)
        self._last = next((p for block in reversed(change.content) for p in reversed([*block.iter(*_BLOCKS)])), None)
        for block in change.content:
            self._block(block, inside)
        self._last = None
        self._blank = blank if not self.characters or self.characters[-1].char != " " else self._blank

    def _write(self, char: str, state: _State, **more: object) -> None:
        if self._numbered:
            self._numbered = False
            if char in " \t":
                return
        inserted, formatted = self._changes.inserted, self._changes.formatted
        reformatted = formatted is not None and not state.deleted and not inserted
        character = WordCharacter(
            char,
            state.inserted if state.deleted else inserted,
            state.deleted,
            state.format,
            old=state.format if reformatted else None,
            formatted=formatted if reformatted else None,
            href=state.href,
            region=state.region,
            note=state.note,
        )
        for name, value in more.items():
            setattr(character, name, value)
        self.characters.write(character)


_PARTS: Final[dict[str, Callable[[_Reader, _Element, _State], None]]] = {
    oname("text:span"): _Reader._span,
    oname("text:a"): _Reader._link,
    oname("text:s"): _Reader._spaces,
    oname("text:tab"): _Reader._tab,
    oname("text:line-break"): _Reader._line_break,
    oname("draw:frame"): _Reader._frame,
    oname("text:note"): _Reader._note,
}
