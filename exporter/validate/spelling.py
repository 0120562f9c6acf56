"""Misspellings, by codespell's dictionary of common slips with their corrections."""

import re
from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

from exporter.diagnostics import Code, Severity
from exporter.model.languages import primary
from exporter.validate.context import RuleContext
from exporter.validate.lines import Line, lines
from exporter.validate.names import WORDS, is_foreign, is_name

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
    """Look up the words of English pages, but for names, acronyms and foreign passages."""
    if find_spec("codespell_lib") is None:
        if any(primary(page.language or context.options.language) == "en" for page in context.pages):
            context.report(NO_SPELLING, "spelling is not checked", None, "pip install 'mdc-exporter[spelling]'")
        return
    slips = dictionary()
    own = {w.casefold() for w in context.options.words} | {
        w.casefold() for t in context.options.terms for w in t.split()
    }
    for page in context.pages:
        every = tuple(lines(page, page.language or context.options.language))
        if is_foreign(word for line in every for text, _ in line.texts for word in WORDS.findall(text.text)):
            continue
        for line in every:
            _check_line(context, line, slips, own)


def _check_line(context: RuleContext, line: Line, slips: Mapping[str, str], own: Set[str]) -> None:
    """Look up the words of a line that are English."""
    whole = "".join(text.text for text, _ in line.texts)
    at, foreign = 0, None
    for text, language in line.texts:
        for found in WORD.finditer(text.text) if primary(language) == "en" else ():
            meant = corrections(slips.get(found[0].lower().replace("’", "'"), ""))
            if not meant or found[0].casefold() in own:
                continue
            foreign = is_foreign(WORDS.findall(whole)) if foreign is None else foreign
            if not foreign and not is_name(whole, at + found.start(), at + found.end(), line.title):
                pos = context.part(text, found.start(), found.end()) or line.pos
                context.report(SPELLING, f"'{found[0]}' is misspelt", pos, _hint(found[0], meant))
        at += len(text.text)


def _hint(word: str, meant: tuple[str, ...]) -> str:
    case = str.upper if word.isupper() and len(word) > 1 else str.capitalize if word[:1].isupper() else str
    cased = [case(m) for m in meant]
    return "did you mean " + " or ".join(f"'{m}'" for m in cased) + "?"


@cache
def dictionary() -> Mapping[str, str]:
    """Return what codespell says of each slip, as ``corrections`` reads it: each worker loads 65,000 of them."""
    text = files("codespell_lib").joinpath("data", "dictionary.txt").read_text("utf-8")
    return {slip.lower(): entry for slip, _, entry in (line.partition("->") for line in text.splitlines())}


def corrections(entry: str) -> tuple[str, ...]:
    """Return the corrections of a slip, ``meant, meant,``; none if a reason at the end says when the word is right."""
    meant, _, reason = entry.rpartition(",") if "," in entry else (entry, "", "")
    return () if reason.strip() else tuple(word.strip() for word in meant.split(",") if word.strip())
