"""What validation is told by the configuration."""

from dataclasses import dataclass

from exporter.config import Config


@dataclass(frozen=True, slots=True)
class Options:
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
    def of(cls, config: Config, outputs: frozenset[str] = frozenset()) -> "Options":
        """The options that a configuration gives; with a sitemap the site's routes are all known."""
        return cls(
            terms=config.terms,
            routes_complete=config.site.sitemap is not None,
            outputs=outputs,
            spelling=config.language.lower().startswith("en"),
        )
