"""A reviewed document as one sequence of characters; the end of a paragraph is a character too.

Tracked changes keep the text that they delete, so the sequence holds two texts: the original (without insertions) and
the final one (without deletions).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from exporter.ooxml.paragraph_kinds import PLAIN

PARAGRAPH: Final = "\x1e"
"""Character of a paragraph mark."""
BARRIER: Final = "\x1d"
"""Character between cells, notes, text boxes and other texts whose paragraphs never join. XML can hold neither."""

ROW: Final = "row"
Traits = frozenset[str]
"""Visible format of a run: some of ``b i s u c sub sup mark``."""
NO_TRAITS: Final[Traits] = frozenset()


class Region(StrEnum):
    """Texts of a document."""

    BODY = "body"
    CELL = "cell"
    TEXT_BOX = "text box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"


class LayoutKind(StrEnum):
    """Kinds of tracked changes of layout, as lists show them."""

    ROW_INSERTED = "row inserted"
    ROW_DELETED = "row deleted"
    CELL_INSERTED = "cell inserted"
    CELL_DELETED = "cell deleted"
    MERGED_CELLS = "merged cells"
    TABLE_PROPERTIES = "table properties"
    ROW_PROPERTIES = "row properties"
    CELL_PROPERTIES = "cell properties"
    PARAGRAPH_PROPERTIES = "paragraph properties"
    PAGE_SETUP = "page set-up"


@dataclass(frozen=True, slots=True)
class RevisionMark:
    """Author and date of a tracked change; ``move`` names the move that it is an end of, ``""`` for others.

    ``kind`` is the name of its element, ``ROW`` for that of a whole row.
    """

    author: str
    date: str
    kind: str
    move: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """Form of a paragraph: the name of its style, its kind, and its place in an outline or a list.

    ``kind`` is a kind of the review map or of ``exporter.ooxml.paragraph_kinds``. ``level`` counts headings from 1 and
    lists from 0, and is -1 for others. ``ordered`` says whether its list counts. ``indent`` is its own indent in twips,
    which is no part of its kind. ``unnumbered`` says whether the sign or number of its style is taken away.
    """

    style: str = "Normal"
    kind: str = PLAIN
    level: int = -1
    ordered: bool = False
    unnumbered: bool = False
    indent: int = field(default=0, compare=False)


class CellPlace(NamedTuple):
    """The cell of a paragraph: the numbers of its table, its row and itself, counted through the document."""

    table: int
    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture in a document: its alternative text, the part that holds it, and the hash of that.

    An equation is one too (``formula``): its letters, and the hash of its content.
    """

    alt: str
    part: str = ""
    digest: str = ""
    formula: bool = False


@dataclass(slots=True, eq=False)
class WordCharacter:
    """A character with its tracked changes.

    ``old`` is the format before a tracked format change, None without one; ``formatted`` its author. Of a paragraph
    mark, ``form`` is the form of the paragraph, ``old_form`` the form before a tracked change, and ``cell`` its cell in
    a table. ``region`` is its text. ``picture`` is the picture that an object shows.
    ``note`` is the note of a mark, and of the end of a note's paragraph.
    """

    char: str
    inserted: RevisionMark | None = None
    deleted: RevisionMark | None = None
    format: Traits = NO_TRAITS
    old: Traits | None = None
    formatted: RevisionMark | None = None
    href: str = ""
    form: ParagraphForm = ParagraphForm()
    old_form: ParagraphForm | None = None
    region: Region = Region.BODY
    bookmarks: tuple[str, ...] = ()
    picture: WordPicture | None = None
    cell: CellPlace | None = None
    note: str = ""

    @property
    def original(self) -> bool:
        """Whether the character is in the document before the review."""
        return self.inserted is None

    @property
    def final(self) -> bool:
        """Whether the character is in the document once all changes are accepted."""
        return self.deleted is None

    @property
    def shown(self) -> str:
        """The character for people: a formula as its letters in brackets."""
        return f"[{self.picture.alt}]" if self.picture is not None and self.picture.formula else self.char


class CharacterStream(list[WordCharacter]):
    """The characters of a document in order; bookmarks are on the character that follows them."""

    def __init__(self) -> None:
        super().__init__()
        self._bookmarks: list[str] = []

    def begin_bookmark(self, name: str) -> None:
        """Put a bookmark on the next character."""
        self._bookmarks.append(name)

    def write(self, character: WordCharacter) -> None:
        """Add a character, with the bookmarks in front of it."""
        if self._bookmarks:
            character.bookmarks = tuple(self._bookmarks)
            self._bookmarks.clear()
        self.append(character)

    def end_text(self, region: Region) -> None:
        """Part the paragraphs before from those behind."""
        self.append(WordCharacter(BARRIER, region=region))


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment: ``start`` and ``end`` are indexes of characters, equal for a point, None for a lost place."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    resolved: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """A tracked change of layout: a row, a cell, properties of a table or section; ``at`` is a character's index."""

    kind: LayoutKind
    by: RevisionMark
    at: int


@dataclass(slots=True)
class ReviewedDocument:
    """Content of a reviewed document; ``styles`` maps its styles, in the form that compares, to their traits.

    ``names`` maps them to their names. ``redrawn`` says that its program writes the bitmaps of drawings anew.
    """

    characters: list[WordCharacter] = field(default_factory=list, repr=False)
    comments: tuple[WordComment, ...] = ()
    layout_changes: list[LayoutChange] = field(default_factory=list)
    styles: dict[str, Traits] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    redrawn: bool = False


class DocumentView(StrEnum):
    """Texts of a reviewed document."""

    ORIGINAL = "original"  # without insertions
    FINAL = "final"  # without deletions


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph of a view: its text, and the indexes of its characters and mark (None if a barrier ends it)."""

    text: str
    indexes: tuple[int, ...] = field(repr=False)
    mark: int | None = None

    @property
    def end(self) -> int:
        """The index of its last character: the mark, if it has one."""
        return max(self.indexes) if self.mark is None else self.mark


def paragraphs(characters: Sequence[WordCharacter], view: DocumentView) -> Iterator[WordParagraph]:
    """Yield the paragraphs of a view.

    A deleted mark joins two paragraphs. Text before a barrier is a paragraph even without a mark.
    """
    pending: list[int] = []
    for index, character in enumerate(characters):
        shown = character.original if view is DocumentView.ORIGINAL else character.final
        if character.char == BARRIER:
            if pending:
                yield _paragraph(characters, pending, None)
                pending = []
        elif shown and character.char == PARAGRAPH:
            yield _paragraph(characters, pending, index)
            pending = []
        elif shown:
            pending.append(index)
    if pending:
        yield _paragraph(characters, pending, None)


def text_of(characters: Iterable[WordCharacter]) -> str:
    """Return the text of ``characters`` for people, a paragraph mark as a pilcrow."""
    return "".join("¶" if a.char == PARAGRAPH else "" if a.char == BARRIER else a.shown for a in characters)


def _paragraph(characters: Sequence[WordCharacter], indexes: list[int], mark: int | None) -> WordParagraph:
    return WordParagraph("".join(characters[i].char for i in indexes), tuple(indexes), mark)
