"""How many changes of a review were written and how many are left, counted from the rows that the list shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exporter.diagnostics import counted
from exporter.review.listing.rows import ListedRow
from exporter.review.session import ChangeFilter
from exporter.review.write.page import AUTOMATIC

LEFT: Final = ("by hand", "conflict")
UNTRACKED: Final = "untracked"


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows that somebody asked for, by what became of them; those that need nothing are left out."""

    written: tuple[ListedRow, ...] = field(repr=False)
    left: tuple[ListedRow, ...] = field(repr=False)
    untracked: tuple[ListedRow, ...] = field(repr=False)
    comments: tuple[ListedRow, ...] = field(repr=False)

    @property
    def complete(self) -> bool:
        """Whether no change is left."""
        return not (self.left or self.untracked)

    def sentence(self, files: Sequence[str], *, dry_run: bool = False) -> str:
        """The numbers in a line; ``files`` are the pages that were written, or would be."""
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
    """What became of the rows that ``choice`` is about."""
    asked = [row for row in listed if choice.about(row.id, row.author, (row.question, row.section))]
    changes = [row for row in asked if row.kind != "comment"]
    return Totals(
        written=tuple(row for row in changes if row.status == AUTOMATIC),
        left=tuple(row for row in changes if row.status in LEFT),
        untracked=tuple(row for row in changes if row.status == UNTRACKED),
        comments=tuple(row for row in asked if row.kind == "comment"),
    )
