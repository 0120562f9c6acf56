"""A page that says the same many times: each change goes to its own paragraph, or is left to people."""

from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest

from exporter.ooxml.package import read_package
from exporter.review import Session, join, select_changes, write_changes, write_round
from tests.review.docxfile import read_page, session_of
from tests.review.exported import export
from tests.review.random_edits import edit
from tests.review.redline_loop import PATH, reviewed
from tests.review.word_edits import WordFile
from tests.review.word_text import Xml, text

LEVEL = "Impact Level: low"
PAGE = """## One

Impact Level: low

Some first words.

## Two

Impact Level: low

Some second words.

## Three

Impact Level: low

Some third words.
"""
LONG = "".join(
    f"## Part {number}\n\nImpact Level: {level}\n\nSome {number} words about it.\n\n- yes\n\n- no\n\n- yes\n\n"
    f"Impact Level: {level}\n\n"
    for number, level in (("one", "low"), ("two", "low"), ("three", "high"), ("four", "low"))
)
Edit = Callable[[WordFile, Xml], object]


def _insert(file: WordFile, paragraph: Xml) -> None:
    file.insert(" zq", after="Impact", within=paragraph)


def _drop(file: WordFile, paragraph: Xml) -> None:
    file.drop(paragraph)


def second_edited(change: Edit, today: str) -> tuple[str, str, str]:
    """The page of today with a change of the second of three equal paragraphs, its status and its reason."""
    file = WordFile(export(PAGE))
    change(file, [p for p in file.paragraphs() if text(p) == LEVEL][1])
    session = reviewed(file.data(), today)
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    (decision,) = statuses.values()
    return texts.get(PATH, today), decision.status, decision.reason


def at_second(page: str, words: str) -> str:
    """The page with other words in place of the second paragraph."""
    one, two = page.split("## Two")
    return f"{one}## Two{two.replace(LEVEL, words, 1)}"


@pytest.mark.parametrize(
    "today",
    [
        PAGE,
        PAGE.replace(LEVEL, "Impact Level: high", 1),
        PAGE.replace(f"{LEVEL}\n\n", "", 1),
        f"{LEVEL}\n\n{PAGE}",
        PAGE.replace("## Two", "## Second").replace("## Three", f"{LEVEL}\n\n## Third"),
    ],
)
def test_neighbours_name_the_paragraph(today: str) -> None:
    """An equal paragraph that changed, came or went beyond other words leaves no doubt about this one."""
    place = today.index("\n\nSome second words.") - len(LEVEL)
    changed = f"{today[:place]}Impact zq Level: low{today[place + len(LEVEL) :]}"
    assert second_edited(_insert, today)[:2] == (changed, "automatic")


@pytest.mark.parametrize("words", [f"{LEVEL}\n\n{LEVEL}", f"{LEVEL}\n\nImpact Level: lower"])
def test_a_second_paragraph_beside_it_is_a_doubt(words: str) -> None:
    """Beside a new paragraph that is like it, a change is left to people, with the reason."""
    today = at_second(PAGE, words)
    page, status, reason = second_edited(_insert, today)
    assert (page, status) == (today, "conflict")
    assert "find the right one" in reason


def test_a_deleted_paragraph_is_not_deleted_again() -> None:
    """The paragraph of the next clause is no partner of one that has gone, though both clauses were renamed."""
    today = at_second(PAGE, "").replace("## Two", "## Second").replace("## Three", "## Third")
    assert second_edited(_drop, today)[:2] == (today, "no effect")


@pytest.mark.parametrize("seed", [1, 13, 14, 16, 21])
def test_a_second_apply_of_a_round_writes_nothing(seed: int) -> None:
    """Of random edits by three reviewers, the first apply is complete, and none goes into another paragraph later."""
    files: list[bytes] = []
    for number in range(3):
        random, file = Random(seed * 100 + number), WordFile(export(LONG))
        for change in range(6):
            edit(file, random, f"zq{number}x{change}")
        files.append(file.data())
    now = _joined(files, LONG)
    assert _joined(files, now) == now


def _joined(files: list[bytes], today: str) -> str:
    sessions: list[Session] = [
        session_of(read_package(BytesIO(data), f"{number}.docx"), {PATH: today}.get, read_page)
        for number, data in enumerate(files)
    ]
    chosen = [select_changes(session)[0] for session in sessions]
    texts, _ = write_round(join(sessions, [s.name for s in sessions]), chosen, [read_page] * len(sessions))
    return texts.get(PATH, today)
