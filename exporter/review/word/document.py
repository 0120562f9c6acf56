"""A reviewed document as one stream of characters, in which the end of a paragraph is a character too.

Tracked changes keep what they delete, so the stream holds two texts: the original (all insertions left out) and the
final one (all deletions left out).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

PARAGRAPH: Final = "\x1e"
"""The character of a paragraph mark."""
BARRIER: Final = "\x1d"
"""Stands between cells, notes, text boxes and other texts whose paragraphs never join. XML can hold neither."""

Format = frozenset[str]
"""What a reader sees of a run: of ``b i s u c sub sup mark``."""
PLAIN: Final[Format] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """Who made a tracked change and when; ``move`` names the move that an end belongs to, ``""`` for others."""

    author: str
    date: str
    kind: str
    move: str = ""


@dataclass(slots=True, eq=False)
class Atom:
    """One character with all that a review can do to it.

    ``old`` is the format before a tracked format change, None where there was none; ``formatted`` who made it. Of a
    paragraph mark, ``style`` is the paragraph style (with ``+list`` where it is numbered directly) and ``old_style``
    the one before a tracked change. ``region`` says which text it stands in: ``body``, ``cell``, ``footnote`` ...
    """

    char: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    format: Format = PLAIN
    old: Format | None = None
    formatted: Mark | None = None
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
class Comment:
    """A comment: ``start`` and ``end`` are indexes of atoms, equal for a point, None where it is lost."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    resolved: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A tracked change that is no text: of a row, a cell, a table's or section's properties; ``at`` an atom's index."""

    kind: str
    mark: Mark
    at: int


@dataclass(slots=True)
class Stream:
    """What was read from a reviewed document."""

    atoms: list[Atom] = field(default_factory=list, repr=False)
    comments: tuple[Comment, ...] = ()
    structures: list[Structure] = field(default_factory=list)


View = Literal["original", "final"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one view: its text, its atoms' indexes, and that of its mark (-1 where a barrier ended it)."""

    text: str
    indexes: tuple[int, ...] = field(repr=False)
    mark: int = -1


def paragraphs(atoms: Sequence[Atom], view: View) -> Iterator[Paragraph]:
    """The paragraphs of a view. A removed mark joins two; text that no mark ends before a barrier is one of its own."""
    pending: list[int] = []
    for index, atom in enumerate(atoms):
        shown = atom.original if view == "original" else atom.final
        if atom.char == BARRIER:
            if pending:
                yield _paragraph(atoms, pending, -1)
                pending = []
        elif shown and atom.char == PARAGRAPH:
            yield _paragraph(atoms, pending, index)
            pending = []
        elif shown:
            pending.append(index)
    if pending:
        yield _paragraph(atoms, pending, -1)


def text_of(atoms: Iterable[Atom]) -> str:
    """The characters of ``atoms``, a paragraph mark as a pilcrow."""
    return "".join("¶" if a.char == PARAGRAPH else "" if a.char == BARRIER else a.char for a in atoms)


def _paragraph(atoms: Sequence[Atom], indexes: list[int], mark: int) -> Paragraph:
    return Paragraph("".join(atoms[i].char for i in indexes), tuple(indexes), mark)
