"""Heading ids as the site makes them: they are the targets of deep links (npm package github-slugger)."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(4096)
def _kept(character: str) -> bool:
    category = unicodedata.category(character)
    return character in " -_" or category[0] in "LM" or category in ("Nd", "Nl", "Pc")


class Slugs:
    """The ids of one page: a second heading of a name gets ``-1``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """The slug of a heading's text, numbered if it was given before."""
        base = new = "".join(c for c in text.lower() if _kept(c)).replace(" ", "-")
        while new in self._seen:
            self._seen[base] += 1
            new = f"{base}-{self._seen[base]}"
        self._seen[new] = 0
        return new

    @staticmethod
    def id(slug: str) -> str:
        """A slug, or an id as written, as the site's parser puts it (@nuxtjs/mdc, ``compileHast``)."""
        return re.sub(r"^(\d)", r"_\1", re.sub(r"^-|-$", "", re.sub(r"-+", "-", slug)), flags=re.A)
