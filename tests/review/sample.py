"""A small page for the review tests: its review copy, and the results of a review of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exporter.ooxml.package import open_package
from exporter.review import ChangeFilter, ListedRow, Session, Statuses, assess, select_changes, write_changes
from exporter.review.listing.rows import rows
from exporter.review.match.changes import ReviewChange
from tests.review.docxfile import Reviewed, read_page, review_file, session_of

PATH = "content/page.md"
PAGE = """---
title: "Widgets"
---

# All about widgets

Some words in front *of all* questions.

::sh-faq
---
qas:
  - q: "What is a widgit?"
    a: |
      A widget is a small part of a machine. See [the long guide](https://example.org/guide/){target="_blank"} for more.

      It was **invented** in 1901 and it works well.
  - q: "How are widgets made?"   # in the works
    a: |
      They are made in steps:
      * Cut the metal
      * Bend the metal
      * Paint the metal
  - q: 'Who sells widgets?'
    a: |
      Many shops sell them every day.

      Some shops repair them too. Ask first.
  - q: What is the price?
    a: |
      The price is low. Use `order` and see [the long guide](https://example.org/guide/).
---
::

## Sizes

| Name | Size |
|------|------|
| Bolt | Ten  |
"""


@dataclass
class Applied:
    """A reviewed file read back: its session, the written page, and the status of each change."""

    session: Session
    text: str
    statuses: Statuses

    @property
    def kinds(self) -> list[str]:
        """The kinds of all changes."""
        return [c.kind for c in self.session.changes]

    def change(self, kind: str) -> ReviewChange:
        """The only change of a kind."""
        found = [c for c in self.session.changes if c.kind == kind]
        assert len(found) == 1, self.kinds
        return found[0]

    def status(self, kind: str) -> str:
        """The status of the only change of a kind."""
        return self.statuses[self.change(kind).id][0]

    def place(self, kind: str) -> str:
        """The place today of the only change of a kind."""
        change = self.change(kind)
        return str(self.session.pages[PATH].place(change.entry, change.at))


def review_copy(text: str = PAGE) -> Reviewed:
    """A fresh review file of the page."""
    return review_file(text, PATH)


def opened(reviewed: Reviewed, folder: Path, today: str | None = None) -> Session:
    """The session of a saved review file."""
    text = today if today is not None else reviewed.text
    file = reviewed.save(folder / "reviewed.docx")
    return session_of(open_package(file), {PATH: text}.get, read_page)


def applied(
    reviewed: Reviewed,
    folder: Path,
    today: str | None = None,
    only: Sequence[str] = (),
    authors: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> Applied:
    """The page with the chosen changes in it."""
    session = opened(reviewed, folder, today)
    chosen, unknown = select_changes(session, ChangeFilter(frozenset(only), frozenset(authors), tuple(sections)))
    assert not unknown
    texts, statuses = write_changes(session, chosen, read_page)
    return Applied(session, texts.get(PATH, today if today is not None else reviewed.text), statuses)


def listed(reviewed: Reviewed, folder: Path, today: str | None = None) -> list[ListedRow]:
    """The list of a review."""
    session = opened(reviewed, folder, today)
    return rows(session, assess(session, read_page))
