"""The record of a round as data: what decides about comments, and a comment that several files have."""

from dataclasses import replace

from exporter.ooxml.review_map import ReviewMap
from exporter.report.review_record import Outcome, decision_of, round_record
from exporter.review import ListedRow
from exporter.review.listing.rows import COMMENT_KIND, CommentStatus
from exporter.review.match.changes import ChangeKind
from exporter.review.write.status import Status

COMMENT = ListedRow(
    id="comment-1", kind=COMMENT_KIND, author="Rita", date="2026-01-02", status=CommentStatus.OPEN, reason="",
    question="", section="Scope", pos=None, before="devices", after="Which ones?",
)  # fmt: skip
ANSWER = replace(COMMENT, id="comment-2", author="Ada", after="Rejected: all of them.", thread="comment-1")


def outcomes(*files: list[ListedRow]) -> list[tuple[str, str]]:
    """The outcomes and reasons of the rows of files."""
    record = round_record(ReviewMap(), {f"{number}.docx": rows for number, rows in enumerate(files)}, {})
    return [(entry.outcome, entry.reason) for clause in record.clauses for entry in clause.entries]


def test_answers_decide_about_comments() -> None:
    """An open comment is left, a resolved one answered; an answer may say that the comment is rejected."""
    assert outcomes([COMMENT]) == [("left", "open")]
    resolved = replace(COMMENT, status=CommentStatus.RESOLVED)
    assert outcomes([resolved, replace(ANSWER, after="All of them.")]) == [("answered", "Ada: All of them.")]
    assert outcomes([resolved, ANSWER]) == [("rejected", "Ada: Rejected: all of them.")]


def test_a_comment_of_two_files_counts_once() -> None:
    """The next draft has the comments of this one with the answers."""
    assert outcomes([COMMENT], [replace(COMMENT, id="comment-9", status=CommentStatus.RESOLVED)]) == [("answered", "")]


def test_changes_that_came_to_nothing_are_void() -> None:
    """A reviewer who deletes an own insertion has left nothing to decide."""
    void = replace(COMMENT, id="a", kind=ChangeKind.CANCELLED, status=Status.NO_EFFECT, reason="inserted, then deleted")
    assert outcomes([void]) == [("void", "inserted, then deleted")]


def test_a_decision_may_begin_with_its_outcome() -> None:
    """A reason alone rejects."""
    assert decision_of("Accepted, in other words") == decision_of("taken: in other words")
    assert decision_of("out of scope").outcome is decision_of("not accepted – no").outcome is Outcome.REJECTED
    assert decision_of("not accepted – no").reason == "no"
