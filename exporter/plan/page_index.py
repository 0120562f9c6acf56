"""Pages and sections by the names that people give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from exporter.config import LocatedEntry
from exporter.config.sections import ExportEntry
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.plan import codes
from exporter.plan.page_outline import PageOutline, SectionOutline
from exporter.plan.site_navigation import SiteNavigation
from exporter.source.named_pages import compiled, is_pattern
from exporter.transforms.sections import same_words

NAMED = 3  # pages that a finding names


@dataclass(frozen=True)
class PageIndex:
    """The pages in the order of navigation; ``content`` is the content folder as findings show it."""

    pages: Sequence[PageOutline]
    content: str
    navigation: SiteNavigation

    def named(self, located: LocatedEntry, diagnostics: Diagnostics) -> tuple[PageOutline, ...]:
        """Return the pages that an entry names, in order; a name without a page is a finding.

        A pattern stands for the pages that the site's navigation shows.
        """
        names = (located.entry.page,) if located.entry.page else located.entry.pages
        chosen: dict[str, PageOutline] = {}
        left_out: set[str] = set()
        for name in filter(None, names):
            pages = self.matching(name)
            if not pages:
                hint = did_you_mean(name, self.names()) or "drafts and files that begin with '_' are never exported"
                key = "page" if located.entry.page else "pages"
                diagnostics.add(codes.PAGE, f"no page '{name}'", located.where(key), hint)
                continue
            shown = {page.file: page for page in pages if not is_pattern(name) or self.navigation.shows(page)}
            chosen |= shown
            left_out |= {page.file for page in pages} - shown.keys()
        if left_out := left_out - chosen.keys():
            hint = "name a page's own file to take it in"
            message = f"not in the site's navigation, so not in this document: {_some(sorted(left_out))}"
            diagnostics.add(codes.LEFT_OUT if chosen else codes.PAGE, message, located.where("pages"), hint)
        return self.navigation.ordered(sorted(chosen.values(), key=lambda page: self._places[page.file]))

    def missing(self, entry: ExportEntry) -> tuple[str, ...]:
        """Return the names among an entry's ``pages`` that no page has."""
        return tuple(name for name in entry.pages if not self.matching(name))

    def matching(self, name: str) -> list[PageOutline]:
        """Return the pages at a file (below the content folder or the project), a route or a pattern of them."""
        wanted = normalize("NFC", name.removeprefix("./"))
        if not is_pattern(wanted):
            return list(self._by_name.get(wanted, ()))
        fits = compiled(wanted)
        return [page for page in self.pages if any(map(fits.fullmatch, self._names(page)))]

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[PageOutline]]:
        """The pages of each name; many entries name a page each, and each would search all pages."""
        known: dict[str, list[PageOutline]] = {}
        for page in self.pages:
            for name in dict.fromkeys(self._names(page)):
                known.setdefault(name, []).append(page)
        return known

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {page.file: place for place, page in enumerate(self.pages)}

    def _names(self, page: PageOutline) -> tuple[str, str, str]:
        return page.file, self.below(page.file), page.route or page.file

    def names(self) -> list[str]:
        """Return the names of pages below the content folder."""
        return [self.below(page.file) for page in self.pages]

    def below(self, file: str) -> str:
        """Return a page's file relative to the content folder."""
        return file.removeprefix(self.content + "/")

    @staticmethod
    def section(page: PageOutline, wanted: str) -> SectionOutline | None:
        """Return the section with the anchor ``wanted``, else with these words."""
        by_anchor = (s for s in page.sections if s.anchor == wanted.removeprefix("#"))
        by_words = (s for s in page.sections if same_words(s.words, wanted))
        return next(by_anchor, None) or next(by_words, None)


def _some(files: Sequence[str]) -> str:
    """Return the names of files, a long list cut."""
    more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
    return ", ".join(files[:NAMED]) + more
