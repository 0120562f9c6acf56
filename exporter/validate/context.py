"""What rules look at: pages and the site; and the places of words inside a text node."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exporter.config import Config
from exporter.diagnostics import Code, Diagnostics
from exporter.model.document import Page
from exporter.model.nodes import Text
from exporter.model.offsets import offsets_of
from exporter.model.position import Places, Pos
from exporter.model.walk import every_node
from exporter.source.site import Site


@dataclass(frozen=True, slots=True)
class ValidationOptions:
    """How strict validation is.

    ``terms`` are words to be written just so. ``routes_complete`` says that the site has no other routes than those of
    ``Site``, so that a link elsewhere is broken, not unknown. ``outputs`` are the site-absolute paths of the files that
    exports write. ``spelling`` turns the spelling rule on; ``words`` are never misspelt.
    """

    terms: tuple[str, ...] = ()
    routes_complete: bool = False
    outputs: frozenset[str] = frozenset()
    spelling: bool = True
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, config: Config, outputs: frozenset[str] = frozenset()) -> "ValidationOptions":
        """The options that a configuration gives; with a sitemap the site's routes are all known."""
        return cls(
            terms=config.terms,
            routes_complete=config.site.sitemap is not None,
            outputs=outputs,
            spelling=config.language.lower().startswith("en"),
        )


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Pages under examination."""

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
        """The pages, with the places of their sources."""
        return cls(pages, site, options, diagnostics, {file: Places.of(file, text) for file, text in texts.items()})

    def report(self, code: Code, message: str, pos: Pos | None, hint: str | None = None) -> None:
        """Note a finding."""
        self.diagnostics.add(code, message, pos, hint)

    def part(self, text: Text, start: int, end: int) -> Pos | None:
        """The place of the characters from ``start`` up to ``end`` of a text node."""
        if text.pos is None:
            return None
        places = self.places.get(text.pos.file)
        offsets = offsets_of(text)
        if places is None or offsets is None or start >= end:
            return text.pos
        # The end is behind the last character, not at the next one: folded white space may lie between the two.
        return places.pos(offsets[start], max(offsets[end - 1] + 1, offsets[start]))


def texts(page: Page) -> Iterator[Text]:
    """The words of a page, code left out."""
    return (node for node in every_node(page) if isinstance(node, Text))
