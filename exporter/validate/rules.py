"""The table of rules, and the functions that apply them."""

from collections.abc import Callable, Mapping, Sequence

from exporter.diagnostics import Code, Diagnostics
from exporter.model.document import Page
from exporter.source.site import Site
from exporter.validate import (
    front_matter,
    heading_ids,
    headings,
    images,
    lazy_continuation,
    link_text,
    links,
    quotes,
    spelling,
    terms,
    two_answers,
    unclosed_emphasis,
)
from exporter.validate.context import RuleContext, ValidationOptions
from exporter.validate.cross_page import ComparedPage, CrossPageFacts

# In the order in which a writer mends a page: missing things first, then structure, then words.
RULES: tuple[tuple[tuple[Code, ...], Callable[[RuleContext], None]], ...] = (
    (front_matter.CODES, front_matter.check),
    (links.CODES, links.check),
    (images.CODES, images.check),
    (headings.CODES, headings.check),
    (heading_ids.CODES, heading_ids.check),
    (link_text.CODES, link_text.check),
    (lazy_continuation.CODES, lazy_continuation.check),
    (quotes.CODES, quotes.check),
    (unclosed_emphasis.CODES, unclosed_emphasis.check),
    (terms.CODES, terms.check),
    (spelling.CODES, spelling.check),
)
CODES: tuple[Code, ...] = (
    *links.SITE_CODES,
    *two_answers.CODES,
    *(code for codes, _ in RULES for code in codes),
)


def check_pages(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: ValidationOptions, diagnostics: Diagnostics
) -> None:
    """Check pages against the page rules; findings go to ``diagnostics``.

    ``texts`` are the sources of the pages by ``Page.file``, for places inside of text nodes.
    """
    context = RuleContext.of(pages, texts, site, options, diagnostics)
    for _, check in RULES:
        check(context)


def check_across_pages(
    pages: Mapping[str, ComparedPage], site: Site, options: ValidationOptions, diagnostics: Diagnostics
) -> None:
    """Check the links between all pages, by their files, and compare their questions."""
    links.check_links(pages, site, options, diagnostics)
    two_answers.compare_answers(pages, diagnostics)


def validate(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: ValidationOptions, diagnostics: Diagnostics
) -> None:
    """Check pages against all rules."""
    check_pages(pages, texts, site, options, diagnostics)
    known = {page.file: ComparedPage(page.file, page.route, CrossPageFacts.of(page, site)) for page in pages}
    check_across_pages(known, site, options, diagnostics)
