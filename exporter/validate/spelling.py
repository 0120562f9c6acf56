"""Misspellings, by codespell's dictionary of common slips with their corrections."""

import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

from exporter.diagnostics import Code, Severity
from exporter.model.languages import primary
from exporter.validate.context import RuleContext, texts

SPELLING = Code(
    "spelling",
    Severity.WARNING,
    "a common misspelling",
    why="Misspelt words distract readers, and searches do not find them.",
    mend="Correct the word, or write it as a term under 'terms' in exporter.yaml if it is right.",
)
NO_SPELLING = Code(
    "spelling-missing",
    Severity.NOTE,
    "codespell is not installed, so spelling is not checked",
    why="The exporter does not find misspellings.",
    mend="Install it: pip install 'mdc-exporter[spelling]'.",
)
CODES = (SPELLING, NO_SPELLING)
WORD = re.compile(r"(?<![\w/@#.\\-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w/@\\]|[.-]\w)")


def check(context: RuleContext) -> None:
    """Look up every word of English pages."""
    pages = [page for page in context.pages if primary(page.language or context.options.language) == "en"]
    if not pages:
        return
    if find_spec("codespell_lib") is None:
        context.report(NO_SPELLING, "spelling is not checked", None, "pip install 'mdc-exporter[spelling]'")
        return
    slips = dictionary()
    own = {w.casefold() for w in context.options.words} | {
        w.casefold() for t in context.options.terms for w in t.split()
    }
    for page in pages:
        for text in texts(page):
            for found in WORD.finditer(text.text):
                meant = slips.get(found[0].lower().replace("’", "'"))
                if meant and found[0].casefold() not in own:
                    pos = context.part(text, found.start(), found.end())
                    context.report(SPELLING, f"'{found[0]}' is misspelt", pos, _hint(found[0], meant))


def _hint(word: str, meant: tuple[str, ...]) -> str:
    case = str.upper if word.isupper() and len(word) > 1 else str.capitalize if word[:1].isupper() else str
    cased = [case(m) for m in meant]
    return "did you mean " + " or ".join(f"'{m}'" for m in cased) + "?"


@cache
def dictionary() -> dict[str, tuple[str, ...]]:
    """Return each slip with its corrections. Lines are ``slip->meant, meant,``, some with a reason at the end."""
    lines = files("codespell_lib").joinpath("data", "dictionary.txt").read_text("utf-8").splitlines()
    slips = {}
    for line in lines:
        slip, _, rest = line.partition("->")
        meant, _, reason = rest.rpartition(",") if "," in rest else (rest, "", "")
        if not reason.strip():  # the reason says when the word is right
            slips[slip.strip().lower()] = tuple(m.strip() for m in meant.split(",") if m.strip())
    return slips
