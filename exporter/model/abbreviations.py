"""Abbreviations in a text: whole words, in the letters as they are written, but in addresses."""

import re
from collections.abc import Iterable

ABBREVIATION_LIST = "abbreviations-list"
"""The id of the empty element in which a page shows the list of abbreviations."""


def abbreviation_pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression whose first group is a term; it passes addresses whole. None without terms."""
    longest_first = sorted(terms, key=len, reverse=True)
    if not longest_first:
        return None
    known = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?:https?://|www\.)\S+|(?<!\w)({known})(?!\w)")
