"""The record of a review round as data: who commented and changed what, by clause, and what became of it.

What was taken is known from the page of today. Why something was not is known from answers to comments, and from a
secretary's decisions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from exporter.ooxml.review_map import ReviewMap
from exporter.review import ListedRow
from exporter.review.listing.rows import COMMENT_KIND, CommentStatus
from exporter.review.match.changes import ChangeKind
from exporter.review.write.status import Status


class Outcome(StrEnum):
    """The outcome of a change or comment."""

    TAKEN = "taken"  # the page has it
    ANSWERED = "answered"  # of a comment whose thread is resolved
    REJECTED = "rejected"
    LEFT = "left"  # not taken, not decided
    VOID = "void"  # the reviewer took it back, or it changes nothing


@dataclass(frozen=True, slots=True)
class RoundDecision:
    """A secretary's decision on a change or comment."""

    outcome: Outcome
    reason: str


Decisions = Mapping[str, RoundDecision]
"""Decisions by the ids of changes and comments."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordEntry(_Part):
    """A change or comment: ``before`` and ``after`` are its words, ``lead`` and ``tail`` those around it.

    Of a comment, ``before`` are the words that it is about. ``place`` is its file, line and column in the page.
    """

    id: str
    kind: str
    author: str
    date: str
    file: str
    place: str
    outcome: Outcome
    reason: str
    lead: str = ""
    before: str = ""
    after: str = ""
    tail: str = ""


class ClauseRecord(_Part):
    """The changes and comments of a heading or question, in order."""

    section: str
    question: str
    entries: tuple[RecordEntry, ...]


class ReviewerRecord(_Part):
    """The numbers of a reviewer, whose name is empty for changes made with tracking off."""

    author: str
    files: tuple[str, ...]
    changes: int
    comments: int
    taken: int
    answered: int
    rejected: int
    left: int
    void: int


class RoundRecord(_Part):
    """The record of a round; ``page`` is the page that the document was made from, empty for a book."""

    version: Literal[1] = 1
    title: str
    page: str
    files: tuple[str, ...]
    reviewers: tuple[ReviewerRecord, ...]
    clauses: tuple[ClauseRecord, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry with its clause, and its place among the others."""

    order: tuple[str, int, int]
    clause: tuple[str, str]
    entry: RecordEntry


def round_record(about: ReviewMap, files: Mapping[str, Sequence[ListedRow]], decisions: Decisions) -> RoundRecord:
    """Return the record of the rows of several reviewed files, by their names; ``about`` is the map of the first.

    A comment that two files have, as the next draft has those of this one, counts once: decided if one says so.
    """
    found: dict[tuple[str, str, str], _Placed] = {}
    for name, rows in files.items():
        for key, placed in _placed(name, rows, decisions):
            if key not in found or found[key].entry.outcome is Outcome.LEFT:
                found[key] = placed
    clauses: dict[tuple[str, str], list[RecordEntry]] = {}
    for placed in sorted(found.values(), key=lambda one: one.order):
        clauses.setdefault(placed.clause, []).append(placed.entry)
    return RoundRecord(
        title=about.title or next(iter(files), ""),
        page=about.page,
        files=tuple(files),
        reviewers=tuple(_reviewers(placed.entry for placed in found.values())),
        clauses=tuple(
            ClauseRecord(section=section, question=question, entries=tuple(entries))
            for (section, question), entries in clauses.items()
        ),
    )


def review_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    return RoundRecord.model_json_schema()


def _placed(
    name: str, rows: Sequence[ListedRow], decisions: Decisions
) -> Iterator[tuple[tuple[str, str, str], _Placed]]:
    """Yield the entries of a file by keys that equal comments share; answers to comments are no entries."""
    answers: dict[str, list[ListedRow]] = {}
    for row in rows:
        if row.thread:
            answers.setdefault(row.thread, []).append(row)
    for row in (row for row in rows if not row.thread):
        comment = row.kind == COMMENT_KIND
        found = decisions.get(row.id) or (_of_comment(row, answers.get(row.id, ())) if comment else _of_change(row))
        entry = RecordEntry(
            id=row.id,
            kind=str(row.kind),
            author=row.author,
            date=row.date,
            file=name,
            place=str(row.pos or ""),
            outcome=found.outcome,
            reason=found.reason,
            lead=row.lead,
            before=row.before,
            after=row.after,
            tail=row.tail,
        )
        order = (row.pos.file, row.pos.start.line, row.pos.start.column) if row.pos else ("", 0, 0)
        key = (row.author, row.date, row.after) if comment else (name, row.id, "")
        yield key, _Placed(order, (row.section, row.question), entry)


def _of_change(row: ListedRow) -> RoundDecision:
    words = (row.before + row.after).strip(" ¶")
    if row.kind == ChangeKind.CANCELLED or (row.status is Status.NO_EFFECT and not words):
        return RoundDecision(Outcome.VOID, row.reason)
    if row.status is Status.NO_EFFECT:
        return RoundDecision(Outcome.TAKEN, "")
    return RoundDecision(Outcome.LEFT, row.reason or ("not applied" if row.status is Status.AUTOMATIC else row.status))


def _of_comment(row: ListedRow, answers: Iterable[ListedRow]) -> RoundDecision:
    """Return the outcome of a comment; its last answer that begins with an outcome decides, as decisions do."""
    told = [(answer, _NAMED.match(answer.after.strip())) for answer in answers]
    reason = "; ".join(f"{answer.author}: {answer.after.strip()}" for answer, _ in told)
    named = [_OUTCOMES[found[1].lower()] for _, found in told if found]
    resolved = row.status is CommentStatus.RESOLVED
    if named:
        return RoundDecision(named[-1], reason)
    return RoundDecision(Outcome.ANSWERED if resolved else Outcome.LEFT, reason or ("" if resolved else "open"))


_OUTCOMES: Final = {
    "taken": Outcome.TAKEN,
    "accepted": Outcome.TAKEN,
    "rejected": Outcome.REJECTED,
    "not accepted": Outcome.REJECTED,
}
_NAMED: Final = re.compile(rf"({'|'.join(_OUTCOMES)})\b[\s:,.;–-]*", re.IGNORECASE)


def decision_of(words: str) -> RoundDecision:
    """Return the decision in a text: an outcome such as ``taken``, and its reason; a reason alone rejects."""
    found = _NAMED.match(words.strip())
    if found is None:
        return RoundDecision(Outcome.REJECTED, words.strip())
    return RoundDecision(_OUTCOMES[found[1].lower()], words.strip()[found.end() :])


def _reviewers(entries: Iterable[RecordEntry]) -> Iterator[ReviewerRecord]:
    """Yield the numbers of each reviewer, in the order of their names."""
    by_author: dict[str, list[RecordEntry]] = {}
    for entry in entries:
        by_author.setdefault(entry.author, []).append(entry)
    for author, own in sorted(by_author.items()):
        outcomes = Counter(entry.outcome for entry in own)
        comments = sum(entry.kind == COMMENT_KIND for entry in own)
        yield ReviewerRecord(
            author=author,
            files=tuple(dict.fromkeys(entry.file for entry in own)),
            changes=len(own) - comments,
            comments=comments,
            **{outcome.value: outcomes[outcome] for outcome in Outcome},
        )
