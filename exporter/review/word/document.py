"""A reviewed document as one reviewed of characters, in which the end of a paragraph is a character too.

Tracked changes keep what they delete, so the reviewed holds two texts: the original (all insertions left out) and the
final one (all deletions left out).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

PARAGRAPH: Final = "\x1e"
"""The character of a paragraph mark."""
BARRIER: Final = "\x1d"
"""Stands between cells, notes, text boxes and other texts whose paragraphs never join. XML can hold neither."""

Traits = frozenset[str]
"""What a reader sees of a run: of ``b i s u c sub sup mark``."""
NO_TRAITS: Final[Traits] = frozenset()


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """Who made a tracked change and when; ``move`` names the move that an end belongs to, ``""`` for others."""

    author: str
    date: str
    kind: str
    move: str = ""


@dataclass(slots=True, eq=False)
class WordCharacter:
    """One character with all that a review can do to it.

    ``old`` is the format before a tracked format change, None where there was none; ``formatted`` who made it. Of a
    paragraph mark, ``style`` is the paragraph style (with ``+list`` where it is numbered directly) and ``old_style``
    the one before a tracked change. ``region`` says which text it stands in: ``body``, ``cell``, ``footnote`` ...
    """

    char: str
    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    format: Traits = NO_TRAITS
    old: Traits | None = None
    formatted: TrackedChange | None = None
    href: str = ""
    style: str = ""
    old_style: str | None = None
    region: str = "body"
    bookmarks: tuple[str, ...] = ()

    @property
    def original(self) -> bool:
        """Whether the character stood in the document before the review."""
        return self.inserted is None

    @property
    def final(self) -> bool:
        """Whether the character stands in the document once all changes are accepted."""
        return self.deleted is None


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment: ``start`` and ``end`` are indexes of characters, equal for a point, None where it is lost."""

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

    kind: str
    by: TrackedChange
    at: int


@dataclass(slots=True)
class ReviewedDocument:
    """What was read from a reviewed document."""

    characters: list[WordCharacter] = field(default_factory=list, repr=False)
    comments: tuple[WordComment, ...] = ()
    layout_changes: list[LayoutChange] = field(default_factory=list)


View = Literal["original", "final"]


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph of a view: its text, and the indexes of its characters and mark (-1 where a barrier ends it)."""

    text: str
    indexes: tuple[int, ...] = field(repr=False)
    mark: int = -1


def paragraphs(characters: Sequence[WordCharacter], view: View) -> Iterator[WordParagraph]:
    """The paragraphs of a view. A removed mark joins two; text that no mark ends before a barrier is one of its own."""
    pending: list[int] = []
    for index, character in enumerate(characters):
        shown = character.original if view == "original" else character.final
        if character.char == BARRIER:
            if pending:
                yield _paragraph(characters, pending, -1)
                pending = []
        elif shown and character.char == PARAGRAPH:
            yield _paragraph(characters, pending, index)
            pending = []
        elif shown:
            pending.append(index)
    if pending:
        yield _paragraph(characters, pending, -1)


def text_of(characters: Iterable[WordCharacter]) -> str:
    """The characters of ``characters``, a paragraph mark as a pilcrow."""
    return "".join("¶" if a.char == PARAGRAPH else "" if a.char == BARRIER else a.char for a in characters)


def _paragraph(characters: Sequence[WordCharacter], indexes: list[int], mark: int) -> WordParagraph:
    return WordParagraph("".join(characters[i].char for i in indexes), tuple(indexes), mark)
