"""New words outside of a link or of bold: the loss is told, with an id of its own."""

import pytest

from exporter.review import select_changes, write_changes
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, changed_lines, session_of
from tests.review.redline_loop import PATH

PAGE = "---\ntitle: Marks\n---\n\n## Part\n\nSee [our page](https://example.org/a) or **the guide** now.\n"
LINE = "See [our page](https://example.org/a) or **the guide** now."


def outside(old: str, new: str) -> Edit:
    """Words replaced by plain ones, a link's behind it."""

    def edit(xml: str) -> str:
        at = xml.index(f">{old}</w:t>")
        start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
        gone = f'<w:del w:id="9" {BY}>{xml[start:end].replace("w:t>", "w:delText>")}</w:del>'
        fresh = f'<w:ins w:id="8" {BY}><w:r><w:t>{new}</w:t></w:r></w:ins>'
        link = "</w:hyperlink>" if xml.startswith("</w:hyperlink>", end) else ""
        return xml[:start] + gone + link + fresh + xml[end + len(link) :]

    return edit


CASES = {
    "link": (outside("our page", "the site"), "link", "See the site or", "See [the site](https://example.org/a) or"),
    "bold": (outside("the guide", "the book"), "format", "or the book now", "or **the book** now"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_loss_is_a_change_of_its_own(name: str) -> None:
    """All changes give the words alone; without the loss, the new words have the old mark."""
    edit, kind, without, within = CASES[name]
    session = session_of(PAGE, edit)
    assert sorted(c.kind for c in session.changes) == sorted(["replace", kind])
    assert len({c.id for c in session.changes}) == 2
    for chosen, words in ((select_changes(session)[0], without), ({session.changes[0].id}, within)):
        texts, statuses = write_changes(session, chosen, read_page)
        assert {statuses[i].status for i in chosen} == {"automatic"}
        (_, new) = changed_lines(PAGE, texts[PATH])
        assert words in new


def test_the_mark_alone_goes() -> None:
    """The loss alone takes the mark off the old words."""
    session = session_of(PAGE, CASES["bold"][0])
    loss = next(c for c in session.changes if c.kind == "format")
    texts, _ = write_changes(session, {loss.id}, read_page)
    assert changed_lines(PAGE, texts[PATH])[1] == "+" + LINE.replace("**", "")
