"""Another kind of a paragraph: headings of other levels, paragraphs made headings, items and quotes, and back."""

import re

import pytest

from exporter.review import assess
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, all_of, outcome, session_of, words_replaced

PAGE = """---
title: Styles
---

## First part

A plain paragraph.

Two lines of
one paragraph.

### Below

- apples
- plums
- grapes
  - red ones
  - blue ones

1. open
2. close
3. leave

> Words of
> somebody.

* [ ] ask
* [x] wait

#### Deepest

The end.

::ShFaq
---
qas:
  - q: "Why?"
    a: |
      Because of this.

      * first
      * second
---
::
"""
ITEM, BULLET, NUMBER = "ListParagraph", 6, 7


def styled(words: str, style: str, *, number: int = 0, level: int = 0, tracked: bool = True) -> Edit:
    """Another style of the paragraph that has these words."""

    def edit(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index(words)) + len("<w:p>")
        found = re.match(r"<w:pPr>(.*?)</w:pPr>", xml[start:])
        old, end = (found[1], start + found.end()) if found else ("", start)
        change = f'<w:pPrChange w:id="9" {BY}><w:pPr>{old}</w:pPr></w:pPrChange>' if tracked else ""
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        name = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"{xml[:start]}<w:pPr>{name}{listed}{change}</w:pPr>{xml[end:]}"

    return edit


WRITTEN: dict[str, tuple[Edit, list[str]]] = {
    "a heading one level down": (styled("Below", "Heading3"), ["-### Below", "+#### Below"]),
    "a heading one level up": (styled("Deepest", "Heading2"), ["-#### Deepest", "+### Deepest"]),
    "a heading made a paragraph": (styled("Deepest", ""), ["-#### Deepest", "+Deepest"]),
    "a paragraph made a heading": (styled("A plain", "Heading2"), ["-A plain paragraph.", "+### A plain paragraph."]),
    "a paragraph made a bulleted item": (
        styled("A plain", "ListParagraph", number=6),
        ["-A plain paragraph.", "+- A plain paragraph."],
    ),
    "a paragraph made a quote": (styled("A plain", "Quote"), ["-A plain paragraph.", "+> A plain paragraph."]),
    "an item one level in": (
        styled("plums", "ListParagraph", number=6, level=1),
        ["-- plums", "+  - plums"],
    ),
    "the last item of a list one level out": (
        styled("blue ones", ITEM, number=BULLET),
        ["-  - blue ones", "+- blue ones"],
    ),
    "the first item of a list one level out": (
        styled("red ones", ITEM, number=BULLET),
        ["-  - red ones", "+- red ones"],
    ),
    "an item with items below one level in": (
        all_of(styled("grapes", ITEM, number=BULLET, level=1), styled("red ones", ITEM, number=BULLET, level=2)),
        ["-- grapes", "-  - red ones", "+  - grapes", "+    - red ones"],
    ),
    "a numbered item one level in": (
        styled(">close<", ITEM, number=NUMBER, level=1),
        ["-2. close", "-3. leave", "+   1. close", "+2. leave"],
    ),
    "a task one level in": (
        styled(">wait<", ITEM, number=BULLET, level=1),
        ["-* [x] wait", "+  * [x] wait"],
    ),
    "a bulleted list made a numbered one": (
        all_of(*(styled(f">{words}<", ITEM, number=NUMBER) for words in ("apples", "plums", "grapes"))),
        [
            *("-- apples", "-- plums", "-- grapes", "-  - red ones", "-  - blue ones"),
            *("+1. apples", "+2. plums", "+3. grapes", "+   - red ones", "+   - blue ones"),
            *("-1. open", "-2. close", "-3. leave", "+4. open", "+5. close", "+6. leave"),
        ],
    ),
    "a numbered list made a bulleted one": (
        all_of(*(styled(f">{words}<", ITEM, number=BULLET) for words in ("open", "close", "leave"))),
        ["-1. open", "-2. close", "-3. leave", "+- open", "+- close", "+- leave"],
    ),
    "an item between others made a paragraph": (styled("plums", ""), ["-- plums", "+plums"]),
    "a numbered item made a paragraph": (
        styled(">close<", ""),
        ["-2. close", "-3. leave", "+close", "+2. leave"],
    ),
    "a list made paragraphs": (
        all_of(*(styled(f">{words}<", "") for words in ("open", "close", "leave"))),
        ["-1. open", "-2. close", "-3. leave", "+open", "+close", "+leave"],
    ),
    "an item made a heading": (styled(">leave<", "Heading2"), ["-3. leave", "+### leave"]),
    "an item of an answer made a paragraph": (
        styled(">first<", "FAQAnswer"),
        ["-      * first", "+      first"],
    ),
    "paragraphs made a list": (
        all_of(styled("A plain", ITEM, number=NUMBER), styled("Two lines", ITEM, number=NUMBER)),
        [
            *("-A plain paragraph.", "-Two lines of", "-one paragraph."),
            *("+1. A plain paragraph.", "+2. Two lines of", "+   one paragraph."),
        ],
    ),
    "a heading made an item behind tasks": (
        styled(">Deepest<", ITEM, number=BULLET),
        ["-#### Deepest", "+* Deepest"],
    ),
    "a paragraph of two lines made a heading": (
        styled("Two lines", "Heading2"),
        ["-Two lines of", "-one paragraph.", "+### Two lines of one paragraph."],
    ),
    "a quote made a paragraph": (
        styled("somebody", ""),
        ["-> Words of", "-> somebody.", "+Words of", "+somebody."],
    ),
    "a quote made an item": (
        styled("somebody", ITEM, number=BULLET),
        ["-> Words of", "-> somebody.", "+- Words of", "+  somebody."],
    ),
    "an item and its words": (
        all_of(styled("plums", ITEM, number=BULLET, level=1), words_replaced("plums", "pears")),
        ["-- plums", "+  - pears"],
    ),
    "a heading and its words": (
        all_of(styled("Below", "Heading1"), words_replaced("Below", "Above")),
        ["-### Below", "+## Above"],
    ),
}
LEFT: dict[str, tuple[Edit, str]] = {
    "an item with items below made a paragraph": (
        styled("grapes", ""),
        "by hand: an item below it would have no item around it",
    ),
    "the first item of a list one level in": (
        styled("apples", ITEM, number=BULLET, level=1),
        "by hand: no item of level 1 is in front of it",
    ),
    "an item two levels in": (
        styled("red ones", ITEM, number=BULLET, level=2),
        "by hand: no item of level 2 is in front of it",
    ),
    "an item without its sign, but with its indent": (
        styled("plums", ITEM),
        "by hand: it may belong to the item in front of it",
    ),
    "a paragraph made a caption": (styled("The end", "Caption"), "by hand: a caption belongs to a picture or table"),
    "another plain style": (styled("The end", "BodyText"), "no effect: the page has one kind of paragraph"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name: str) -> None:
    """The sign in front of the words says the new kind, and the page reads so."""
    edit, lines = WRITTEN[name]
    assert outcome(PAGE, edit) == (lines, [])


@pytest.mark.parametrize("name", LEFT)
def test_left(name: str) -> None:
    """A kind that takes more than a sign is left to people, with the reason."""
    edit, reason = LEFT[name]
    lines, left = outcome(PAGE, edit)
    assert lines == []
    assert [found.startswith(reason) for found in left] == [True], left


def test_behind_a_table() -> None:
    """A paragraph behind a table becomes a heading; the table is no part of its lists."""
    page = "## Part\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nThe end.\n"
    assert outcome(page, styled("The end.", "Heading2")) == (["-The end.", "+### The end."], [])


def test_names_of_styles() -> None:
    """Two styles of one kind are listed by the names that the document shows."""
    (change,) = session_of(PAGE, styled("Because of this", "")).changes
    assert (change.before, change.after) == ("FAQ Answer", "Normal")


def test_untracked() -> None:
    """A change that the program does not track is written on demand."""
    edit, lines = styled("Below", "Heading3", tracked=False), ["-### Below", "+#### Below"]
    assert outcome(PAGE, edit, untracked=True) == (lines, [])
    assert outcome(PAGE, edit)[0] == []


def test_untracked_and_left() -> None:
    """The list of a change that is neither tracked nor written gives the reason, and promises nothing."""
    session = session_of(PAGE, styled("apples", ITEM, number=BULLET, level=1, tracked=False))
    (decision,) = assess(session, read_page).values()
    assert decision.status == "untracked"
    assert decision.reason.endswith("by hand: no item of level 1 is in front of it")
