"""Words that differ from the site's list of terms, and names that look like a misspelt term."""

import re
from difflib import get_close_matches
from functools import lru_cache

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Text
from exporter.model.position import Pos
from exporter.validate.context import RuleContext
from exporter.validate.lines import texts

TERM = Code(
    "term",
    Severity.WARNING,
    "a term with another spelling than in the list of terms",
    why="One thing with two spellings looks like two things.",
    mend="Write the term as in the hint, or correct the list under 'terms' in exporter.yaml.",
)
CODES = (TERM,)
# Excludes parts of addresses, file names and identifiers.
BEFORE, AFTER = r"(?<![\w/@#.\\-])", r"(?![\w/@\\]|[.-]\w)"

# A word with a capital or a digit inside: a made-up name rather than a word of the language that resembles a term.
NAME = re.compile(rf"{BEFORE}(?=\w{{8,}})(?=\w*[a-z]\w*[A-Z0-9])\w+{AFTER}")
NEAR = 0.85  # difflib's ratio: one or two wrong letters in ten


def check(context: RuleContext) -> None:
    """Find each term in another case, with other blanks or hyphens between its words, or with a wrong letter."""
    terms = context.options.terms
    if not terms:
        return
    pattern = _pattern(terms)
    known = {_bare(term): term for term in terms}
    for page in context.pages:
        for text, around in texts(page):
            for found in pattern.finditer(text.text):
                term = known[_bare(found[0])]
                if found[0] != term and found[0] not in terms:
                    _report(context, text, around, found, term)
            for found in NAME.finditer(text.text):
                near = _near(found[0], terms)
                if near:
                    _report(context, text, around, found, near)


def _report(context: RuleContext, text: Text, around: Pos | None, found: re.Match[str], term: str) -> None:
    pos = context.part(text, found.start(), found.end()) or around
    context.report(TERM, f"'{found[0]}'", pos, f"write '{term}'")


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    # Longest first, so that "OMA SpecWorks" is matched before "OMA".
    spellings = (r"[\s-]?".join(map(re.escape, _parts(t))) for t in sorted(terms, key=len, reverse=True))
    return re.compile(f"{BEFORE}(?:{'|'.join(spellings)}){AFTER}", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _near(word: str, terms: tuple[str, ...]) -> str | None:
    """Return the term that a name misspells; None for a correct name, or one with more than two wrong letters."""
    if {_bare(word), _bare(word.removesuffix("s"))} & {
        _bare(term) for term in terms
    }:  # correct, or already reported as another case
        return None
    return next(iter(get_close_matches(word, [t for t in terms if len(t) >= 8], n=1, cutoff=NEAR)), None)


def _parts(term: str) -> list[str]:
    return re.split(r"[\s-]+", term.strip())


def _bare(words: str) -> str:
    return re.sub(r"[\s-]+", "", words).casefold()
