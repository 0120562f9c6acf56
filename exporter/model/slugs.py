"""Heading ids as the site makes them: they are the targets of deep links (npm package github-slugger, @nuxtjs/mdc)."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache


def anchor_of(words: str) -> str:
    """Return the id that the site gives the first heading of these words; empty if no character may stand in it."""
    return heading_id(slug(words))


def slug(words: str) -> str:
    """Return ``words`` in lower case, hyphens for blanks, with only letters, marks, numbers, connectors and hyphens."""
    return "".join(c for c in words.lower() if _kept(c)).replace(" ", "-")


def heading_id(slug: str) -> str:
    """Return a slug, or a written id, as the site's parser does (``compileHast``): single hyphens, no digit first."""
    return re.sub(r"^(\d)", r"_\1", re.sub(r"^-|-$", "", re.sub(r"-+", "-", slug)), flags=re.A)


def without_blanks(written: str) -> str:
    """Return an id with hyphens for its blanks, which an id must not have (HTML, section 3.2.6)."""
    return re.sub(r"\s+", "-", written)


@lru_cache(4096)
def _kept(character: str) -> bool:
    category = unicodedata.category(character)
    return character in " -_" or category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def first_free(wanted: str, is_taken: Callable[[str], bool], last: dict[str, int]) -> str:
    """Return ``wanted``, with the first free number behind it (``-1``) if it is taken.

    ``last`` keeps the last number of each name, so that many equal names take no longer than as many others.
    """
    name = wanted
    while is_taken(name):
        last[wanted] = last.get(wanted, 0) + 1
        name = f"{wanted}-{last[wanted]}"
    return name


# Ids that formats give to parts of their own (``note.1``, ``page.text``, ``links.``); no id of a page stays like them.
GENERATED = re.compile(r"(?:note|reference)(?:\.\d+)+|page\.\w+|\.\w*|.*\.")


class UniqueNames:
    """Names that are given once each: a second use gets ``-1``, as the site numbers ids."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._last: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted`` with the first free number behind it."""
        name = first_free(wanted, lambda name: name in self._given or bool(GENERATED.fullmatch(name)), self._last)
        self._given.add(name)
        return name


class Slugs:
    """The unique slugs of one page."""

    def __init__(self) -> None:
        self._names = UniqueNames()

    def numbered(self, words: str) -> str:
        """Return the slug of a heading's words, with a number behind it if it was used before."""
        return self._names.free(slug(words))
