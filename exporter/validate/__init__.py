"""Checks of content, one rule a module: what would print a fault beautifully.

Rules look at pages in core nodes; syntax, props and front matter have been checked on the way there. A comment in the
page silences findings, as linters for Markdown have it (see ``silence``).
"""

from collections.abc import Callable, Mapping, Sequence

from exporter.diagnostics import Code, Diagnostics
from exporter.model.document import Page
from exporter.source.site import Site
from exporter.validate import headings, images, link_words, links, questions, quotes, spelling, swallowed, terms
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
    (questions.CODES, questions.check),
    (terms.CODES, terms.check),
    (spelling.CODES, spelling.check),
)
CODES: tuple[Code, ...] = tuple(code for codes, _ in RULES for code in codes)


def validate(
    pages: Sequence[Page], texts: Mapping[str, str], site: Site, options: Options, diagnostics: Diagnostics
) -> None:
    """Check pages against all rules; findings go to ``diagnostics``.

    ``texts`` are the sources of the pages by ``Page.file``: places inside a run of words are found in them.
    """
    subject = Subject.of(pages, texts, site, options, diagnostics)
    for _, check in RULES:
        check(subject)


__all__ = ["CODES", "RULES", "Options", "Subject", "validate"]
