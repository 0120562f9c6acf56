"""Anchors from words, as the site makes its heading ids (github-slugger, and MDC's digit rule)."""

import re
import unicodedata


def slug(words: str) -> str:
    """The id that the site would give a heading of these words.

    github-slugger takes lower case, leaves out what is neither letter, mark, number, connector, blank nor hyphen, and
    writes hyphens for blanks; MDC then joins runs of hyphens, cuts them at both ends, and puts an underscore before
    a first digit (@nuxtjs/mdc, parser/compiler.ts).
    """
    kept = "".join(char for char in words.strip().lower() if char in "- _" or unicodedata.category(char)[0] in "LMN")
    joined = re.sub("-+", "-", kept.replace(" ", "-")).strip("-")
    return f"_{joined}" if joined[:1].isdigit() else joined
