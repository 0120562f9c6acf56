"""The context of rules: pages, site, options and the places of words inside of text nodes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from exporter.config import Config
from exporter.diagnostics import Code, Diagnostics
from exporter.model.document import Page
from exporter.model.nodes import Text
from exporter.model.offsets import offsets_of
from exporter.model.position import Places, Pos
from exporter.source.site import Site


@dataclass(frozen=True, slots=True)
class ValidationOptions:
    """The options of validation.

    ``terms`` are words with a fixed spelling. ``routes_complete`` says that ``Site`` has every route, so that a link
    elsewhere is broken. ``outputs`` are the site-absolute paths of exported files. ``language`` is that of pages
    without one of their own (BCP 47); ``words`` are never misspelt.
    """

    terms: tuple[str, ...] = ()
    routes_complete: bool = False
    outputs: frozenset[str] = frozenset()
    language: str = "en"
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, config: Config, outputs: frozenset[str] = frozenset()) -> "ValidationOptions":
        """Return the options of a configuration; with a sitemap all routes of the site are known."""
        return cls(
            terms=config.terms,
            routes_complete=config.site.sitemap is not None,
            outputs=outputs,
            language=config.language,
        )


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The pages to check, with everything that rules need."""

    pages: Sequence[Page]
    site: Site
    options: ValidationOptions
    diagnostics: Diagnostics
    places: Mapping[str, Places] = field(repr=False)

    @classmethod
    def of(
        cls,
        pages: Sequence[Page],
        texts: Mapping[str, str],
        site: Site,
        options: ValidationOptions,
        diagnostics: Diagnostics,
    ) -> "RuleContext":
        """Return the context of pages, with the places of their sources."""
        return cls(pages, site, options, diagnostics, {file: Places.of(file, text) for file, text in texts.items()})

    def report(self, code: Code, message: str, pos: Pos | None, hint: str | None = None) -> None:
        """Report a finding."""
        self.diagnostics.add(code, message, pos, hint)

    def part(self, text: Text, start: int, end: int) -> Pos | None:
        """Return the place of the characters from ``start`` up to ``end`` of a text node."""
        if text.pos is None:
            return None
        places = self.places.get(text.pos.file)
        offsets = offsets_of(text)
        if places is None or offsets is None or start >= end:
            return text.pos
        # The end is behind the last character, not at the next one: folded white space may lie between the two.
        return places.pos(offsets[start], max(offsets[end - 1] + 1, offsets[start]))


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one page at a time, and every kind of finding that it may report."""

    codes: tuple[Code, ...]
    check: Callable[[RuleContext], None]
