"""The components of a run, found by their tags."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from exporter.components.base import Component
from exporter.components.unknown import UnknownComponent
from exporter.markdown.syntax import kebab

PREFIXES = ("prose-", "u-")  # Nuxt's own components also have names with these


@lru_cache(maxsize=256)  # one unknown component may stand on many pages
def nearest(tag: str, known: tuple[str, ...]) -> str | None:
    """Return the known tag nearest to ``tag``, if one is near."""
    return next(iter(get_close_matches(tag, known, n=1, cutoff=0.85)), None)


class Components:
    """Components by tag; a later one replaces an earlier one of the same name."""

    def __init__(self, components: Iterable[Component]) -> None:
        self.by_tag = {kebab(c.name): c for c in components}

    def __iter__(self) -> Iterator[Component]:
        return iter(self.by_tag.values())

    def find(self, tag: str) -> Component | None:
        """Return the component of a tag, with or without Nuxt's prefixes."""
        found = self.by_tag.get(tag)
        for prefix in PREFIXES:
            if found is None and tag.startswith(prefix):
                found = self.by_tag.get(tag.removeprefix(prefix))
        return found

    def unknown(self, tag: str) -> UnknownComponent:
        """Return the lowering of a component that is not known."""
        return UnknownComponent(self.suggest(tag))

    def suggest(self, tag: str) -> str | None:
        """Return a hint that names the known component nearest to ``tag``, as writers write it."""
        near = nearest(tag, tuple(self.by_tag))
        return f"did you mean '{self.by_tag[near].name}'?" if near else None
