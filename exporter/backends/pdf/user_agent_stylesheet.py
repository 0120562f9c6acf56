"""WeasyPrint's user agent style sheet without costly rules that have no effect here.

Rules for pseudo-elements without a selector make a style for each element of a document, and rules for page margins
make one for each margin of each page: together a third of the memory of a long document.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

# CSS Generated Content for Paged Media, footnotes: ours are lists of their own.
_FOOTNOTES = re.compile(r"^::(?:foot)?note-[a-z]+ *\{[^}]*\}\s*?$", re.MULTILINE)
_MARKER = re.compile(r"^::marker(?= *\{)", re.MULTILINE)
_MARGIN = re.compile(r"^ *@((?:top|right|bottom|left)-[a-z-]+) *\{[^}]*\}\s*?$", re.MULTILINE)
_NAME = re.compile(r"@((?:top|right|bottom|left)-[a-z-]+)")


def html_class(html: Any, sheets: Iterable[str]) -> Any:
    """Return WeasyPrint's ``HTML`` class with the reduced style sheet; unchanged if WeasyPrint has no such hook."""
    text = getattr(import_module("weasyprint.html"), "UA", None)
    if not isinstance(text, str) or not hasattr(html, "_ua_stylesheets"):
        return html
    return _html_class(html, text, frozenset(name for css in sheets for name in _NAME.findall(css)))


@lru_cache(maxsize=8)
def _html_class(html: Any, text: str, margins: frozenset[str]) -> Any:
    sheet = import_module("weasyprint").CSS(string=reduced(text, margins))

    class Document(html):  # type: ignore[misc]  # WeasyPrint has no types
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return html._ua_stylesheets(self, forms) if forms else [sheet]

    return Document


def reduced(text: str, margins: frozenset[str]) -> str:
    """Return the style sheet with rules for these margin boxes alone, and for markers of list items alone."""
    text = _MARKER.sub(":is(li, summary)::marker", _FOOTNOTES.sub("", text))
    return _MARGIN.sub(lambda match: match[0] if match[1] in margins else "", text)
