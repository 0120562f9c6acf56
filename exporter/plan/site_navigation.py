"""Books as the site's navigation has them: the order of their pages, and folders as parts with a title."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from exporter.diagnostics import Diagnostics
from exporter.model.export import Chapter
from exporter.plan.page_outline import PageOutline
from exporter.source.navigation import Navigation, ReadFolder, of_page
from exporter.source.routes import SUFFIX, is_index, order_of, title_of
from exporter.transforms.sections import same_words

MOST_PARTS = 3
"""Parts within parts: with more, headings of pages would have no level of their own among six."""

Folder = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteNavigation:
    """The navigation of the pages below ``content``, the content folder as findings show it.

    Folders are read once each, when a book asks for them; faults in their files go to ``diagnostics``.
    """

    content: str
    read: ReadFolder
    diagnostics: Diagnostics
    _known: dict[Folder, Navigation] = field(default_factory=dict)

    def shows(self, page: PageOutline) -> bool:
        """Whether the navigation shows a page: neither it nor a folder above says ``navigation: false``."""
        return of_page(page.data).shown and all(self._of(folder).shown for folder in _and_above(self._folder(page)))

    def ordered(self, pages: Iterable[PageOutline]) -> tuple[PageOutline, ...]:
        """Return pages in the order of the navigation."""
        return tuple(sorted(pages, key=self._key))

    def chapters(self, pages: Sequence[PageOutline]) -> tuple[Chapter, ...]:
        """Return the place of each page in a book of several; empty for one page.

        A folder with several pages is a part, but for the folders that all pages share.
        """
        return tuple(self._chapters(pages)) if len(pages) > 1 else ()

    def before(self, name: str, pages: Sequence[PageOutline]) -> int:
        """Return how many of the ordered ``pages`` come before a page of this name, which is not there."""
        path = PurePosixPath(name.removeprefix(self.content + "/"))
        key = self._key_of(path.parts[:-1], path.name, None)
        return sum(self._key(page) < key for page in pages)

    def _chapters(self, pages: Sequence[PageOutline]) -> Iterator[Chapter]:
        folders = [self._folder(page) for page in pages]
        shared = len(_shared(folders))
        count = Counter(part for folder in folders for part in _and_above(folder))
        indexes = {folder: page for folder, page in zip(folders, pages, strict=True) if is_index(_path(page))}
        before: tuple[Folder, ...] = ()
        for folder, page in zip(folders, pages, strict=True):
            inside = tuple(part for part in _and_above(folder) if len(part) > shared and count[part] > 1)[:MOST_PARTS]
            new = [part for at, part in enumerate(inside) if before[: at + 1] != inside[: at + 1]]
            titles = [self._title(part, indexes.get(part)) for part in new]
            own = bool(new) and new[-1] == folder and page is indexes.get(folder) and same_words(titles[-1], page.title)
            yield Chapter(level=len(inside) + (not own), parts=tuple(titles[:-1] if own else titles), opens_own=own)
            before = inside

    def _title(self, folder: Folder, index: PageOutline | None) -> str:
        return self._of(folder).title or (index.title if index else "") or title_of(folder[-1])

    def _key(self, page: PageOutline) -> Any:
        return self._key_of(self._folder(page), _path(page).name, of_page(page.data).order)

    def _key_of(self, folder: Folder, name: str, order: float | None) -> Any:
        numbers = [self._of(part).order for part in _and_above(folder)] + [order]
        names = (*folder, name.removesuffix(SUFFIX))
        return [(order_of(name, number), name) for name, number in zip(names, numbers, strict=True)]

    def _folder(self, page: PageOutline) -> Folder:
        """Return the folders of a page below the content folder; none of them for a page that is not of the site."""
        return PurePosixPath(page.file.removeprefix(self.content + "/")).parts[:-1] if page.route else ()

    def _of(self, folder: Folder) -> Navigation:
        if folder not in self._known:
            self._known[folder] = self.read("/".join(folder), self.diagnostics)
        return self._known[folder]


def _path(page: PageOutline) -> PurePosixPath:
    return PurePosixPath(page.file)


def _and_above(folder: Folder) -> list[Folder]:
    """Return a folder and those above it, the outermost first."""
    return [folder[:depth] for depth in range(1, len(folder) + 1)]


def _shared(folders: Sequence[Folder]) -> Folder:
    """Return the folders that all have in common."""
    first, last = min(folders), max(folders)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:same]
