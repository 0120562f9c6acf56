"""The worked example of the page "A review round": most of a round needs no retyping, and nothing is wrong."""

from exporter.report.review_record import RoundRecord, decision_of, round_record
from exporter.review import ListedRow, rows, select_changes, write_changes
from exporter.review.session import Session
from tests.review.docxfile import read_page
from tests.review.redline_loop import PATH, reviewed
from tests.review.working_group import PAGE, REVIEWERS, edits_of, file_of


def written(page: str) -> str:
    """The page with the edits of all reviewers that no other one is against, as people would write them."""
    for reviewer in range(len(REVIEWERS)):
        for edit in edits_of(reviewer):
            page = edit.write(page) if not edit.left else page
    return page


def listed(session: Session) -> list[ListedRow]:
    """The rows of a file against the page of now, as the record takes them."""
    _, statuses = write_changes(session, {change.id for change in session.changes}, read_page)
    return rows(session, statuses)


def test_a_round_of_five_reviewers() -> None:
    """Of 200 edits and comments, 90 % and more are disposed of without retyping, and none is wrong."""
    files = {f"{name}.docx": file_of(number) for number, name in enumerate(REVIEWERS)}
    page = PAGE
    for data in files.values():
        session = reviewed(data, page)
        page = write_changes(session, select_changes(session)[0], read_page)[0].get(PATH, page)
    assert page == written(PAGE)
    of_files = {name: listed(reviewed(data, page)) for name, data in files.items()}
    record = round_record(reviewed(files["Ada.docx"], page).review_map, of_files, {})
    every = [(clause.section, entry) for clause in record.clauses for entry in clause.entries]
    assert len(every) == 200
    comments = [(section, entry) for section, entry in every if entry.kind == "comment"]
    assert len(comments) == 40 and all(entry.after.endswith(f"{section.lower()}?") for section, entry in comments)
    left = [entry for _, entry in every if entry.outcome == "left" and entry.kind != "comment"]
    assert len(left) == sum(edit.left for number in range(5) for edit in edits_of(number)) == 6
    assert {entry.reason for entry in left} == {
        "the page now has other words here",
        "a caption belongs to a picture or table: add it to that in the page",
    }
    decided = {entry.id: decision_of("rejected, the other word is the term") for entry in left}
    final = round_record(reviewed(files["Ada.docx"], page).review_map, of_files, decided)
    assert outcomes(final) == {"taken": 154, "rejected": 6, "left": 40}
    assert [(r.author, r.changes, r.comments) for r in final.reviewers] == [(name, 32, 8) for name in REVIEWERS]


def outcomes(record: RoundRecord) -> dict[str, int]:
    """The numbers of outcomes of all reviewers."""
    names = ("taken", "answered", "rejected", "left", "void")
    counts = {name: sum(getattr(reviewer, name) for reviewer in record.reviewers) for name in names}
    return {name: count for name, count in counts.items() if count}
