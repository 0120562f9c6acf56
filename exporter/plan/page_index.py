"""Pages and sections by the names that people give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from exporter.config import LocatedEntry
from exporter.diagnostics import Diagnostics, did_you_mean
from exporter.plan import codes
from exporter.plan.page_outline import PageOutline, SectionOutline
from exporter.source.named_pages import compiled
from exporter.transforms.sections import same_words


@dataclass(frozen=True, slots=True)
class PageIndex:
    """The pages in the order of navigation; ``content`` is the content folder as findings show it."""

    pages: Sequence[PageOutline]
    content: str

    def named(self, located: LocatedEntry, diagnostics: Diagnostics) -> tuple[PageOutline, ...]:
        """Return the pages that an entry names, in order; none, with a finding, if one of the names has no page."""
        names = (located.entry.page,) if located.entry.page else located.entry.pages
        chosen: set[str] = set()
        for name in filter(None, names):
            pages = self.matching(name)
            if not pages:
                hint = did_you_mean(name, self.names()) or "drafts and files that begin with '_' are never exported"
                key = "page" if located.entry.page else "pages"
                diagnostics.add(codes.PAGE, f"no page '{name}'", located.where(key), hint)
                return ()
            chosen |= {page.file for page in pages}
        return tuple(page for page in self.pages if page.file in chosen)

    def matching(self, name: str) -> list[PageOutline]:
        """Return the pages at a file (below the content folder or the project), a route or a pattern of them."""
        fits = compiled(normalize("NFC", name.removeprefix("./")))
        return [p for p in self.pages if any(map(fits.fullmatch, (p.file, self.below(p.file), p.route or p.file)))]

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
