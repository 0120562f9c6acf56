"""Words that are not written as the site's list of terms has them, and names that look like a slip of one."""

import re
from difflib import get_close_matches
from functools import lru_cache

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Text
from exporter.validate.context import RuleContext, texts

TERM = Code(
    "term",
    Severity.WARNING,
    "a term that is written in another way than the list of terms has it",
    why="One thing with two spellings looks like two things.",
    mend="Write the term as the hint has it, or correct the list under 'terms' in exporter.yaml.",
)
CODES = (TERM,)
# No part of an address, a file name or an identifier.
BEFORE, AFTER = r"(?<![\w/@#.\\-])", r"(?![\w/@\\]|[.-]\w)"

# A word with a capital or a digit inside: a made-up name, not a word of the language that a term may resemble.
NAME = re.compile(rf"{BEFORE}(?=\w{{8,}})(?=\w*[a-z]\w*[A-Z0-9])\w+{AFTER}")
NEAR = 0.85  # as difflib counts: a letter or two amiss in ten


def check(context: RuleContext) -> None:
    """Look for each term in other cases, with other blanks or hyphens between its words, and with a letter amiss."""
    terms = context.options.terms
    if not terms:
        return
    pattern = _pattern(terms)
    known = {_bare(term): term for term in terms}
    for page in context.pages:
        for text in texts(page):
            for found in pattern.finditer(text.text):
                term = known[_bare(found[0])]
                if found[0] != term and found[0] not in terms:
                    _report(context, text, found, term)
            for found in NAME.finditer(text.text):
                near = _near(found[0], terms)
                if near:
                    _report(context, text, found, near)


def _report(context: RuleContext, text: Text, found: re.Match[str], term: str) -> None:
    context.report(TERM, f"'{found[0]}'", context.part(text, found.start(), found.end()), f"write '{term}'")


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "OMA SpecWorks" is looked for before "OMA".
    spellings = (r"[\s-]?".join(map(re.escape, _parts(t))) for t in sorted(terms, key=len, reverse=True))
    return re.compile(f"{BEFORE}(?:{'|'.join(spellings)}){AFTER}", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _near(word: str, terms: tuple[str, ...]) -> str | None:
    """The term that a name is a slip of; None for one that is right, or differs in more than a letter or two."""
    if {_bare(word), _bare(word.removesuffix("s"))} & {_bare(term) for term in terms}:  # right, or told as another case
        return None
    return next(iter(get_close_matches(word, [t for t in terms if len(t) >= 8], n=1, cutoff=NEAR)), None)


def _parts(term: str) -> list[str]:
    return re.split(r"[\s-]+", term.strip())


def _bare(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).casefold()
