"""Changes of a reviewer: their kinds and their ids."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from exporter.model.nodes import Image
from exporter.ooxml.review_map import ReviewMap
from exporter.review.match.alignment import UNTRACKED
from exporter.review.match.text_blocks import TextBlock
from exporter.review.word.document import RevisionMark


class ChangeKind(StrEnum):
    """Kinds of changes, as lists show them."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    SPLIT = "split"
    MERGE = "merge"
    NEW_PARAGRAPH = "new paragraph"
    DELETED_PARAGRAPH = "deleted paragraph"
    MOVED_PARAGRAPH = "moved paragraph"
    NEW_ROW = "new row"
    NEW_QUESTION = "new question"
    DELETED_QUESTION = "deleted question"
    MOVED_QUESTION = "moved question"
    FORMAT = "format"
    STYLE = "style"
    LINK = "link"
    ALT_TEXT = "alt text"
    PICTURE = "picture replaced"
    FORMULA = "formula changed"
    CANCELLED = "void"  # inserted, then deleted


NEW: Final = frozenset((ChangeKind.NEW_PARAGRAPH, ChangeKind.NEW_ROW, ChangeKind.NEW_QUESTION))
DELETED: Final = frozenset((ChangeKind.DELETED_PARAGRAPH, ChangeKind.DELETED_QUESTION))
MOVED: Final = frozenset((ChangeKind.MOVED_PARAGRAPH, ChangeKind.MOVED_QUESTION))
QUESTIONS: Final = frozenset((ChangeKind.NEW_QUESTION, ChangeKind.DELETED_QUESTION, ChangeKind.MOVED_QUESTION))


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of the page of today: its block, its place there, and itself."""

    block: TextBlock
    place: int
    image: Image


@dataclass(slots=True, eq=False)
class ReviewChange:
    """A change. ``indexes`` are those of its characters in the alignment, ``entry`` and ``at`` its place in the map.

    ``entry`` is None for a change outside of the exported paragraphs. ``before`` and ``after`` are its words. Of a
    move, ``origin`` are the indexes of the characters deleted in the old place; ``reworded`` says that the words differ
    in the new one. ``picture`` is the picture of today with another text, ``part`` the part of the file with a new one.
    ``lost`` is the format that words lose by being replaced.
    """

    kind: ChangeKind
    by: RevisionMark
    indexes: list[int]
    entry: int | None
    at: int
    before: str = ""
    after: str = ""
    origin: list[int] = field(default_factory=list)
    reworded: bool = False
    picture: PagePicture | None = None
    part: str = ""
    lost: frozenset[str] = frozenset()
    id: str = ""

    @property
    def tracked(self) -> bool:
        """Whether the file says who made the change."""
        return self.by is not UNTRACKED


def give_ids(changes: Iterable[ReviewChange], review_map: ReviewMap) -> None:
    """Give changes their ids: hashes of the change and its exported paragraph.

    So an older list still names the same changes, and a list of several files names each of them.
    """
    seen: Counter[str] = Counter()
    for change in changes:
        entry = review_map.entries[change.entry] if change.entry is not None else None
        where = (entry.name, entry.text) if entry else ("", "")
        what = "\0".join((*where, change.kind, str(change.at), change.by.author, change.before, change.after))
        digest = hashlib.sha256(what.encode()).hexdigest()[:8]
        seen[digest] += 1
        change.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
