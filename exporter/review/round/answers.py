"""A comment table that came back from the secretary: its answers, put into the next review file as replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from exporter.ooxml import comment_rows
from exporter.ooxml.comment_rows import CommentRow, Remark
from exporter.ooxml.comment_threads import CommentThread, add_threads
from exporter.ooxml.edited_package import EditedPackage
from exporter.ooxml.elements import Element
from exporter.ooxml.names import qname
from exporter.ooxml.package import Package, PackageError, PackageLimits, read_package
from exporter.ooxml.review_map import MapEntry, ReviewMap
from exporter.review.csv_table import cells_of
from exporter.review.session import review_map_of
from exporter.textdiff.similarity import similarity

_OPEN: Final = "open"
_LIKE: Final = 0.5
_GONE: Final = (qname("w:del"), qname("w:moveFrom"))


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row of the table with the secretary's observation, empty for none."""

    row: CommentRow
    observation: str

    @property
    def is_open(self) -> bool:
        """Whether the comment still needs an answer: it has none, or one that begins with ``open``."""
        return not self.observation or self.observation.casefold().startswith(_OPEN)


@dataclass(frozen=True, slots=True)
class AnsweredTable:
    """A table that came back: the export that it is about, its rows, and rows without a comment of the review.

    ``lost`` are comments of the review without a row.
    """

    export: str
    rows: tuple[AnsweredRow, ...]
    unknown: tuple[str, ...] = ()
    lost: tuple[CommentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table that came back: its cells, and the names of the bookmarks in it."""

    cells: Sequence[str]
    names: Sequence[str] = ()


def tables_of(package: Package) -> list[list[TableLine]]:
    """Return the tables of a Word file."""
    document = package.xml(package.main)
    return [
        [_line(row) for row in table.iterfind(qname("w:tr"))]
        for table in (() if document is None else document.iter(qname("w:tbl")))
    ]


def _line(row: Element) -> TableLine:
    names = (mark.get(qname("w:name"), "") for mark in row.iter(qname("w:bookmarkStart")))
    return TableLine([_words(cell) for cell in row.iterfind(qname("w:tc"))], tuple(names))


def table_of_csv(data: bytes) -> list[TableLine]:
    """Return the rows of a CSV. Raises ``ValueError`` if it is none."""
    return [TableLine([cell.strip() for cell in line]) for line in cells_of(data)]


def rows_of(package: Package) -> tuple[str, list[CommentRow]] | None:
    """Return the export and the rows of the review that a table has with it, None if it has none."""
    for part in package.custom_parts(comment_rows.NAMESPACE):
        root = package.xml(part)
        if root is not None and comment_rows.is_comment_table(root):
            return comment_rows.from_element(root)
    return None


def read_answers(
    tables: Sequence[Sequence[TableLine]], export: str, origins: Sequence[CommentRow], heading: str, column: int
) -> AnsweredTable:
    """Read the observations in the column with this ``heading``, else in the one of this number."""
    known = {origin.name: origin for origin in origins}
    found: dict[str, AnsweredRow] = {}
    unknown: list[str] = []
    for lines in tables:
        at = _column([line.cells for line in lines], heading, column)
        for number, line in enumerate(lines):
            name = next((name for name in line.names if name in known and name not in found), "")
            name = name or _by_words(known, found, line.cells)
            if name and at < len(line.cells):
                found[name] = AnsweredRow(known[name], line.cells[at])
            elif number and at < len(line.cells) and _plain(line.cells[at]) not in ("", _plain(heading)):
                unknown.append(line.cells[at])
    rows = tuple(found[origin.name] for origin in origins if origin.name in found)
    return AnsweredTable(export, rows, tuple(unknown), tuple(o for o in origins if o.name not in found))


def _by_words(known: dict[str, CommentRow], found: dict[str, AnsweredRow], cells: Sequence[str]) -> str:
    """Return the row without an answer yet whose words are in the cells, for a line without its bookmark.

    Of rows with the same words, it is the first one with the clause and the author in the cells.
    """
    plain = [_plain(cell) for cell in cells]
    line = " ".join(plain)
    texts = {name: _plain(row.words) for name, row in known.items() if name not in found}
    fitting = [name for name, text in texts.items() if text and text in line]
    if len(fitting) < 2:
        return fitting[0] if fitting else ""

    def likeness(name: str) -> tuple[bool, int, bool, bool]:
        row = known[name]
        author = row.remarks[0].author if row.remarks else ""
        return texts[name] in plain, len(texts[name]), _plain(row.clause) in plain, _plain(author) in plain

    best = max(map(likeness, fitting))
    return next(name for name in fitting if likeness(name) == best)


def _column(lines: Sequence[Sequence[str]], heading: str, column: int) -> int:
    """Return the number of the column with a heading."""
    cells = (at for line in lines for at, cell in enumerate(line) if _plain(cell) == _plain(heading))
    return next(cells, column)


def _words(cell: Element) -> str:
    """Return the text of a cell once its tracked changes are accepted."""
    return "\n".join("".join(_shown(p)) for p in cell.iter(qname("w:p"))).strip()


def _shown(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == qname("w:t"):
            yield child.text or ""
        elif child.tag in (qname("w:br"), qname("w:cr")):
            yield "\n"
        elif child.tag not in _GONE:
            yield from _shown(child)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- the next review file -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Places:
    """The paragraphs of the next review file by the names of their bookmarks."""

    review_map: ReviewMap
    paragraphs: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, document: Element) -> "_Places":
        """Find the paragraphs of a file's review map."""
        marks = ((mark.get(qname("w:name"), ""), mark) for mark in document.iter(qname("w:bookmarkStart")))
        found = ((name, next(mark.iterancestors(qname("w:p")), None)) for name, mark in marks)
        return cls(review_map_of(package)[0], {name: p for name, p in found if p is not None})

    def find(self, row: CommentRow) -> tuple[Element, str]:
        """Return the paragraph of a comment in the new text, and the words there that it is about."""
        entries = [entry for entry in self.review_map.entries if entry.name in self.paragraphs]
        own = self._entry(row, entries)
        quoted = row.quoted if own is not None and row.quoted in own.text and own.text != row.quoted else ""
        entry = own or next((e for e in entries if e.kind == "heading" and e.text == row.section), None)
        return self.paragraphs[(entry or entries[0]).name], quoted

    @staticmethod
    def _entry(row: CommentRow, entries: Sequence[MapEntry]) -> MapEntry | None:
        if not row.paragraph.strip():
            return None
        same = [entry for entry in entries if entry.text == row.paragraph]
        near = [entry for entry in same if entry.section == row.section] or same
        if near:
            return near[0]
        section = [entry for entry in entries if entry.section == row.section and entry.kind != "heading"]
        alike = [similarity(entry.text, row.paragraph, _LIKE) for entry in section]
        best = max(range(len(section)), key=alike.__getitem__, default=None)
        return None if best is None or alike[best] < _LIKE else section[best]


def with_answers(data: bytes, name: str, table: AnsweredTable, author: str, date: str) -> bytes:
    """Return a fresh review file with all comments of a table, the answered ones with a reply by ``author``."""
    package = EditedPackage.read(BytesIO(data), name, PackageLimits())
    document = package.document()
    places = _Places.of(read_package(BytesIO(data), name), document)
    if not any(entry.name in places.paragraphs for entry in places.review_map.entries):
        raise PackageError(f"'{name}' has no review map", "build it with 'docx: {review: true}'")
    threads = [_thread(answered, places, author, date) for answered in table.rows]
    threads += [_thread(AnsweredRow(row, ""), places, author, date) for row in table.lost]
    add_threads(package, document, threads)
    return package.data()


def _thread(answered: AnsweredRow, places: _Places, author: str, date: str) -> CommentThread:
    paragraph, words = places.find(answered.row)
    remarks = answered.row.remarks
    if answered.observation:
        remarks = (*remarks, Remark(author, date, answered.observation))
    return CommentThread(paragraph, words, remarks, not answered.is_open)
