"""A change request that comes back: the reviewer's changes go to their places in the whole page."""

from dataclasses import replace

import pytest

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import FORM_PATH, DocxOptions
from exporter.backends.front_back import generated_words
from exporter.model.document import RequestField
from exporter.review import Session, assess, rows, select_changes, write_changes
from exporter.theme.files import Theme
from exporter.transforms.changed_clauses import changed_clauses
from exporter.transforms.redline import redline
from tests.backends.docx.test_form import form
from tests.review.docxfile import read_page
from tests.review.exported import Edit, all_of, behind, edited, new, words_replaced
from tests.review.redline_loop import AUTHOR, DATE, PATH, document, reviewed

OLD = """\
# Scope

Kept words.

# Messages

## General

None.

## Details

None.

The costs are low, see [the timers](#timers) and **[the scope](#scope)**.

- first
- second

# Timers

## General

None.

The timer is 30 seconds.
"""
NEW = OLD.replace("are low", "are rather low").replace("- second\n", "- second\n- third\n").replace("30", "20")


def request(old: str, new_text: str, theme: Theme) -> bytes:
    """The change request between two texts as a file."""
    before, after = (document(read_page(PATH, text)[0]) for text in (old, new_text))
    made = redline(before, after, author=AUTHOR, date=DATE)
    made = changed_clauses(made, generated_words(made, theme))
    fields = (RequestField(name="reason", word="Reason", value="It is late."),)
    made = replace(made, control=replace(made.control, request=fields))
    data = BACKEND.render(made, DocxOptions(fonts="none"), theme).data
    assert data is not None
    return data


THEMES = {
    "a plain cover": Theme(),
    "a form": Theme(files={FORM_PATH: form("Because: {{reason}}", "Words at the end.")}),
}


def back(cover: str, today: str, edit: Edit = lambda xml: xml) -> Session:
    """The session of a change request that comes back."""
    return reviewed(edited(request(OLD, NEW, THEMES[cover]), edit), today)


@pytest.mark.parametrize("cover", THEMES)
def test_only_the_changes_of_the_request_come_back(cover: str) -> None:
    """Cover, separators and headings above are no changes; the request's own ones give the new text."""
    session = back(cover, OLD)
    listed = rows(session, assess(session, read_page))
    assert [(row.kind, row.status) for row in listed] == [
        ("insert", "automatic"), ("new paragraph", "automatic"), ("replace", "automatic")
    ]  # fmt: skip
    texts, _ = write_changes(session, select_changes(session)[0], read_page)
    assert texts == {PATH: NEW}


@pytest.mark.parametrize("today", [OLD, NEW], ids=["the old page", "the new page"])
@pytest.mark.parametrize("cover", THEMES)
def test_a_reviewer_changes_the_request(cover: str, today: str) -> None:
    """Changes of words, a new item and a new paragraph come to their places, among equal words elsewhere too."""
    edits = all_of(
        words_replaced("first", "the first one"),
        words_replaced("the scope", "that scope"),
        behind(">third</w:t>", new("ListParagraph", "fourth", number=1)),
        behind(" seconds.</w:t>", new("", "It may be longer.")),
    )
    session = back(cover, today, edits)
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    expected = (
        NEW.replace("- first", "- the first one")
        .replace("the scope", "that scope")
        .replace("- third\n", "- third\n- fourth\n")
    )
    assert texts == {PATH: expected + "\nIt may be longer.\n"}
    assert {one.status for one in statuses.values()} == {"automatic"} | ({"no effect"} if today == NEW else set())


@pytest.mark.parametrize(
    "old",
    [
        "# One\n\n## General\n\nNone.\n\n# Two\n\n## General\n\nNone.\n",
        "# General\n\nNone.\n\n# Scope\n\nAll.\n\n# General\n\nNone.\n",
    ],
    ids=["below other headings", "at the top"],
)
def test_equal_clauses_are_told_apart(old: str) -> None:
    """A change of a clause whose words stand in the page twice goes to the clause that was changed."""
    new_text = old[:-2] + " yet.\n"
    session = reviewed(request(old, new_text, Theme()), old)
    texts, _ = write_changes(session, select_changes(session)[0], read_page)
    assert texts == {PATH: new_text}
