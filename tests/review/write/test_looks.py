"""Bold, italic and other looks of kept words, tracked or not, also across the border of words that have one."""

import re

import pytest

from tests.review.exported import BY, Edit, all_of, outcome, session_of

PAGE = """---
title: Looks
---

## Sizes

Plain text, **bold words** then *slanted words* here, ~~gone~~.

| Name | **Size** |
|------|------|
| Bolt | Ten |
"""
LINE = "Plain text, **bold words** then *slanted words* here, ~~gone~~."
BOLD, ITALIC, UPRIGHT = "<w:b/>", "<w:i/>", '<w:b w:val="0"/>'


def look(words: str, add: str, *, tracked: bool = True) -> Edit:
    """Another look of words that are a part of one run."""

    def edit(xml: str) -> str:
        runs = re.finditer(r"<w:r>(?:<w:rPr>(?P<old>.*?)</w:rPr>)?<w:t[^>]*>(?P<text>[^<]*)</w:t></w:r>", xml)
        run = next(run for run in runs if words in run["text"])
        old, (before, behind) = run["old"] or "", run["text"].split(words, 1)
        mark = f'<w:rPrChange w:id="9" {BY}><w:rPr>{old}</w:rPr></w:rPrChange>' if tracked else ""
        parts = ((old, before), ((old.replace(BOLD, "") if add is UPRIGHT else old) + add + mark, words), (old, behind))
        new = (f'<w:r><w:rPr>{p}</w:rPr><w:t xml:space="preserve">{t}</w:t></w:r>' for p, t in parts if t)
        return xml[: run.start()] + "".join(new) + xml[run.end() :]

    return edit


CASES: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "plain words": ((("Plain", BOLD),), "**Plain** text, **bold words** then *slanted words* here, ~~gone~~."),
    "a part of bold words": (
        (("old wo", ITALIC),),
        "Plain text, **b*old wo*rds** then *slanted words* here, ~~gone~~.",
    ),
    "all bold words and one behind": (
        (("bold words", ITALIC), (" then", ITALIC)),
        "Plain text, ***bold words*** *then* *slanted words* here, ~~gone~~.",
    ),
    "a bold word and one behind": (
        ((" words", ITALIC), (" then", ITALIC)),
        "Plain text, **bold *words*** *then* *slanted words* here, ~~gone~~.",
    ),
    "a word and a bold one": (
        (("text, ", ITALIC), ("bold", ITALIC)),
        "Plain *text,* ***bold* words** then *slanted words* here, ~~gone~~.",
    ),
    "slanted words and one behind": (
        (("slanted words", BOLD), (" here", BOLD)),
        "Plain text, **bold words** then ***slanted words*** **here**, ~~gone~~.",
    ),
    "bold words made plain": (
        (("bold words", UPRIGHT),),
        "Plain text, bold words then *slanted words* here, ~~gone~~.",
    ),
    "struck words made plain": (
        (("gone", '<w:strike w:val="0"/>'),),
        "Plain text, **bold words** then *slanted words* here, gone.",
    ),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
@pytest.mark.parametrize("name", CASES)
def test_written(name: str, tracked: bool) -> None:
    """The marks nest as the website's parser reads them, and a look without tracking is written on demand."""
    parts, line = CASES[name]
    edit = all_of(*(look(words, add, tracked=tracked) for words, add in parts))
    assert outcome(PAGE, edit, untracked=not tracked) == (["-" + LINE, "+" + line], [])


def test_a_cell() -> None:
    """A word of a cell made bold without tracking is a change of its own."""
    lines, left = outcome(PAGE, look("Ten", BOLD, tracked=False), untracked=True)
    assert (lines, left) == (["-| Bolt | Ten |", "+| Bolt | **Ten** |"], [])


def test_an_older_map() -> None:
    """A file whose map does not have the looks lists none, rather than guess."""
    assert session_of(PAGE, look("Ten", BOLD, tracked=False), old_map=True).changes == []


def test_the_weight_that_a_program_writes_at_the_words_of_a_table_s_head_is_no_change() -> None:
    """LibreOffice writes the bold of the table's style at each run of a header cell; italics there are a change."""
    for words in ("Name", "Size"):
        assert outcome(PAGE, look(words, BOLD, tracked=False), untracked=True) == ([], [])
    assert outcome(PAGE, look("Name", ITALIC, tracked=False), untracked=True) == (
        ["-| Name | **Size** |", "+| *Name* | **Size** |"],
        [],
    )
