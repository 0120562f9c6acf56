"""A reviewed file applied again changes nothing."""

from pathlib import Path
from random import Random

import pytest

from exporter.review import select_changes, write_changes
from exporter.review.match.text_blocks import text_blocks
from exporter.review.write.page_plan import PagePlan
from exporter.review.write.planner import Planner
from exporter.review.write.verify import unseen
from tests.review.docxfile import Part, dele, edit, gone, ins, inserted, link, new, read_page, run
from tests.review.edit_cases import cases, edited
from tests.review.exported import behind, export
from tests.review.exported import edited as edited_xml
from tests.review.exported import new as new_block
from tests.review.redline_loop import PAGE, PATH, mutated, redline_bytes, reviewed
from tests.review.sample import PAGE as SMALL
from tests.review.sample import PATH as SMALL_PATH
from tests.review.sample import applied, opened, review_copy
from tests.review.write.test_edits_by_hand import _formatted, _links


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_twice(seed: int) -> None:
    """All that was written is there, and what was not is left alone, the second time."""
    data = redline_bytes(PAGE, mutated(PAGE, Random(100 + seed)))
    first = reviewed(data, PAGE)
    text = write_changes(first, select_changes(first)[0], read_page)[0].get(PATH, PAGE)
    again = reviewed(data, text)
    texts, statuses = write_changes(again, select_changes(again)[0], read_page)
    assert texts == {}
    assert {statuses[c.id][0] for c in again.changes if c.tracked} <= {"no effect", "conflict"}


def test_every_kind_twice(tmp_path: Path) -> None:
    """Words by two authors in one place, ends put in and taken out, looks, links, new paragraphs and questions."""
    file = _links()
    edit(file.part("small part"), "small", run("small"), new(" and"), new(" very", author="Bob"), new(" fine"))
    edit(file.part("works well"), "works well", _formatted("works well", "b"))
    file.part("every day").mark = dele("")
    part = file.part("made in steps")
    at = file.parts.index(part)
    ends = Part(part.style, run("They are made"), part.name, mark=ins("")), Part(part.style, run(" in steps:"))
    file.parts[at : at + 1] = ends
    at = file.parts.index(file.part("Bend the metal"))
    file.parts[at:at] = [inserted("item", "Heat the metal")]
    at = file.parts.index(file.part("The price is low"))
    file.parts[at + 1 : at + 1] = [inserted("question", "Is it free?"), inserted("paragraph", "It is not.")]
    every = [c.id for c in opened(file, tmp_path).changes]
    got = applied(file, tmp_path, only=every)
    assert got.text != SMALL
    again = applied(file, tmp_path, got.text, only=every)
    assert again.text == got.text
    done = {got.statuses[i][0] for i in every}, {again.statuses[i][0] for i in every}
    assert done[0] <= {"automatic", "by hand"}
    assert done[1] <= {"no effect", "by hand"}


def test_a_new_paragraph_like_one_of_today_is_a_conflict(tmp_path: Path) -> None:
    """Nearly the same words put in by somebody meanwhile are not doubled."""
    file = review_copy()
    at = file.parts.index(file.part("Bend the metal"))
    file.parts[at:at] = [inserted("item", "Heat the metal in a furnace")]
    today = SMALL.replace("      * Bend", "      * Heat the metal in an oven\n      * Bend")
    got = applied(file, tmp_path, today)
    assert (got.status("new paragraph"), got.text) == ("conflict", today)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("each day", "every day"),
        ("*each* day", "each day"),
        ("each day", "**each** day"),
        ("[each](https://a.org) day", "each day"),
        ("[each](https://a.org) day", "[each](https://b.org) day"),
    ],
)
def test_proof_by_the_accepted_text(tmp_path: Path, right: str, wrong: str) -> None:
    """A page that does not say what was accepted, or says it in another look or link, is found out."""
    file = review_copy()
    word = new("each", "i" if right.startswith("*") else "")
    word = ins(link(run("each"), "https://a.org", file.links)) if right.startswith("[") else word
    edit(file.part("every day"), "every", gone("every"), word)
    session = opened(file, tmp_path)
    page = session.pages[SMALL_PATH]
    planner = Planner(
        session.alignment, session.document, session.review_map, dict(page.paragraphs), PagePlan(page.blocks)
    )
    planner.read_document()
    for words, found in ((right, False), (wrong, True)):
        shown = text_blocks(read_page(SMALL_PATH, SMALL.replace("every day", words))[0])
        assert bool(unseen(planner, session.changes, shown)) is found


@pytest.mark.parametrize("name", ["boxes 01", "boxes 11", "paragraphs 01", "paragraphs 09"])
def test_a_new_block_alone_twice(name: str) -> None:
    """A page that changed by nothing but a new paragraph, heading or row has it the second time."""
    case = next(case for case in cases() if case.name == name)
    data = edited(export(case.page), case.edit)
    first = reviewed(data, case.page)
    text = write_changes(first, select_changes(first)[0], read_page)[0][PATH]
    again = reviewed(data, text)
    texts, statuses = write_changes(again, select_changes(again)[0], read_page)
    assert texts == {} and {(d.status, d.reason) for d in statuses.values()} == {
        ("no effect", "the page has this change already")
    }


def test_an_edit_beside_another_reviewer_s_is_known_again() -> None:
    """Words that both insert into a paragraph are in the page once, in whatever order their files come again."""
    page = "A part works well.\n\nIt is small.\n"
    files = [
        edited(export(page), 'insert " very" after "works"'),
        edited(export(page), 'replace "part" by "widget" then add "It is new." behind "works well"'),
    ]
    for data in files:
        today = reviewed(data, page)
        page = write_changes(today, select_changes(today)[0], read_page)[0][PATH]
    assert page == "A widget works very well.\n\nIt is new.\n\nIt is small.\n"
    for data in files:
        again = reviewed(data, page)
        assert write_changes(again, select_changes(again)[0], read_page)[0] == {}


BESIDE = {
    "words that go, beside words that come": ('delete "works"', 'insert " really" after "well"', 'bold "part"'),
    "words that go beside replaced ones": ('delete "every"', 'replace "day" by "year"', 'delete "part"'),
    "a paragraph in two, with edits in both": (
        'replace "part" by "widget"',
        'replace "sometimes" by "often" then insert " too" after "fails"',
        'split after "well every day."',
    ),
    "a paragraph in three": ('split after "part works"', 'split after "day."', 'delete "sometimes"'),
}


@pytest.mark.parametrize("edits", BESIDE.values(), ids=BESIDE)
def test_edits_beside_each_other_are_known_again(edits: tuple[str, ...]) -> None:
    """Changes that went into the page with those of other files have no effect the second time."""
    page = "Words.\n\nA part works well every day. It fails sometimes, as all of them do.\n\nMore words.\n"
    files = [edited(export(page), edit) for edit in edits]
    for data in files:
        today = reviewed(data, page)
        page = write_changes(today, select_changes(today)[0], read_page)[0][PATH]
    for data in files:
        again = reviewed(data, page)
        texts, statuses = write_changes(again, select_changes(again)[0], read_page)
        assert (texts, {d.status for d in statuses.values()}) == ({}, {"no effect"})


def test_a_typed_paragraph_with_words_taken_back_is_known_again() -> None:
    """Words that its author deleted again do not cut a new paragraph in two."""

    def typed(xml: str) -> str:
        xml = behind("Words.", new_block("Normal", "A very new block."))(xml)
        old = '<w:r><w:t xml:space="preserve">A very new block.</w:t></w:r>'
        assert old in xml
        cut = [run("A "), dele(run("very ", deleted=True)), run("new block.")]
        return xml.replace(old, "".join(cut))

    page = "Words.\n\nMore words.\n"
    data = edited_xml(export(page), typed)
    first = reviewed(data, page)
    text = write_changes(first, select_changes(first)[0], read_page)[0][PATH]
    assert text == "Words.\n\nA new block.\n\nMore words.\n"
    again = reviewed(data, text)
    assert write_changes(again, select_changes(again)[0], read_page)[0] == {}
