"""Checks of content, one rule a module: what would print a fault beautifully.

Rules look at pages in core nodes; syntax, props and front matter have been checked on the way there. A rule of a page
needs that page alone; what needs all pages is compared by what each has in its ``Crossing``. A comment in the page
silences findings, as linters for Markdown have it (see ``silence``).
"""

from collections.abc import Callable, Mapping, Sequence

from exporter.diagnostics import Code, Diagnostics
from exporter.model.document import Page
from exporter.source.site import Site
from exporter.validate import headings, images, link_words, links, questions, quotes, spelling, swallowed, terms
from exporter.validate.crossing import Crossing, Known
from exporter.validate.options import Options
from exporter.validate.subject import Subject

# In the order in which a writer would mend things: what is missing, then structure, then words.
RULES: tuple[tuple[tuple[Code, ...], Callable[[Subject], None]], ...] = (
    (links.CODES, links.check),
    (images.CODES, images.check),
    (headings.CODES, headings.check),
    (link_words.CODES, link_words.check),
    (swallowed.CODES, swallowed.check),
    (quotes.CODES, quotes.check),
    (terms.CODES, terms.check),
    (spelling.CODES, spelling.check),
)
CODES: tuple[Code, ...] = (
    *links.SITE_CODES,
    *questions.CODES,
    *(code for codes, _ in RULES for code in codes),
)


def check_pages(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: Options, diagnostics: Diagnostics
) -> None:
    """Check pages against the rules that need no other page; findings go to ``diagnostics``.

    ``texts`` are the sources of the pages by ``Page.file``: places inside a run of words are found in them.
    """
    subject = Subject.of(pages, texts, site, options, diagnostics)
    for _, check in RULES:
        check(subject)


def check_crossings(pages: Mapping[str, Known], site: Site, options: Options, diagnostics: Diagnostics) -> None:
    """Compare all pages, which are given by their files: their links to each other, and their questions."""
    links.follow_all(pages, site, options, diagnostics)
    questions.compare_all(pages, diagnostics)


def validate(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: Options, diagnostics: Diagnostics
) -> None:
    """Check pages against all rules."""
    check_pages(pages, texts, site, options, diagnostics)
    known = {page.file: Known(page.file, page.route, Crossing.of(page, site)) for page in pages}
    check_crossings(known, site, options, diagnostics)


__all__ = [
    "CODES",
    "RULES",
    "Crossing",
    "Known",
    "Options",
    "Subject",
    "check_crossings",
    "check_pages",
    "validate",
]
