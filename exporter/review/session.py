"""A reviewed file and the pages that it comes from: its changes, and their status."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from exporter.ooxml.package import Package, PackageError, PackageLimits, open_package
from exporter.ooxml.review_map import NAMESPACE, ReviewMap, ReviewMapError, from_element, is_review_map
from exporter.review.match.alignment import UNTRACKED, AlignedCharacter, AlignedDocument, align
from exporter.review.match.changes import NEW, ChangeKind, ReviewChange, give_ids
from exporter.review.match.current_page import CurrentPage, ReadPage, read_current_page
from exporter.review.match.grouping import group
from exporter.review.match.link_changes import with_links
from exporter.review.match.paragraph_marks import place_paragraph_marks
from exporter.review.match.picture_changes import picture_changes, uncompared
from exporter.review.match.style_changes import list_changes
from exporter.review.match.untracked_looks import find_untracked_looks
from exporter.review.opendocument import reader as opendocument
from exporter.review.word.clauses import clause_numbers
from exporter.review.word.document import Region, ReviewedDocument
from exporter.review.word.reader import read
from exporter.review.write.page import Writing, write_page
from exporter.review.write.site_links import SiteLinks
from exporter.review.write.status import Decision, Status, Statuses

TextOf = Callable[[str], str | None]
"""Function from a page's path to its text, without byte order mark, line ends kept; None for a page not to write."""
_UNTRACKED: Final = Decision(
    Status.UNTRACKED, "it was made with tracking off, so its author is unknown: 'apply --untracked' writes it"
)
_NOT_TRACKED: Final = "it was made with tracking off, and has to be made by hand"
_NEW_PICTURE: Final = Decision(
    Status.BY_HAND, "save the new picture over the old one: 'review list -o FILE' puts it beside the report"
)
_FORMULA: Final = Decision(Status.BY_HAND, "write the reviewer's formula into the page as TeX")
_TITLE: Final = "the title is not in the text: change 'title' in the page's front matter, or in 'exporter.yaml'"
_RUNNING: Final = "the exporter makes headers and footers: change the title or the document's data in the front matter"
_GENERATED: Final = (
    "it is outside of the page's paragraphs: the exporter makes title block, contents, lists of references and notices"
    " from the front matter"
)
_NEVER_WRITTEN: Final = (ChangeKind.CANCELLED, ChangeKind.PICTURE, ChangeKind.FORMULA)
_NO_MAP: Final = "the file has no review map"
_FOREIGN: Final = "the file's export does not have this page"
_NO_TRACKING: Final = (
    "the file has no tracked changes, which Word drops when it saves ODT: its text is compared with the export, and"
    " each difference is untracked"
)
_NAMED: Final = 5  # notes about files, since a map may name any number of them


@dataclass
class Session:
    """A reviewed file. ``notes`` name what is missing: the map, the right page, a page without changes.

    ``own`` are the changes that the file shows without its pages. ``without_map`` says why the map is missing, empty if
    it is there. ``pages`` may be written; ``refused`` says why the other pages of the map may not. ``links`` knows the
    site around the pages. ``package`` is the file whose headings have the numbers that reviewers saw.
    """

    name: str
    review_map: ReviewMap
    reviewed: ReviewedDocument = field(repr=False)
    document: AlignedDocument = field(repr=False)
    alignment: list[AlignedCharacter] = field(repr=False)
    changes: list[ReviewChange] = field(repr=False)
    own: tuple[ReviewChange, ...] = field(default=(), repr=False)
    without_map: str = ""
    notes: list[str] = field(default_factory=list)
    pages: dict[str, CurrentPage] = field(default_factory=dict, repr=False)
    refused: dict[str, str] = field(default_factory=dict)
    links: SiteLinks = field(default_factory=SiteLinks, repr=False)
    package: Package | None = field(default=None, repr=False)

    @property
    def has_map(self) -> bool:
        """Whether the file says where its paragraphs come from."""
        return not self.without_map

    @property
    def page(self) -> str:
        """The page of the file, as its map names it."""
        return self.review_map.page

    @property
    def export(self) -> str:
        """The export of the file, as its map names it."""
        return self.review_map.export

    @property
    def title(self) -> str:
        """The title of the document, else the file's name."""
        return self.review_map.title or self.name

    def file_of(self, change: ReviewChange) -> str:
        """Return the page of a change, ``""`` for none."""
        if change.entry is None:
            return ""
        pos = self.review_map.entries[change.entry].pos
        return pos.file if pos else ""

    @cached_property
    def clauses(self) -> list[str]:
        """The number of the clause of each paragraph of the map, else the words of its heading."""
        numbers = clause_numbers(self.package) if self.package is not None else {}
        found: list[str] = []
        for entry in self.review_map.entries:
            own = numbers.get(entry.name, "") or entry.text if entry.kind == "heading" else ""
            found.append(own or (found[-1] if found else ""))
        return found

    @cached_property
    def questions(self) -> Mapping[str, str]:
        """Words of each question by the key of its paragraphs."""
        return {e.key: e.text[e.generated :] for e in self.review_map.entries if e.kind == "question"}


def open_session(path: Path, limits: PackageLimits | None = None) -> Session:
    """Read a reviewed DOCX or ODT, without its pages. Raises ``PackageError`` if it is neither."""
    return session_of(open_package(path, limits or PackageLimits(), opendocument=True))


def session_of(package: Package, sent: Package | None = None) -> Session:
    """Return the session of an open package, without its pages.

    ``sent`` is the file that was sent, whose review map counts if the package has none.
    """
    review_map, fault = review_map_of(package)
    if fault and sent is not None:
        review_map, fault = review_map_of(sent)
    reviewed = opendocument.read(package) if package.opendocument else read(package)
    document = align(reviewed, review_map)
    alignment = place_paragraph_marks(document.characters)
    find_untracked_looks(alignment, review_map, reviewed.styles)
    changes = group(document, alignment, review_map)
    if not fault:
        changes = with_links(changes, alignment, review_map)
    numbered = sent if sent is not None and package.opendocument else package
    session = Session(
        package.name, review_map, reviewed, document, alignment, changes, tuple(changes), fault, package=numbered
    )
    if fault:
        session.notes.append(f"{fault}: changes are only listed as text, not written")
    if package.opendocument and not opendocument.is_tracked(package):
        session.notes.append(_NO_TRACKING)
    return session


def has_map(package: Package) -> bool:
    """Whether a package has a reliable review map."""
    return not review_map_of(package)[1]


def review_map_of(package: Package) -> tuple[ReviewMap, str]:
    """Return the review map of a package; if none is reliable, an empty one and the reason."""
    found: list[ReviewMap] = []
    fault = _NO_MAP
    for part in package.custom_parts(NAMESPACE):
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
    """Read the pages that changes are written to: pages that the map names and ``text_of`` has.

    ``refused`` says why other pages may not be written; the default reason is that the export does not have them.
    """
    entries = [e for e in session.review_map.entries if e.text.strip()]
    if entries and session.document.matched * 2 < len(entries):
        session.notes.append("most of the text differs from the export: is this the right file?")
    for path in session.review_map.files:
        text = text_of(path)
        if text is None:
            session.refused[path] = f"'{path}' is not written: {(refused or {}).get(path, _FOREIGN)}"
            continue
        page = read_current_page(path, text, session.review_map, read_page)
        session.pages[path] = page
        if not page.paragraphs:
            session.notes.append(f"'{path}' no longer has the exported text")
        elif page.changed:
            session.notes.append(f"'{path}' has changed since the export")
    if note := uncompared(session.alignment, session.review_map, session.reviewed.redrawn):
        session.notes.append(note)
    session.changes = _with_page_changes(session)
    reasons = list(session.refused.values())
    session.notes += reasons[:_NAMED]
    if len(reasons) > _NAMED:
        session.notes.append(f"{len(reasons) - _NAMED} more files that the map names are not written")


def _with_page_changes(session: Session) -> list[ReviewChange]:
    """Return the file's own changes, and those that only its pages show."""
    about = session.alignment, session.review_map, session.pages
    found = [*picture_changes(*about, session.reviewed.redrawn), *list_changes(*about)]
    give_ids(found, session.review_map)
    return sorted([*session.own, *found], key=lambda c: (c.indexes or c.origin)[0])


def against(session: Session, texts: Mapping[str, str], read_page: ReadPage) -> Session:
    """Return the session against other texts of its pages, such as those that have changes of another file already."""
    fresh = {path: texts[path] for path in session.pages if path in texts}
    if not fresh:
        return session
    read = {path: read_current_page(path, text, session.review_map, read_page) for path, text in fresh.items()}
    made = replace(session, pages=session.pages | read)
    made.changes = _with_page_changes(made)
    return made


def new_pictures(session: Session) -> dict[str, str]:
    """Return the parts of the file with new pictures, by the names of their files beside a report."""
    named = ((c.id, c.part) for c in session.changes if c.kind is ChangeKind.PICTURE and c.part)
    return {f"{change}{PurePosixPath(part).suffix.lower()}": part for change, part in named}


def assess(session: Session, read_page: ReadPage) -> Statuses:
    """Return the status of each change, were all of them accepted; of untracked ones, whether they could be or are."""
    tracked = {c.id for c in session.changes if c.tracked}
    _, statuses = write_changes(session, tracked, read_page)
    untracked = [i for i, decision in statuses.items() if decision is _UNTRACKED]
    if untracked:
        _, written = write_changes(session, {c.id for c in session.changes}, read_page)
        left = {i: written[i].reason for i in untracked if written[i].status is Status.BY_HAND}
        statuses |= {i: Decision(Status.UNTRACKED, f"{_NOT_TRACKED}: {reason}") for i, reason in left.items()}
        statuses |= {i: written[i] for i in untracked if written[i].status is Status.NO_EFFECT}
    return statuses


def write_changes(session: Session, chosen: Collection[str], read_page: ReadPage) -> tuple[dict[str, str], Statuses]:
    """Return the pages with the chosen changes in them, and the status of every change of the file.

    Pages without a change are left out. Nothing is written to disk.
    """
    statuses: Statuses = {}
    texts: dict[str, str] = {}
    for change in session.changes:
        statuses[change.id] = _status_without_page(session, change)
    for path, page in session.pages.items():
        writable = [c for c in session.changes if session.file_of(c) == path and c.kind not in _NEVER_WRITTEN]
        own = [c for c in writable if c.id in chosen]
        if not own:
            continue
        tracked = [c for c in writable if c.tracked]
        about = session.alignment, session.document, session.review_map
        outcome = write_page(page, Writing(own, tracked, *about, read_page, session.links))
        statuses.update(outcome.statuses)
        if outcome.text != page.text:
            texts[path] = outcome.text
    return texts, statuses


def _status_without_page(session: Session, change: ReviewChange) -> Decision:
    """Return the status of a change that is not chosen, or that has no page."""
    if change.kind is ChangeKind.CANCELLED:
        return Decision(Status.NO_EFFECT, "inserted, then deleted")
    if change.kind is ChangeKind.PICTURE:
        return _NEW_PICTURE
    if change.kind is ChangeKind.FORMULA:
        return _FORMULA
    if change.by is UNTRACKED:
        return _UNTRACKED
    if not session.has_map:
        return Decision(Status.BY_HAND, session.without_map)
    file = session.file_of(change)
    if not file and change.kind is ChangeKind.DELETED_PARAGRAPH and not change.before.strip(" ¶"):
        return Decision(Status.NO_EFFECT, "the paragraph is empty")
    if not file:
        return Decision(Status.BY_HAND, _outside(session, change))
    if file not in session.pages:
        return Decision(Status.BY_HAND, session.refused.get(file, f"'{file}' is not written: {_FOREIGN}"))
    return Decision(Status.NOT_CHOSEN)


def _outside(session: Session, change: ReviewChange) -> str:
    """Return why a change of words that no page has is not written, and what to change instead."""
    if change.entry is not None and session.review_map.entries[change.entry].kind == "title":
        return _TITLE
    region = session.alignment[(change.indexes or change.origin)[0]].character.region
    return _RUNNING if region in (Region.HEADER, Region.FOOTER) else _GENERATED


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """The changes that a person asks for: by ids, authors, sections (a heading, or words of a question).

    An empty criterion matches every change. Untracked changes match with ``untracked``, or if their ids are named.
    """

    only: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    sections: tuple[str, ...] = ()
    untracked: bool = False

    def about(self, name: str, author: str, places: Iterable[str]) -> bool:
        """Whether the filter matches a change or comment with this id, tracked or not."""
        wanted = [section.casefold() for section in self.sections]
        return (
            (not self.only or name in self.only)
            and (not self.authors or author in self.authors)
            and (not wanted or any(w in place.casefold() for w in wanted for place in places))
        )


def select_changes(session: Session, choice: ChangeFilter = ChangeFilter()) -> tuple[set[str], list[str]]:
    """Return the ids of the changes to write, and the ids in ``choice.only`` that the file does not have."""
    known = {c.id for c in session.changes}
    signed = (c for c in session.changes if c.tracked or choice.untracked or c.id in choice.only)
    chosen = {c.id for c in signed if choice.about(c.id, c.by.author, change_places(session, c))}
    return chosen, sorted(choice.only - known)


def change_places(session: Session, change: ReviewChange) -> tuple[str, str]:
    """Return the question and the section of a change; new blocks in front of a heading end the clause before it."""
    entry = change.entry
    if entry and change.kind in NEW and change.at == 0:
        entry -= session.review_map.entries[entry].kind in ("heading", "question")
    return places(session, entry)


def places(session: Session, entry: int | None) -> tuple[str, str]:
    """Return the question and the section of an entry."""
    if entry is None:
        return "", ""
    own = session.review_map.entries[entry]
    return session.questions.get(own.key, ""), own.section
