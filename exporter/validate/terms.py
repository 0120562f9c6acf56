"""Words that are not written as the site's list of terms has them."""

import re
from functools import lru_cache

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Text
from exporter.validate.subject import Subject, texts

TERM = Code("term", Severity.WARNING, "a term that is written in another way than the list of terms has it")
CODES = (TERM,)
# No part of an address, a file name or an identifier.
BEFORE, AFTER = r"(?<![\w/@#.\\-])", r"(?![\w/@\\]|[.-]\w)"


def check(subject: Subject) -> None:
    """Look for each term in other cases, and with other blanks or hyphens between its words."""
    terms = subject.options.terms
    if not terms:
        return
    pattern = _pattern(terms)
    known = {_bare(term): term for term in terms}
    for page in subject.pages:
        for text in texts(page):
            for found in pattern.finditer(text.text):
                term = known[_bare(found[0])]
                if found[0] != term and found[0] not in terms:
                    _report(subject, text, found, term)


def _report(subject: Subject, text: Text, found: re.Match[str], term: str) -> None:
    subject.report(TERM, f"'{found[0]}'", subject.part(text, found.start(), found.end()), f"write '{term}'")


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "OMA SpecWorks" is looked for before "OMA".
    spellings = (r"[\s-]?".join(map(re.escape, _parts(t))) for t in sorted(terms, key=len, reverse=True))
    return re.compile(f"{BEFORE}(?:{'|'.join(spellings)}){AFTER}", re.IGNORECASE)


def _parts(term: str) -> list[str]:
    return re.split(r"[\s-]+", term.strip())


def _bare(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).casefold()
