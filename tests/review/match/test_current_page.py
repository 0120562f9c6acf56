"""Where a reviewed file's paragraphs stand today, wherever the exported section has moved to."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporter.review import assess, rows
from exporter.review.match.text_blocks import text_blocks
from tests.review.docxfile import Reviewed, edit, gone, new, read_page
from tests.review.exported import edited, export, words_replaced
from tests.review.redline_loop import PATH, reviewed
from tests.review.sample import PAGE, applied, review_copy

TWICE = """# Products

## First

### Price

The price is low.

Ask first.

## Second

### Price

The price is low.

Ask first.
"""


def section(text: str, anchor: str, first: int, last: int) -> Reviewed:
    """A review file of the paragraphs ``first`` to ``last`` alone, exported as the section of this anchor."""
    whole = review_copy(text)
    kept = whole.map.entries[first:last]
    return replace(whole, parts=whole.parts[first:last], map=replace(whole.map, anchor=anchor, entries=kept))


def anchors(text: str) -> list[str]:
    """The anchors of a page's headings."""
    found = (block.ancestors[-1] for block in text_blocks(read_page("content/page.md", text)[0]))
    return [node.anchor for node in found if hasattr(node, "anchor")]


@pytest.mark.parametrize("above", ["", "Another paragraph.\n\n", "The price is low.\n\n"])
@pytest.mark.parametrize(("number", "first"), [(2, 2), (4, 5)])
def test_the_section_of_two_alike_is_the_one_that_was_exported(
    tmp_path: Path, above: str, number: int, first: int
) -> None:
    """Where two sections say the same, the heading's anchor tells which one a change belongs to."""
    file = section(TWICE, anchors(TWICE)[number], first + 1, first + 3)
    edit(file.part("price"), "low", gone("low"), new("fair"))
    today = TWICE.replace("## First", f"{above}## First")
    at = [i for i in range(len(today)) if today.startswith("### Price\n\nThe price is low", i)][number // 2 - 1]
    expected = today[:at] + today[at:].replace("low", "fair", 1)
    assert applied(file, tmp_path, today).text == expected


def test_a_section_that_moved_has_not_changed(tmp_path: Path) -> None:
    """Only what was exported counts: text above it is no change of the page that a reviewer saw."""
    file = section(PAGE, "sizes", 16, 20)
    edit(file.part("Ten"), "Ten", gone("Ten"), new("Twelve"))
    got = applied(file, tmp_path, PAGE.replace("Some words", "Many more words\n\nand some"))
    assert got.session.notes == []
    assert "| Bolt | Twelve  |" in got.text


def test_a_cell_of_a_table_in_groups_of_columns_is_the_one_of_its_row(tmp_path: Path) -> None:
    """A file that shows the columns one after another changes the row that was edited, though all rows say the same."""
    page = "# Sizes\n\n| Part | Width | Colour |\n|---|---|---|\n| Bolt | Ten | red |\n| Nut | Ten | red |\n"
    whole = review_copy(page)
    turned = [0, *(1 + 3 * row + column for column in range(3) for row in range(3))]
    assert len(turned) == len(whole.parts)
    file = replace(
        whole,
        parts=[whole.parts[at] for at in turned],
        map=replace(whole.map, entries=tuple(whole.map.entries[at] for at in turned)),
    )
    edit(file.parts[-1], "red", gone("red"), new("blue"))
    got = applied(file, tmp_path, page)
    assert got.session.notes == []
    assert got.text == page.replace("| Nut | Ten | red |", "| Nut | Ten | blue |")


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("small part", "tiny part"),
        ("      They are made in steps:\n", ""),
        ("      * Cut the metal\n      * Bend the metal\n", "      * Bend the metal\n      * Cut the metal\n"),
    ],
)
def test_a_page_that_changed_is_told(tmp_path: Path, old: str, now: str) -> None:
    """Words changed, taken out or moved since the export are noted."""
    assert old in PAGE
    got = applied(review_copy(), tmp_path, PAGE.replace(old, now))
    assert got.session.notes == ["'content/page.md' has changed since the export"]


@pytest.mark.parametrize("now", [PAGE, f"\ufeff{PAGE}"[1:], PAGE.replace("\n\n## Sizes", "\n\n\n\n## Sizes")])
def test_a_page_that_says_the_same_is_no_changed_one(tmp_path: Path, now: str) -> None:
    """Blank lines are no words."""
    assert applied(review_copy(), tmp_path, now).session.notes == []


def test_a_change_of_a_paragraph_that_is_gone_has_a_place_of_today(tmp_path: Path) -> None:
    """It is told where the paragraph stood, behind the one before it."""
    file = review_copy()
    edit(file.part("They are made"), "steps", gone("steps"), new("stages"))
    today = PAGE.replace("      They are made in steps:\n", "")
    got = applied(file, tmp_path, today)
    assert got.text == today
    assert got.place("replace").startswith("content/page.md:17:")


@pytest.mark.parametrize("today", ["Introduction", "First matters"])
def test_a_heading_renamed_on_both_sides(today: str) -> None:
    """A heading that the reviewer and the page renamed is one conflict, at the heading's own place."""
    page = "---\ntitle: Both\n---\n\n## First things\n\nOne.\n\n## Second\n\nTwo.\n"
    data = edited(export(page), words_replaced("First things", "Opening words"))
    session = reviewed(data, page.replace("First things", today))
    (row,) = rows(session, assess(session, read_page))
    assert (row.status, str(row.pos)) == ("conflict", f"{PATH}:5:4")
