"""The state of one document while it is written, and the context in which a block is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument

from exporter.backends.docx.document_styles import DocumentStyles
from exporter.backends.docx.lists import Numbering
from exporter.backends.docx.opc import Relations
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Document
from exporter.model.nodes import BlockChange, Inline
from exporter.ooxml.anchors import AnchorNames, AnnotationIds
from exporter.ooxml.elements import Element
from exporter.ooxml.review_map import MapEntry
from exporter.ooxml.tracked_changes import ChangeKind, TrackedChange
from exporter.theme.styles import Role


@dataclass(slots=True)
class TextPart:
    """A part with text and relationships of its own: the body, or the footnotes."""

    relations: Relations
    allows_comments: bool = True


@dataclass(frozen=True, slots=True)
class HeadingLists:
    """The lists of headings, of appendices, and of headings without a number; 0 for a list that is not needed."""

    headings: int
    appendices: int
    unnumbered: int


@dataclass(slots=True, kw_only=True)
class Writing:
    """One rendering: its inputs, and what it has made so far."""

    document: Document
    words: Mapping[str, str]  # the generated ones, in the document's language
    options: DocxOptions
    word: WordDocument
    styles: DocumentStyles
    roles: Mapping[str, Role]
    numbering: Numbering
    heading_lists: HeadingLists | None  # None where headings have no numbers
    targets: frozenset[str]  # the anchors that links may lead to, and those of the labels of captions
    kept_targets: frozenset[str]  # those of blocks that no change deletes
    text_size: float  # points
    small_code: bool  # smaller letters in all blocks of code
    toc_pages: Mapping[str, int] | None  # by the anchors of lines of contents; None for contents without numbers
    shift: int  # heading levels above the document's first: taken off, since Word's outline starts at 1
    annotation_ids: AnnotationIds = field(default_factory=AnnotationIds)
    anchors: AnchorNames = field(default_factory=AnchorNames)
    anchored: set[str] = field(default_factory=set)
    entries: list[MapEntry] = field(default_factory=list)
    paragraph_counts: dict[str, int] = field(default_factory=dict)  # paragraphs by the key of their bookmarks
    split_paragraph: list[Inline] = field(default_factory=list)  # of a paragraph that a redline splits
    comments: list[Element] = field(default_factory=list)
    marked_footnotes: set[int] = field(default_factory=set)  # footnotes that have their mark
    pictures: int = 0
    media: dict[tuple[str, bool], object] = field(default_factory=dict)
    section: tuple[str, str] = ("s0", "")  # key and words of the heading that the text stands under
    sections: int = 0
    own_running_lines: bool = False  # whether header and footer are the exporter's
    landscape_lines: list[Element] = field(default_factory=list)  # references to those of landscape pages
    page_turns: int = 0  # section breaks around landscape pages

    def claim_bookmark(self, anchor: str, change: TrackedChange | None, *, deleted: bool = False) -> bool:
        """Whether a node with this anchor gets its bookmark: the first one, unless a change takes it away."""
        gone = deleted or (change is not None and change.kind in ("del", "moveFrom"))
        if anchor in self.anchored or (gone and anchor in self.kept_targets):
            return False
        self.anchored.add(anchor)
        return True

    def label(self, key: str) -> str:
        """Return a generated word; the key itself if the labels have no such word."""
        return self.words.get(key, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockContext:
    """The properties that a block inherits from the blocks around it. Sizes in twips.

    ``style`` is the style of plain paragraphs; ``frame`` holds borders and ground of ``frame_style`` for paragraphs of
    another style. ``key`` is the key of the review bookmarks, empty for the section's.
    """

    part: TextPart
    width: int
    style: str = "Normal"
    kind: str = "paragraph"
    left: int = 0
    right: int = 0
    frame: tuple[Element, ...] = ()
    frame_style: str = ""
    list_level: int = -1
    counted: bool = False  # whether the list is ordered
    lang: str | None = None
    key: str = ""
    cell: bool = False  # in a table, where a paragraph that keeps with the next would keep whole rows together
    row_kept: bool = False  # in a table: whether its row stays on the page of the next one
    weighted: bool = False  # in a table: whether its style gives the words a weight of its own
    mapped: bool = True  # whether paragraphs enter the review map: generated ones do not
    align: str | None = None
    size: int = 0  # of text in half points, 0 for the style's
    turned: int = 0  # the width of text on a landscape page; 0 where no page can be turned
    change: TrackedChange | None = None

    @property
    def room(self) -> int:
        """The width that is left for text and pictures."""
        return max(567, self.width - self.left - self.right)

    @property
    def letters(self) -> float:
        """The letters that a line has room for."""
        return self.room / LETTER

    @property
    def indents(self) -> tuple[int, int]:
        """Left and right of a paragraph; both 0 where they would leave it no room, as in a narrow column."""
        return (self.left, self.right) if self.left + self.right + LEAST <= self.width else (0, 0)


LETTER = 105  # twips that a letter takes on average
LEAST = 240  # twips of text in a line; with less, LibreOffice does not come to an end
KINDS: Mapping[tuple[str, bool], ChangeKind] = {
    ("inserted", False): "ins",
    ("deleted", False): "del",
    ("inserted", True): "moveTo",
    ("deleted", True): "moveFrom",
}


def tracked_change(change: BlockChange | None) -> TrackedChange | None:
    """Return a block's change in Word's terms."""
    if change is None:
        return None
    return TrackedChange(KINDS[change.change, change.move is not None], change.author, change.date)
