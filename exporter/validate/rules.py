"""The table of rules, and the functions that apply them."""

from collections.abc import Mapping, Sequence

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
    spaced_links,
    spelling,
    terms,
    third_party,
    two_answers,
    unclosed_emphasis,
)
from exporter.validate.context import Rule, RuleContext, ValidationOptions
from exporter.validate.cross_page import ComparedPage, CrossPageFacts

# In the order in which a writer mends a page: missing things first, then structure, then words.
RULES: tuple[Rule, ...] = (
    Rule(front_matter.CODES, front_matter.check),
    Rule(links.CODES, links.check),
    Rule(images.CODES, images.check),
    Rule(headings.CODES, headings.check),
    Rule(heading_ids.CODES, heading_ids.check),
    Rule(link_text.CODES, link_text.check),
    Rule(spaced_links.CODES, spaced_links.check),
    Rule(lazy_continuation.CODES, lazy_continuation.check),
    Rule(quotes.CODES, quotes.check),
    Rule(unclosed_emphasis.CODES, unclosed_emphasis.check),
    Rule(terms.CODES, terms.check),
    Rule(spelling.CODES, spelling.check),
)


def known_rules() -> tuple[Rule, ...]:
    """Return the rules for a page, those of other packages last."""
    return (*RULES, *third_party.installed())


def known_codes() -> tuple[Code, ...]:
    """Return every kind of finding that the rules may report."""
    own = (*links.SITE_CODES, *two_answers.CODES, third_party.FAILED)
    return (*own, *(code for rule in known_rules() for code in rule.codes))


def check_pages(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: ValidationOptions, diagnostics: Diagnostics
) -> None:
    """Check pages against the page rules; findings go to ``diagnostics``.

    ``texts`` are the sources of the pages by ``Page.file``, for places inside of text nodes.
    """
    context = RuleContext.of(pages, texts, site, options, diagnostics)
    for rule in known_rules():
        rule.check(context)


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
