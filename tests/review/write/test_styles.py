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

> Words of somebody.

#### Deepest

The end.
"""


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
        styled("blue ones", "ListParagraph", number=6),
        ["-  - blue ones", "+- blue ones"],
    ),
    "a heading and its words": (
        all_of(styled("Below", "Heading1"), words_replaced("Below", "Above")),
        ["-### Below", "+## Above"],
    ),
}
LEFT: dict[str, tuple[Edit, str]] = {
    "an item made a paragraph": (styled("plums", ""), "by hand: change lists and their items in the page"),
    "the first item of a list one level in": (
        styled("apples", "ListParagraph", number=6, level=1),
        "by hand: its place in the list would change others",
    ),
    "an item with items below one level in": (
        styled("grapes", "ListParagraph", number=6, level=1),
        "by hand: change lists and their items in the page",
    ),
    "a first item one level out": (
        styled("red ones", "ListParagraph", number=6),
        "by hand: its place in the list would change others",
    ),
    "a paragraph of two lines": (styled("Two lines", "Heading2"), "by hand: it takes more than a sign in front"),
    "a quote made a paragraph": (styled("Words of", ""), "by hand: the page has no syntax for this kind"),
    "a paragraph made a caption": (styled("The end", "Caption"), "by hand: the page has no syntax for this kind"),
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


def test_untracked() -> None:
    """A change that the program does not track is written on demand."""
    edit, lines = styled("Below", "Heading3", tracked=False), ["-### Below", "+#### Below"]
    assert outcome(PAGE, edit, untracked=True) == (lines, [])
    assert outcome(PAGE, edit)[0] == []


def test_untracked_and_left() -> None:
    """The list of a change that is neither tracked nor written gives the reason, and promises nothing."""
    session = session_of(PAGE, styled("plums", "", tracked=False))
    (decision,) = assess(session, read_page).values()
    assert decision.status == "untracked"
    assert decision.reason.endswith("by hand: change lists and their items in the page")
