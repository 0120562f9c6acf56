"""Items that go, come and move: what stands below them, and the numbers behind them."""

import re

import pytest

from tests.review.exported import BY, Edit, all_of, behind, gone, new, outcome

PAGE = """---
title: Items
---

## Part

- apples
- plums
  - blue ones
  - red ones
- pears

Numbers:

1. open
   1. wide
2. close
3. leave

The same:

1. look
1. wait
1. go

The end.
"""
ITEM, BULLET, NUMBER = "ListParagraph", 6, 7


def moved(words: tuple[str, ...], to: str) -> Edit:
    """Items cut out and put behind another one."""

    def edit(xml: str) -> str:
        fresh = ""
        for word in words:
            at = xml.index(f">{word}</w:t>")
            item = xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:p>", at)] + "</w:p>"
            item = item.replace("</w:pPr>", f'<w:rPr><w:ins w:id="7" {BY}/></w:rPr></w:pPr>')
            item = item.replace("<w:r>", f'<w:ins w:id="6" {BY}><w:r>').replace("</w:r>", "</w:r></w:ins>")
            fresh += re.sub(r"<w:bookmark\w+ [^>]*/>", "", item)
            xml = gone(word)(xml)
        return behind(f">{to}<", fresh)(xml)

    return edit


CASES: dict[str, tuple[Edit, list[str]]] = {
    "an item with items below goes alone": (gone("plums"), ["-- plums"]),
    "an item goes with the items below": (
        all_of(gone("plums"), gone("blue ones"), gone("red ones")),
        ["-- plums", "-  - blue ones", "-  - red ones"],
    ),
    "a numbered item goes": (gone("close"), ["-2. close", "-3. leave", "+2. leave"]),
    "the first numbered item goes with the one below": (
        all_of(gone("open"), gone("wide")),
        ["-1. open", "-   1. wide", "-2. close", "-3. leave", "+1. close", "+2. leave"],
    ),
    "a numbered item goes and one comes": (
        all_of(gone("close"), behind(">leave<", new(ITEM, "lock", number=NUMBER))),
        ["-2. close", "-3. leave", "+2. leave", "+3. lock"],
    ),
    "an item comes into a list that has one number": (
        behind(">wait<", new(ITEM, "listen", number=NUMBER)),
        ["+1. listen"],
    ),
    "the only item below another goes": (gone("wide"), ["-   1. wide"]),
    "an item moves alone": (moved(("plums",), "pears"), ["-- plums", "+- plums"]),
    "a numbered item moves with the one below": (
        moved(("open", "wide"), "close"),
        ["-1. open", "+1. close", "+2. open", "-2. close"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_written(name: str) -> None:
    """The lines of the item go or come, the others keep their words, and the list counts on."""
    edit, lines = CASES[name]
    assert outcome(PAGE, edit) == (lines, [])


def test_the_first_item_of_a_list_with_items_below() -> None:
    """Without an item in front, what stands below it would lose its place: that is left to people."""
    lines, left = outcome(PAGE, gone("open"))
    assert (lines, left) == ([], ["by hand: what stands below the item would lose its place"])
