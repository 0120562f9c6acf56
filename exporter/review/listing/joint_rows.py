"""Rows of several reviewed files as one list: agreement in one row, conflicts side by side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exporter.review.listing.rows import CommentStatus, ListedRow, rows
from exporter.review.round import Round
from exporter.review.round.joint import Ref
from exporter.review.write.status import Status, Statuses

_Order = tuple[int, int]
"""The page of a row and its place there."""
_STATUSES: Final = (
    *(Status.AUTOMATIC, Status.CONFLICT, Status.BY_HAND, Status.NO_EFFECT, Status.UNTRACKED, Status.NOT_CHOSEN),
    *(CommentStatus.OPEN, CommentStatus.RESOLVED),
)
"""Statuses in order: a change of several files has the first of its statuses."""


def joint_rows(joint: Round, statuses: Sequence[Statuses]) -> list[ListedRow]:
    """Return the rows of all files in the order of the pages.

    Of a change or comment that several files have, there is one row. Changes that conflict follow each other.
    """
    groups: dict[Ref, list[ListedRow]] = {}
    order: dict[Ref, _Order] = {}
    pages = {file: at for at, file in enumerate(f for s in joint.sessions for f in s.review_map.files)}
    for number, (session, own) in enumerate(zip(joint.sessions, statuses, strict=True)):
        last: _Order = (0, 0)
        for row in rows(session, own):
            ref = joint.first.get((number, row.id), (-1, row.id))
            last = (pages.get(row.pos.file, 0), row.pos.start.offset) if row.pos else last
            order.setdefault(ref, last)
            against = tuple(name for _, name in joint.against(ref)) if ref in joint.first else ()
            groups.setdefault(ref, []).append(replace(row, file=joint.names[number], against=against))
    side_by_side = {ref: min(order[r] for r in (ref, *_opposite(joint, ref))) for ref in groups}
    ordered = sorted(groups, key=lambda ref: (side_by_side[ref], ref not in joint.first, order[ref]))
    return [_together(groups[ref]) for ref in ordered]


def _opposite(joint: Round, ref: Ref) -> list[Ref]:
    return [joint.first[other] for other in joint.against(ref)] if ref in joint.first else []


def _together(found: Sequence[ListedRow]) -> ListedRow:
    """Return the rows of one change as one."""
    shown, *also = sorted(found, key=lambda row: _STATUSES.index(row.status))
    return replace(shown, also=tuple(also))
