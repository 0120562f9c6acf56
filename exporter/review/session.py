"""One reviewed file against the pages that it came from: what was changed, and what can be done with each change."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from exporter.ooxml.package import Limits, Package, open_package
from exporter.ooxml.reviewmap import NAMESPACE, ReviewMap, ReviewMapError, from_xml
from exporter.review.atoms import Stream
from exporter.review.changes import Change, group
from exporter.review.links import with_links
from exporter.review.marks import as_meant
from exporter.review.pagewrite import ReadPage, Today, today, write_page
from exporter.review.reader import read
from exporter.review.script import OUTSIDE, UNTRACKED, Script, Slot, build

TextOf = Callable[[str], str | None]
"""Gives a page's text by its path, without a byte order mark, line ends as they are; None for no such file."""
_UNTRACKED: Final = ("untracked", "it was made with tracking off, nobody signs for it")


@dataclass(slots=True)
class Session:
    """A reviewed file as read. ``notes`` say what was missing: no map, another page, pages that changed.

    ``as_written`` gives a link's target as pages of the site write it.
    """

    name: str
    review_map: ReviewMap
    stream: Stream = field(repr=False)
    script: Script = field(repr=False)
    slots: list[Slot] = field(repr=False)
    changes: list[Change] = field(repr=False)
    has_map: bool = True
    notes: list[str] = field(default_factory=list)
    pages: dict[str, Today] = field(default_factory=dict, repr=False)
    as_written: Callable[[str], str] = field(default=str, repr=False)

    def file_of(self, change: Change) -> str:
        """The page that a change belongs to, "" for none."""
        if change.entry == OUTSIDE:
            return ""
        pos = self.review_map.entries[change.entry].pos
        return pos.file if pos else ""


def open_session(
    path: Path,
    text_of: TextOf,
    read_page: ReadPage,
    limits: Limits | None = None,
    as_written: Callable[[str], str] = str,
) -> Session:
    """Reads a reviewed DOCX and the pages that its map names; ``PackageError`` where it is no DOCX."""
    session = session_of(open_package(path, limits or Limits()), text_of, read_page)
    session.as_written = as_written
    return session


def session_of(package: Package, text_of: TextOf, read_page: ReadPage) -> Session:
    """The session of an open package."""
    found = review_map_of(package)
    review_map = found or ReviewMap()
    stream = read(package)
    script = build(stream, review_map)
    slots = as_meant(script.slots)
    changes = group(script, slots, review_map)
    if found is not None:
        changes = with_links(changes, slots, review_map)
    session = Session(package.name, review_map, stream, script, slots, changes, found is not None)
    _take_pages(session, text_of, read_page)
    return session


def review_map_of(package: Package) -> ReviewMap | None:
    """The review map in a package, None where it has none that can be read."""
    for part, data in sorted(package.parts.items()):
        if part.startswith("customXml/") and NAMESPACE.encode() in data:
            try:
                return from_xml(data)
            except ReviewMapError:
                continue
    return None


def _take_pages(session: Session, text_of: TextOf, read_page: ReadPage) -> None:
    if not session.has_map:
        session.notes.append("the file has no review map: changes are listed as text, none can be written")
        return
    entries = [e for e in session.review_map.entries if e.text.strip()]
    if entries and session.script.matched * 2 < len(entries):
        session.notes.append("most of the text is not what was exported: is this the right file?")
    for path in session.review_map.files:
        text = text_of(path)
        if text is None:
            session.notes.append(f"'{path}' is not here: its changes cannot be written")
            continue
        page = today(path, text, session.review_map, read_page)
        session.pages[path] = page
        if not page.targets:
            session.notes.append(f"'{path}' holds none of the exported text by now")
        elif page.changed:
            session.notes.append(f"'{path}' has changed since the export")


Statuses = dict[str, tuple[str, str]]


def assess(session: Session, read_page: ReadPage) -> Statuses:
    """What can be done with each change if all are accepted: its status and why."""
    tracked = {c.id for c in session.changes if c.mark is not UNTRACKED}
    _, statuses = write(session, tracked, read_page)
    return statuses


def write(session: Session, chosen: Collection[str], read_page: ReadPage) -> tuple[dict[str, str], Statuses]:
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
            page, own, session.slots, session.script, session.review_map, read_page, session.as_written, tracked
        )
        statuses.update(outcome.status)
        if outcome.text != page.text:
            texts[path] = outcome.text
    return texts, statuses


def _status_without_page(session: Session, change: Change) -> tuple[str, str]:
    """The status of a change that is not chosen, or that no page can take."""
    if change.kind == "void":
        return "no effect", "what was put in was taken out again"
    if change.mark is UNTRACKED:
        return _UNTRACKED
    if not session.has_map:
        return "by hand", "the file has no review map"
    file = session.file_of(change)
    if not file:
        return "by hand", "it stands outside of the page's own paragraphs"
    if file not in session.pages:
        return "by hand", f"'{file}' is not here"
    return "not chosen", ""


def chosen_ids(
    session: Session, only: Sequence[str] = (), authors: Sequence[str] = (), sections: Sequence[str] = ()
) -> tuple[set[str], list[str]]:
    """The changes that a person asked for, and the ids among ``only`` that the file does not have.

    Without ``only``, all tracked changes; by authors and by sections (a heading, or words of a question) of them.
    """
    known = {c.id for c in session.changes}
    unknown = [i for i in only if i not in known]
    chosen = [c for c in session.changes if (c.id in only if only else c.mark is not UNTRACKED)]
    if authors:
        chosen = [c for c in chosen if c.mark.author in authors]
    if sections:
        wanted = [s.casefold() for s in sections]
        chosen = [c for c in chosen if any(w in place.casefold() for w in wanted for place in places(session, c.entry))]
    return {c.id for c in chosen}, unknown


def places(session: Session, entry: int) -> tuple[str, str]:
    """The question and the section that an entry belongs to."""
    if entry == OUTSIDE:
        return "", ""
    own = session.review_map.entries[entry]
    entries: Mapping[str, str] = {
        e.key: e.text[e.generated :] for e in session.review_map.entries if e.kind == "question"
    }
    return entries.get(own.key, ""), own.section
