"""The components that a run knows, found by their tags."""

import re
from collections.abc import Iterable

from exporter.components.base import Component
from exporter.diagnostics import did_you_mean

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
PREFIXES = ("prose-", "u-")  # Nuxt's own components answer to these too


def kebab(name: str) -> str:
    """A component's tag: ``ShFaq`` is ``sh-faq``."""
    return HUMP.sub("-", name).lower()


class Components:
    """Components by tag; those named later take the place of earlier ones of the same name."""

    def __init__(self, components: Iterable[Component]) -> None:
        self.by_tag = {kebab(c.name): c for c in components}

    def find(self, tag: str) -> Component | None:
        """The component of a tag, with or without Nuxt's prefixes."""
        found = self.by_tag.get(tag)
        for prefix in PREFIXES:
            if found is None and tag.startswith(prefix):
                found = self.by_tag.get(tag.removeprefix(prefix))
        return found

    def suggest(self, tag: str) -> str | None:
        """A hint that names the known component nearest to ``tag``, as writers write it."""
        names = {kebab_tag: c.name for kebab_tag, c in self.by_tag.items()}
        hint = did_you_mean(tag, names)
        return hint.replace(f"'{hint.split(chr(39))[1]}'", f"'{names[hint.split(chr(39))[1]]}'") if hint else None
