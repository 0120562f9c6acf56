"""The contents of a document: the option ``toc`` of formats, and how deep contents are.

On paper they are lines to leaf through: without a depth of the user's they take no more than a page, or a thirtieth of
the document's estimated pages. Parts and chapters of a book are in them at any length. On a screen, where they fold or
scroll, they have all levels, as bookmarks have.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from exporter.backends.paging import PAGE, estimated_pages
from exporter.model.document import Document, TocEntry

SHARE = 30  # pages of a document to one of contents
LEVELS = 6

Show = Literal["auto", "always", "never"]


class Toc(BaseModel):
    """Contents, as the option ``toc`` of a format has them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    show: Show = Field(default="auto", description="Whether there are contents.")
    depth: Annotated[int, Field(ge=1, le=LEVELS)] | None = Field(
        default=None, description="The levels in them; by default all, on paper those that take one page in thirty."
    )


def _toc(value: object) -> object:
    """Return the mapping that ``true``, ``false`` or one of the words for ``show`` stands for."""
    if isinstance(value, bool):
        return {"show": "always" if value else "never"}
    return {"show": value} if isinstance(value, str) else value


TocOption = Annotated[Toc, BeforeValidator(_toc, json_schema_input_type=bool | Show | Toc)]


def to_depth(document: Document, depth: int | None) -> tuple[TocEntry, ...]:
    """Return the entries of a document's contents down to a depth, or all of them."""
    return tuple(entry for entry, own in _depths(document) if depth is None or own <= depth)


def for_paper(document: Document, depth: int | None, most: int = LEVELS) -> tuple[TocEntry, ...]:
    """Return the entries of contents on paper; without a depth of the user's at most ``most`` levels."""
    if depth is not None:
        return to_depth(document, depth)
    room = min(most, default_depth(document))
    return tuple(entry for entry, own in _depths(document) if entry.role or own <= room)


def default_depth(document: Document) -> int:
    """Return the number of levels whose entries have room on a page, or in the share of the document's pages."""
    room = max(1.0, estimated_pages(document) / SHARE) * PAGE
    depths = [0 if entry.role else own for entry, own in _depths(document)]
    fits = (depth for depth in range(LEVELS, 0, -1) if sum(own <= depth for own in depths) <= room)
    return next(fits, 1)


def _depths(document: Document) -> list[tuple[TocEntry, int]]:
    top = min((entry.level for entry in document.toc), default=1)
    return [(entry, entry.level - top + 1) for entry in document.toc]
