"""Generated words in the document's language."""

import tomllib
from collections.abc import Iterator, Mapping

from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.resources import Theme

MISSING = Code("labels-missing", Severity.WARNING, "There are no generated words in the document's language.")
CODES = (MISSING,)

FALLBACK = "en"


def labels(theme: Theme, language: str, found: Diagnostics) -> Mapping[str, str]:
    """The words by key: those of ``de-AT`` over those of ``de`` over the English ones."""
    tables = [_table(theme, tag) for tag in _tags(language)]
    if not any(tables):
        hint = f"add templates/labels/{language.split('-')[0].lower()}.toml to your theme"
        found.add(MISSING, f"no generated words in language '{language}', English ones are used", None, hint)
    words = dict(_table(theme, FALLBACK))
    for table in reversed(tables):
        words |= table
    return words


def _tags(language: str) -> Iterator[str]:
    """The language tag and its shorter forms (RFC 4647, section 3.4: lookup)."""
    parts = language.lower().split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))


def _table(theme: Theme, tag: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in tomllib.loads(theme.text(f"templates/labels/{tag}.toml")).items()}
    except KeyError:
        return {}
