"""The abbreviations of a document: those of its pages' front matter, then those of its project."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exporter.config import Config
from exporter.diagnostics import Diagnostics
from exporter.model.document import Page
from exporter.transforms.abbreviation_list import BAD_ABBREVIATION

KEY, LIST = "abbreviations", "abbreviations_list"
LONGEST = 1_000  # characters of an expansion
MOST = 2_000  # abbreviations of a page


def abbreviations(pages: Sequence[Page], config: Config, diagnostics: Diagnostics) -> dict[str, str]:
    """Return the expansion of each abbreviation; the first page that has one wins, the project comes last."""
    found: dict[str, str] = {}
    for page in pages:
        for term, words in _of_page(page, diagnostics):
            if found.setdefault(term, words) != words:
                message = f"the abbreviation '{term}' has another expansion on a page before"
                diagnostics.add(BAD_ABBREVIATION, message, page.places.get((KEY, term)), "use one expansion in a book")
    return {**config.abbreviations, **found}


def lists_abbreviations(pages: Sequence[Page], config: Config, diagnostics: Diagnostics) -> bool:
    """Whether a document lists its abbreviations: the first page that says so decides, else the project."""
    for page in pages:
        match page.data.get(LIST):
            case bool() as wanted:
                return wanted
            case None:
                pass
            case _:
                message = f"'{LIST}' must be true or false"
                diagnostics.add(BAD_ABBREVIATION, message, page.places.get((LIST,)), "correct or remove it")
    return config.abbreviations_list


def _of_page(page: Page, diagnostics: Diagnostics) -> Iterator[tuple[str, str]]:
    data = page.data.get(KEY)
    if data is None:
        return
    if not isinstance(data, dict) or len(data) > MOST:
        message = f"'{KEY}' must be a mapping of at most {MOST:,} abbreviations to their words"
        diagnostics.add(BAD_ABBREVIATION, message, page.places.get((KEY,)), "write 'IoT: Internet of Things'")
        return
    for name, value in data.items():
        for term, words in _whole(str(name), value):
            if isinstance(words, str) and words.strip() and term.strip() and len(words) <= LONGEST:
                yield term.strip(), " ".join(words.split())
            else:
                message = f"the abbreviation '{term}' has no words of at most {LONGEST:,} characters"
                pos = page.places.get((KEY, name)) or page.places.get((KEY,))
                diagnostics.add(BAD_ABBREVIATION, message, pos, "write its words behind the colon, or remove it")


def _whole(term: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield terms with their points, at which the site's front matter takes keys apart."""
    if isinstance(value, Mapping) and value:
        for part, inside in value.items():
            yield from _whole(f"{term}.{part}", inside)
    else:
        yield term, value
