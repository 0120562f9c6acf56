"""The parts of the record of accessibility that people read: its plan, its tables, and the numbers on pages."""

from dataclasses import replace
from itertools import combinations

from exporter.report.accessibility.criteria_tables import own_rows, shared_results, shared_rows
from exporter.report.accessibility.faults import document_faults, item_state
from exporter.report.accessibility.numbered_blocks import HEIGHT, WIDTH, letters, numbered
from exporter.report.accessibility.plan import document_states, work
from exporter.report.accessibility.reading_order import ReadBlock, ReadPage
from exporter.report.accessibility.record import (
    CriterionResult,
    DocumentRecord,
    Fault,
    FileRecord,
    JudgedItem,
    Record,
    StatusName,
)


def result(number: str, status: StatusName, **facts: object) -> CriterionResult:
    """A result of level A."""
    return CriterionResult(number=number, name="Name", level="A", clause=f"10.{number}", status=status, **facts)  # type: ignore[arg-type]


def document(title: str, *results: CriterionResult, kinds: tuple[str, ...] = (), public: bool = True) -> DocumentRecord:
    """A document with a PDF that has these results, and items of these kinds."""
    file = FileRecord(path=f"{title}.pdf", format="pdf", state="current", public=public, results=results)
    items = tuple(JudgedItem(name=f"{kind}-{title}", kind=kind, words="") for kind in kinds)
    return DocumentRecord(export=title, title=title, language="en", files=(file,), items=items)


def record(*documents: DocumentRecord) -> Record:
    """A record of documents."""
    return Record(exporter="1", environment={}, documents=documents)


MET = result("1.3.4", "passed", by=("check a-code",), design="nothing turns")
OPEN = result("1.1.1", "needs a person", items=("picture-open", "file-open"))
FAILED = result("1.1.1", "failed", faults=(Fault(code="missing-alt", message="no words", place="a.md:3:1"),))


def test_the_head_has_failed_documents_first_and_says_who_can_judge_the_rest() -> None:
    """The order of work is failed, not built, open, done; items of review files are counted apart."""
    unseen = DocumentRecord(
        export="unseen", title="unseen", language="en", files=(FileRecord(path="u", format="pdf", state="stale"),)
    )
    looked_at = document("open", OPEN, MET, kinds=("picture", "file"))
    asked = result("1.4.10", "needs a person", items=("file-review",))
    found = record(
        document("done", MET),
        looked_at,
        unseen,
        document("failed", FAILED),
        document("worst", FAILED, result("2.4.4", "failed")),
        document("more", replace(OPEN, items=("a", "b", "c"))),
        document("review", asked, kinds=("file",), public=False),
    )
    assert [one.title for one in document_faults(found)] == ["failed", "worst"]
    states = [(one.title, one.words) for one in document_states(found)]
    assert states == [
        ("worst", "2 criteria failed"),
        ("failed", "1 criterion failed"),
        ("unseen", "1 file not up to date"),
        ("more", "no criterion failed, 3 items left for a person"),
        ("open", "no criterion failed, 2 items left for a person"),
        ("done", "no criterion failed, nothing left"),
        ("review", "no criterion failed, nothing left"),
    ]
    assert [items for _, items in work(found)] == [
        (("picture", "1 picture"),),
        (("file", "1 file"),),
        (("file", "1 file"),),
    ]


def test_what_failed_and_what_checks_remarked_is_listed_with_its_item() -> None:
    """A person's 'fail' and a warning lead from the head to the picture; neither is 'no fault'."""
    picture = JudgedItem(
        name="picture-1", kind="picture", words="dot", verdict="fail", note="empty words", remarks=("say more",)
    )
    remarks = (Fault(code="weak-alt", message="say more", place="a.md:3:1"), Fault(code="typo", message="misspelt"))
    remarked = replace(document("a", OPEN), items=(picture,), remarks=remarks)
    failed = replace(document("b", result("1.1.1", "failed", failing=("picture-1",))), items=(picture,))
    found = document_faults(record(remarked, failed, document("c", FAILED), document("d", MET)))
    listed = [[(one.words, one.numbers, one.item) for one in (*d.failed, *d.remarks)] for d in found]
    assert listed == [
        [
            ("picture 'dot': empty words", (), "picture-1"),
            ("say more", (), "picture-1"),
            ("misspelt", (), ""),
        ],
        [("picture 'dot': empty words", ("1.1.1",), "picture-1")],
        [("no words", ("1.1.1",), "")],
    ]
    assert [item_state(one, {"b"}) for one in (picture, *(replace(picture, name=n, verdict="pass") for n in "ab"))] == [
        *("fail", "pass", "open")
    ]
    (state,) = document_states(record(replace(remarked, items=())))
    assert (state.words, state.remarks, state.faults) == (
        "no criterion failed, 2 items left for a person",
        "2 remarks of checks to look at first",
        "faults-1",
    )


def test_results_that_all_files_share_stand_once() -> None:
    """A document's table has what is open or failed, and what differs from the other files of its format."""
    other = result("2.4.4", "not applicable", reason="no link")
    linked = result("2.4.4", "passed", by=("Ann, 2026-11-29",))
    found = record(document("one", OPEN, MET, other), document("two", FAILED, MET, linked))
    shared = shared_results(found)
    (row,) = shared_rows(shared, ["pdf"])
    assert (row.criterion.number, [part.details for part in row.parts]) == (
        "1.3.4",
        [(("checks", ()), ("design", "nothing turns"))],
    )
    rows = {
        one.title: [(row.criterion.number, row.parts[0].status) for row in own_rows(one, shared)]
        for one in found.documents
    }
    assert rows == {
        "one": [("1.1.1", "needs a person"), ("2.4.4", "not applicable")],
        "two": [("1.1.1", "failed"), ("2.4.4", "passed")],
    }


def test_numbers_on_a_page_stand_side_by_side_and_words_of_passages_are_shortened() -> None:
    """Blocks as close as lines of small type, and cells at one place, have numbers that can be read."""
    long = "The words of this long line are judged as a passage too, where they stand in the same order."
    lines = [ReadBlock("TOCI", f"line {n}", 0.12, 0.1 + n * 0.009, 0.8, 0.11) for n in range(60)]
    cells = [ReadBlock("TD", long.upper(), 0.5, 0.5, 0.6, 0.6) for _ in range(30)]
    split = ReadBlock("LI", f"• {long[:20]}\x02 {long[20:]}", 0.0, 0.0, 0.6, 0.6)
    blocks = numbered(ReadPage(number=1, blocks=(*lines, *cells, split)), {letters(long)})
    assert all(
        abs(one.left - two.left) >= WIDTH or abs(one.top - two.top) >= HEIGHT for one, two in combinations(blocks, 2)
    )
    assert (blocks[0].kind, blocks[60].words) == ("line of contents", long.upper())
    assert blocks[-1].words == "• The words of this long line are … stand in the same order."
