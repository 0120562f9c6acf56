"""The works that a document may cite: those of its pages' front matter, then those of its project."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exporter.config import Config
from exporter.config.references import ReferenceEntry, checked, entries
from exporter.diagnostics import Code, Diagnostics, did_you_mean
from exporter.model.bibliography import Bibliography, Labels, ReferenceGroup, Work
from exporter.model.document import Page
from exporter.model.position import KeyPath, Pos
from exporter.source.site import Site
from exporter.transforms.citations import BAD_REFERENCE, DUPLICATE

KEY = "references"
LABELS: tuple[Labels, ...] = ("keys", "numbers")
MOST = 10_000  # works of a file


def bibliography(
    pages: Sequence[Page], config: Config, site: Site, diagnostics: Diagnostics, *, whole: bool
) -> Bibliography:
    """Return the works that a document of ``pages`` may cite, each key once; the pages' own come first.

    A ``whole`` document lists all works of its pages; the others are listed where they are cited.
    """
    found: dict[str, Work] = {}
    for page in pages:
        for work in _of_page(page, site, diagnostics):
            known = found.setdefault(work.key, work)
            if known is not work and (known.pos is None or known.pos.file == page.file or known != work):
                hint = "give one of them another key"
                _report(diagnostics, DUPLICATE, f"the reference '{work.key}' is there twice", work.pos, hint)
    listed = {key: replace(work, listed=work.listed and whole) for key, work in found.items()}
    for group, entry in config.references.by_group:
        for work in _works(group, entry, site, config.where(KEY), diagnostics, listed=False):
            listed.setdefault(work.key, work)
    labels = next((own for page in pages if (own := _labels(page, diagnostics))), config.references.labels)
    return Bibliography(works=tuple(listed.values()), labels=labels) if listed else Bibliography()


def _report(diagnostics: Diagnostics, code: Code, message: str, pos: Pos | None, hint: str | None) -> None:
    """Add an error that stops no file: the document has the other works."""
    diagnostics.extend([replace(code.finding(message, pos, hint), spared=True)])


def _labels(page: Page, diagnostics: Diagnostics) -> Labels | None:
    written = page.data.get(KEY)
    wanted = written.get("labels") if isinstance(written, dict) else None
    found = next((labels for labels in LABELS if labels == wanted), None)
    if wanted is not None and found is None:
        hint = did_you_mean(str(wanted), LABELS)
        _report(
            diagnostics, BAD_REFERENCE, "'labels' must be 'keys' or 'numbers'", page.places.get((KEY, "labels")), hint
        )
    return found


def _of_page(page: Page, site: Site, diagnostics: Diagnostics) -> Iterator[Work]:
    """Yield the works of a page's front matter; a wrong one is a finding, and its key its words."""
    if page.data.get(KEY) is None:
        return
    try:
        for group, path, data in entries(page.data[KEY]):
            pos = _place(page, (KEY, *path))
            try:
                entry = checked(data)
            except ValueError as error:
                _report(diagnostics, BAD_REFERENCE, f"references: {error}", pos, "correct it, or remove it")
                key = data.get("id") if isinstance(data, dict) else None
                if isinstance(key, str) and key:
                    yield Work(key=key, group=group, text=key, listed=False, pos=pos)
                continue
            yield from _works(group, entry, site, pos, diagnostics, listed=True)
    except ValueError as error:
        _report(diagnostics, BAD_REFERENCE, f"references: {error}", page.places.get((KEY,)), "correct it, or remove it")


def _place(page: Page, path: KeyPath) -> Pos | None:
    """Return the place of a value, or of the nearest one around it."""
    return next((pos for end in range(len(path), 0, -1) if (pos := page.places.get(path[:end]))), None)


def _works(
    group: ReferenceGroup, entry: ReferenceEntry, site: Site, pos: Pos | None, diagnostics: Diagnostics, *, listed: bool
) -> Iterator[Work]:
    """Yield the work of an entry, or those of its CSL-JSON file, which are listed only if they are cited."""
    if not entry.file:
        yield entry.work(group, pos, listed=listed)
        return
    reader = _File(entry.file, pos, diagnostics)
    for number, item in enumerate(reader.items(site), 1):
        try:
            yield checked(item, of_file=True).work(group, pos, listed=False)
        except ValueError as error:
            reader.report(f"work {number}: {error}", "correct it in the file")


@dataclass(frozen=True, slots=True)
class _File:
    """A CSL-JSON file and the place that names it."""

    path: str
    pos: Pos | None
    diagnostics: Diagnostics

    def items(self, site: Site) -> list[Any]:
        """Return the items of the file; an empty list, with a finding, if it has no list of them."""
        data = site.data_file(self.path)
        if data is None:
            self.report("it is not there", "put it below the public folder, and write its path from there")
            return []
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            self.report("it is not JSON", "export the works as CSL-JSON")
            return []
        if not isinstance(value, list) or len(value) > MOST:
            self.report(f"it is not a list of at most {MOST:,} works", "export the works as CSL-JSON")
            return []
        return value

    def report(self, fault: str, hint: str) -> None:
        """Report a fault of the file, at the place that names it."""
        _report(self.diagnostics, BAD_REFERENCE, f"references in '{self.path}': {fault}", self.pos, hint)
