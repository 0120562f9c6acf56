"""Titles of sections and pages, and sections found by them."""

import unicodedata
from collections.abc import Iterable

from exporter.model.characters import CONTROL, is_blank
from exporter.model.document import Page
from exporter.model.nodes import Block, Heading
from exporter.model.passages import Section, sections
from exporter.model.walk import plain_text
from exporter.source.routes import in_words
from exporter.transforms import abbreviations


def heading_words(heading: Heading) -> str:
    """Return the words of a heading without the expansions of its abbreviations."""
    return " ".join(plain_text(abbreviations.without_expansions(heading.children)).split())


def find_section(blocks: Iterable[Block], wanted: str) -> Section | None:
    """Return the section whose heading has the anchor ``wanted`` (with or without ``#``), else these words."""
    every = tuple(sections(blocks))
    by_anchor = (s for s in every if s.heading.anchor == wanted.removeprefix("#"))
    by_words = (s for s in every if same_words(heading_words(s.heading), wanted))
    return next(by_anchor, None) or next(by_words, None)


def same_words(one: str, other: str) -> bool:
    """Return whether two headings have the same words, ignoring case, blanks and compatibility forms."""
    return _folded(one) == _folded(other)


def page_title(page: Page) -> str:
    """Return a page's title: from front matter, its first heading, ``seo.title``, or its name, as the site does."""
    if title := _words(page.data.get("title")):
        return title
    tops = (heading_words(s.heading) for s in sections(page.body) if s.heading.level == 1)
    first = next((words for words in tops if not is_blank(words)), "")
    name = (page.route or page.file.removesuffix(".md")).rstrip("/").rpartition("/")[2]
    seo = page.data.get("seo")
    return first or _words(seo.get("title") if isinstance(seo, dict) else None) or in_words(name) or "Home"


def _words(value: object) -> str:
    """Return a title in front matter as words; empty for another value."""
    if not isinstance(value, str | int | float) or isinstance(value, bool) or is_blank(str(value)):
        return ""
    return " ".join(CONTROL.sub("", str(value)).split())


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
