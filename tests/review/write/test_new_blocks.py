"""New paragraphs are written as what their style and list say, wherever they stand, or are left to people."""

import pytest

from tests.review.exported import BY, Edit, before, behind, new, outcome, written_under

PAGE = """---
title: Kinds
---

## First part

A plain paragraph.

- apples
- plums
  - blue plums
- grapes

1. open
2. close

> Words of somebody.

::ShAlert
Mind the gap.
::

### Below

::ShFaq
---
qas:
  - q: "Why?"
    a: |
      Because of this.

      * an item
  - q: "When?"
    a: |
      At noon.
---
::

## Last part

The end.
"""
BULLET, NUMBER = 6, 7  # the lists of the file
ITEM = "ListParagraph"
INDENT = '<w:ind w:left="340"/>'

WRITTEN: dict[str, tuple[Edit, list[str]]] = {
    "a heading of a level that the file does not have": (
        behind("A plain paragraph", new("Heading3", "Deeper")),
        ["+#### Deeper"],
    ),
    "a heading that ends with a sign": (behind("A plain paragraph", new("Heading2", "On C #")), ["+### On C \\#"]),
    "a heading behind a list": (behind("grapes", new("Heading2", "Next")), ["+### Next"]),
    "a heading behind an alert": (behind("Mind the gap", new("Heading2", "Next")), ["+### Next"]),
    "a heading behind the questions": (behind("At noon", new("Heading1", "Next")), ["+## Next"]),
    "a heading at the end": (behind("The end", new("Heading2", "Next")), ["+### Next"]),
    "a heading typed under another": (written_under("First part", "Next", "Heading2"), ["+### Next"]),
    "two quotes": (
        behind("A plain paragraph", new("Quote", "Say it"), new("Quote", "and mean it")),
        ["+> Say it", "+>", "+> and mean it"],
    ),
    "a quote that goes on": (behind("Words of somebody", new("Quote", "More of it")), ["+>", "+> More of it"]),
    "a plain paragraph behind a quote": (behind("Words of somebody", new("", "Plain")), ["+Plain"]),
    "code": (behind("A plain paragraph", new("SourceCode", "a = `1`")), ["+```", "+a = `1`", "+```"]),
    "a first bulleted item": (behind("The end", new(ITEM, "one", number=BULLET)), ["+- one"]),
    "a numbered list with a list inside": (
        behind(
            "The end",
            new(ITEM, "one", number=NUMBER),
            new(ITEM, "inner", number=BULLET, level=1),
            new(ITEM, "two", number=NUMBER),
            new("", "After it"),
        ),
        ["+1. one", "+   - inner", "+2. two", "+After it"],
    ),
    "a numbered item in front of a list": (
        behind("grapes", new(ITEM, "look", number=NUMBER)),
        ["-1. open", "-2. close", "+1. look", "+2. open", "+3. close"],
    ),
    "a numbered item between others": (
        behind(">open<", new(ITEM, "look", number=NUMBER)),
        ["-2. close", "+2. look", "+3. close"],
    ),
    "a bulleted item behind a numbered list": (behind("close", new(ITEM, "turn", number=BULLET)), ["+- turn"]),
    "a paragraph between items": (behind("apples", new("", "Then:")), ["+Then:"]),
    "a paragraph between numbered items": (behind(">open<", new("", "Then:")), ["+Then:"]),
    "a heading between items": (behind("blue plums", new("Heading2", "Then")), ["+### Then"]),
    "bulleted items between numbered ones": (
        behind(">open<", new(ITEM, "look", number=BULLET), new(ITEM, "turn", number=BULLET)),
        ["+- look", "+- turn"],
    ),
    "a further paragraph of an item": (behind(">apples<", new("", "Red ones.", more=INDENT)), ["+  Red ones."]),
    "two further paragraphs of a numbered item": (
        behind(">open<", new("", "Look.", more=INDENT), new("ListContinue", "Turn.")),
        ["+   Look.", "+   Turn."],
    ),
    "a further paragraph behind an inner list": (
        behind("blue plums", new("", "All of them.", more=INDENT)),
        ["+  All of them."],
    ),
    "a further paragraph of an inner item, and an item": (
        behind("blue plums", new("", "Ripe.", more='<w:ind w:left="680"/>'), new(ITEM, "pears", number=BULLET)),
        ["+    Ripe.", "+- pears"],
    ),
    "a further paragraph of an item in an answer": (
        behind("an item", new(ITEM, "More of it.")),
        ["+        More of it."],
    ),
    "code of an item": (behind(">apples<", new("Code", "x = 1", more=INDENT)), ["+  ```", "+  x = 1", "+  ```"]),
    "a list below an item": (behind("apples", new(ITEM, "red ones", number=BULLET, level=1)), ["+  - red ones"]),
    "an item in an inner list": (behind("blue plums", new(ITEM, "red", number=BULLET, level=1)), ["+  - red"]),
    "an item behind an inner list": (behind("blue plums", new(ITEM, "pears", number=BULLET)), ["+- pears"]),
    "a paragraph in an alert": (behind("Mind the gap", new("AlertInfo", "Really.")), ["+Really."]),
    "a paragraph behind an alert": (behind("Mind the gap", new("", "Plain")), ["+Plain"]),
    "a paragraph in an answer": (behind("At noon", new("FAQAnswer", "Or later.")), ["+      Or later."]),
    "a paragraph behind the questions": (behind("At noon", new("", "Plain")), ["+Plain"]),
    "a question with all kinds of blocks": (
        behind(
            "an item",
            new("FAQQuestion", "How?"),
            new("FAQAnswer", "So:"),
            new(ITEM, "one", number=NUMBER),
            new(ITEM, "two", number=NUMBER),
            new("Quote", "said"),
            new("Code", "x = 1"),
        ),
        [
            '+  - q: "How?"',
            "+    a: |",
            "+      So:",
            "+      1. one",
            "+      2. two",
            "+      > said",
            "+      ```",
            "+      x = 1",
            "+      ```",
        ],
    ),
}

LEFT: dict[str, tuple[Edit, str]] = {
    "a subtitle": (behind("The end", new("Subtitle", "x")), "the page has no subtitle of its own"),
    "a caption": (behind("The end", new("Caption", "x")), "a caption belongs to a picture or table"),
    "a label": (behind("The end", new("BoxTitle", "x")), "the exporter makes labels from components"),
    "an alert": (behind("The end", new("AlertWarning", "x")), "no component next to it has the style 'Alert Warning'"),
    "another alert": (
        behind("Mind the gap", new("AlertTip", "x")),
        "no component next to it has the style 'Alert Tip'",
    ),
    "a paragraph between an item and one below it": (behind(">plums<", new("", "x")), "it would split a list"),
    "an item two levels down": (behind("grapes", new(ITEM, "x", number=BULLET, level=2)), "no item of level 2"),
    "a heading between questions": (behind("an item", new("Heading1", "x")), "it would stand between two questions"),
    "code at the end of an alert": (behind("Mind the gap", new("Code", "x")), "it may belong inside of the component"),
}

SMALL = "---\ntitle: Small\n---\n\n## Only section\n\nSome words.\n"
AROUND: dict[str, tuple[Edit, list[str]]] = {
    "before, of its level": (before("Only section", new("Heading1", "New")), ["+## New"]),
    "before, of the next": (before("Only section", new("Heading2", "New")), ["+### New"]),
    "behind, of its level": (written_under("Only section", "New", "Heading1"), ["+## New"]),
    "behind, of the next": (written_under("Only section", "New", "Heading2"), ["+### New"]),
    "at the end": (behind("Some words", new("Heading1", "New")), ["+## New"]),
}


@pytest.mark.parametrize("old_map", [False, True], ids=["", "old map"])
@pytest.mark.parametrize("name", WRITTEN)
def test_written_as_what_it_is(name: str, old_map: bool) -> None:
    """The page has the new block in the Markdown of its kind, also from a file with a map of an older version."""
    edit, lines = WRITTEN[name]
    assert outcome(PAGE, edit, old_map=old_map) == (lines, [])


@pytest.mark.parametrize(("form", "line"), [("", "+New"), (new(ITEM, "", number=BULLET), "+- New")])
def test_typed_into_the_last_paragraph(form: str, line: str) -> None:
    """LibreOffice does not track the last mark of a document: words alone in a paragraph there are a new one."""
    form = form[form.index("<w:pPr>") : form.index("<w:rPr>")] + "</w:pPr>" if form else ""
    words = f'<w:p>{form}<w:ins w:id="9" {BY}><w:r><w:t>New</w:t></w:r></w:ins></w:p>'
    assert outcome("## Part\n\nWords.\n\n- one\n", behind(">one<", words)) == ([line], [])


@pytest.mark.parametrize("name", LEFT)
def test_left_to_people(name: str) -> None:
    """A block that has no Markdown there leaves the page alone, and the reason says why."""
    edit, reason = LEFT[name]
    lines, reasons = outcome(PAGE, edit)
    assert lines == []
    assert [r.startswith(f"by hand: {reason}") for r in reasons] == [True], reasons


@pytest.mark.parametrize("name", AROUND)
def test_beside_the_only_heading(name: str) -> None:
    """A new heading beside the only one of its document is a heading, and the old one stays what it was."""
    edit, lines = AROUND[name]
    assert outcome(SMALL, edit) == (lines, [])


def test_an_empty_paragraph_has_no_effect() -> None:
    """A blank paragraph that a reviewer leaves says nothing, so that nobody has to do it by hand."""
    assert outcome(SMALL, behind("Some words", new("", " "))) == ([], ["no effect: the paragraph is empty"])
