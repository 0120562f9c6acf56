"""A list item that moves in or out, or is counted, is told, tracked or not, also with a map of an older version."""

import pytest

from tests.review.exported import Edit, session_of

PAGE = "---\ntitle: Lists\n---\n\n## Part\n\n- apples\n- plums\n- grapes\n\n1. open\n2. close\n"
NUMBERED = 7


def listed(words: str, *, level: int, number: int = 6, tracked: bool = False) -> Edit:
    """Another level, or another list, of the item that has these words."""

    def edit(xml: str) -> str:
        at = xml.rindex("<w:numPr>", 0, xml.index(f">{words}<"))
        end = xml.index("</w:numPr>", at) + len("</w:numPr>")
        old = f'<w:pPr><w:pStyle w:val="ListParagraph"/>{xml[at:end]}</w:pPr>'
        mark = f'<w:pPrChange w:id="9" w:author="Rita" w:date="2026-01-02T03:04:05Z">{old}</w:pPrChange>'
        new = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        close = xml.index("</w:pPr>", end)
        return xml[:at] + new + xml[end:close] + (mark if tracked else "") + xml[close:]

    return edit


@pytest.mark.parametrize("old_map", [False, True])
@pytest.mark.parametrize("tracked", [False, True])
def test_an_item_moves_in(tracked: bool, old_map: bool) -> None:
    """The change names both levels; the author is known if the program tracks it."""
    session = session_of(PAGE, listed("plums", level=1, tracked=tracked), old_map=old_map)
    (change,) = session.changes
    assert (change.kind, change.after, change.by.author) == ("style", "bulleted item, level 2", "Rita" * tracked)


@pytest.mark.parametrize("old_map", [False, True])
def test_an_item_is_counted(old_map: bool) -> None:
    """A bulleted item that gets a number is a change."""
    session = session_of(PAGE, listed("grapes", level=0, number=NUMBERED), old_map=old_map)
    assert [(c.kind, c.after) for c in session.changes] == [("style", "numbered item")]


@pytest.mark.parametrize("old_map", [False, True])
def test_nothing_changes(old_map: bool) -> None:
    """A file without edits has no changes."""
    assert session_of(PAGE, lambda xml: xml, old_map=old_map).changes == []
