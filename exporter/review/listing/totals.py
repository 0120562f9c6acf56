"""Totals of a review: how many changes were written and how many are left, counted from the rows of its list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.diagnostics import counted
from exporter.review.listing.rows import COMMENT_KIND, ListedRow
from exporter.review.session import ChangeFilter
from exporter.review.write.status import Status

LEFT: Final = (Status.BY_HAND, Status.CONFLICT)


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows that a filter matches, by their outcome; rows that need nothing are left out."""

    written: tuple[ListedRow, ...] = field(repr=False)
    left: tuple[ListedRow, ...] = field(repr=False)
    untracked: tuple[ListedRow, ...] = field(repr=False)
    comments: tuple[ListedRow, ...] = field(repr=False)

    @property
    def complete(self) -> bool:
        """Whether no change is left."""
        return not (self.left or self.untracked)

    def sentence(self, files: Sequence[str], *, dry_run: bool = False) -> str:
        """Return the numbers in a line; ``files`` are the pages that were written, or would be."""
        done = "would be written" if dry_run else "written"
        where = f" to {', '.join(files)}" if files else ""
        numbers = (
            f"{counted(len(self.written), 'change')} {done}{where}",
            f"{len(self.left)} left to do by hand",
            f"{len(self.untracked)} untracked",
            f"{counted(len(self.comments), 'comment')} listed",
        )
        return ", ".join(numbers)


def totals(listed: Sequence[ListedRow], choice: ChangeFilter) -> Totals:
    """Sort the rows that ``choice`` matches by their outcome."""
    asked = [row for row in listed if any(_about(choice, one) for one in row.everywhere)]
    changes = [row for row in asked if row.kind != COMMENT_KIND]
    return Totals(
        written=tuple(row for row in changes if row.status is Status.AUTOMATIC),
        left=tuple(row for row in changes if row.status in LEFT),
        untracked=tuple(row for row in changes if row.status is Status.UNTRACKED),
        comments=tuple(row for row in asked if row.kind == COMMENT_KIND),
    )


def _about(choice: ChangeFilter, row: ListedRow) -> bool:
    return choice.about(row.id, row.author, (row.question, row.section))
