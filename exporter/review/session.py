"""One reviewed file against the pages that it came from: what was changed, and what can be done with each change."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from exporter.ooxml.package import Package, PackageError, PackageLimits, open_package
from exporter.ooxml.review_map import NAMESPACE, ReviewMap, ReviewMapError, from_element, is_review_map
from exporter.review.match.alignment import OUTSIDE, UNTRACKED, AlignedCharacter, AlignedDocument, align
from exporter.review.match.changes import ReviewChange, group
from exporter.review.match.current_page import CurrentPage, ReadPage, today
from exporter.review.match.link_changes import with_links
from exporter.review.match.paragraph_marks import place_paragraph_marks
from exporter.review.word.document import ReviewedDocument
from exporter.review.word.reader import read
from exporter.review.write.page import write_page

TextOf = Callable[[str], str | None]
"""Gives a page's text by its path, without a byte order mark, line ends as they are; None for one not to be written."""
_UNTRACKED: Final = ("untracked", "it was made with tracking off, nobody signs for it: 'apply --untracked' takes it")
_NO_MAP: Final = "the file has no review map"
_FOREIGN: Final = "it is no page of the file's export"
_NAMED: Final = 5  # a map may name any number of files


@dataclass
class Session:
    """A reviewed file as read. ``notes`` say what was missing: no map, another page, pages that changed.

    ``without_map`` says why there is no map, empty where there is one. ``pages`` are those that may be written,
    ``refused`` says of the map's others why they are not. ``as_written`` gives a link's target as pages of the site
    write it.
    """

    name: str
    review_map: ReviewMap
    reviewed: ReviewedDocument = field(repr=False)
    document: AlignedDocument = field(repr=False)
    alignment: list[AlignedCharacter] = field(repr=False)
    changes: list[ReviewChange] = field(repr=False)
    without_map: str = ""
    notes: list[str] = field(default_factory=list)
    pages: dict[str, CurrentPage] = field(default_factory=dict, repr=False)
    refused: dict[str, str] = field(default_factory=dict)
    as_written: Callable[[str], str] = field(default=str, repr=False)

    @property
    def has_map(self) -> bool:
        """Whether the file says where its paragraphs came from."""
        return not self.without_map

    def file_of(self, change: ReviewChange) -> str:
        """The page that a change belongs to, "" for none."""
        if change.entry == OUTSIDE:
            return ""
        pos = self.review_map.entries[change.entry].pos
        return pos.file if pos else ""

    @cached_property
    def questions(self) -> Mapping[str, str]:
        """The words of each question by the key of its paragraphs."""
        return {e.key: e.text[e.generated :] for e in self.review_map.entries if e.kind == "question"}


def open_session(path: Path, limits: PackageLimits | None = None) -> Session:
    """Read a reviewed DOCX; its pages are still to be taken. Raises ``PackageError`` where it is no DOCX."""
    return session_of(open_package(path, limits or PackageLimits()))


def session_of(package: Package) -> Session:
    """The session of an open package, its pages still to be taken."""
    review_map, fault = review_map_of(package)
    reviewed = read(package)
    document = align(reviewed, review_map)
    alignment = place_paragraph_marks(document.characters)
    changes = group(document, alignment, review_map)
    if not fault:
        changes = with_links(changes, alignment, review_map)
    session = Session(package.name, review_map, reviewed, document, alignment, changes, fault)
    if fault:
        session.notes.append(f"{fault}: changes are listed as text, none can be written")
    return session


def review_map_of(package: Package) -> tuple[ReviewMap, str]:
    """The review map in a package; an empty one, and why, where there is none to rely on."""
    found: list[ReviewMap] = []
    fault = _NO_MAP
    for part, data in sorted(package.parts.items()):
        if part.startswith("customXml/") and NAMESPACE.encode() in data:
            try:
                root = package.xml(part)
                if root is not None and is_review_map(root):
                    found.append(from_element(root))
            except (ReviewMapError, PackageError):
                fault = "the file's review map is damaged"
    if any(other != found[0] for other in found[1:]):
        return ReviewMap(), "the file has more than one review map"
    return (found[0], "") if found else (ReviewMap(), fault)


def read_pages(
    session: Session, text_of: TextOf, read_page: ReadPage, refused: Mapping[str, str] | None = None
) -> None:
    """Read the pages that changes are written to: those that the map names and ``text_of`` has.

    ``refused`` says of other pages why they are not to be written; by default they are none of the export's.
    """
    entries = [e for e in session.review_map.entries if e.text.strip()]
    if entries and session.document.matched * 2 < len(entries):
        session.notes.append("most of the text is not what was exported: is this the right file?")
    for path in session.review_map.files:
        text = text_of(path)
        if text is None:
            session.refused[path] = f"'{path}' is not written: {(refused or {}).get(path, _FOREIGN)}"
            continue
        page = today(path, text, session.review_map, read_page)
        session.pages[path] = page
        if not page.paragraphs:
            session.notes.append(f"'{path}' holds none of the exported text by now")
        elif page.changed:
            session.notes.append(f"'{path}' has changed since the export")
    reasons = list(session.refused.values())
    session.notes += reasons[:_NAMED]
    if len(reasons) > _NAMED:
        session.notes.append(f"{len(reasons) - _NAMED} more files that the map names are not written")


Statuses = dict[str, tuple[str, str]]


def assess(session: Session, read_page: ReadPage) -> Statuses:
    """What can be done with each change if all are accepted: its status and why."""
    tracked = {c.id for c in session.changes if c.by is not UNTRACKED}
    _, statuses = write_changes(session, tracked, read_page)
    return statuses


def write_changes(session: Session, chosen: Collection[str], read_page: ReadPage) -> tuple[dict[str, str], Statuses]:
    """The pages with the chosen changes in them, and the status of every change of the file.

    Pages that stay as they are are left out. Nothing is written to disk.
    """
    statuses: Statuses = {}
    texts: dict[str, str] = {}
    for change in session.changes:
        statuses[change.id] = _status_without_page(session, change)
    for path, page in session.pages.items():
        own = [c for c in session.changes if c.id in chosen and session.file_of(c) == path and c.kind != "void"]
        if not own:
            continue
        tracked = [c for c in session.changes if c.tracked and session.file_of(c) == path and c.kind != "void"]
        outcome = write_page(
            page, own, session.alignment, session.document, session.review_map, read_page, session.as_written, tracked
        )
        statuses.update(outcome.status)
        if outcome.text != page.text:
            texts[path] = outcome.text
    return texts, statuses


def _status_without_page(session: Session, change: ReviewChange) -> tuple[str, str]:
    """The status of a change that is not chosen, or that no page can take."""
    if change.kind == "void":
        return "no effect", "what was put in was taken out again"
    if change.by is UNTRACKED:
        return _UNTRACKED
    if not session.has_map:
        return "by hand", session.without_map
    file = session.file_of(change)
    if not file:
        return "by hand", "it stands outside of the page's own paragraphs"
    if file not in session.pages:
        return "by hand", session.refused.get(file, f"'{file}' is not written: {_FOREIGN}")
    return "not chosen", ""


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """The changes that a person asks for: by their ids, by authors, by sections (a heading, or words of a question).

    What is empty chooses nothing out. Changes that were made with tracking off are taken where ``untracked`` says so,
    or where their ids are named.
    """

    only: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    sections: tuple[str, ...] = ()
    untracked: bool = False

    def about(self, name: str, author: str, places: Iterable[str]) -> bool:
        """Whether a change or comment with this id is among what was asked for, tracked or not."""
        wanted = [section.casefold() for section in self.sections]
        return (
            (not self.only or name in self.only)
            and (not self.authors or author in self.authors)
            and (not wanted or any(w in place.casefold() for w in wanted for place in places))
        )


def select_changes(session: Session, choice: ChangeFilter = ChangeFilter()) -> tuple[set[str], list[str]]:
    """The changes to write, and the ids among ``choice.only`` that the file does not have."""
    known = {c.id for c in session.changes}
    signed = (c for c in session.changes if c.tracked or choice.untracked or c.id in choice.only)
    chosen = {c.id for c in signed if choice.about(c.id, c.by.author, places(session, c.entry))}
    return chosen, sorted(choice.only - known)


def places(session: Session, entry: int) -> tuple[str, str]:
    """The question and the section that an entry belongs to."""
    if entry == OUTSIDE:
        return "", ""
    own = session.review_map.entries[entry]
    return session.questions.get(own.key, ""), own.section
