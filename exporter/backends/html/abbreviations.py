"""Abbreviations as ``abbr`` elements, whose tooltips have their expansions; a PDF gets them as ``/E`` of its tags."""

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from exporter.backends.html.paper_tables import with_breaks
from exporter.model.abbreviations import abbreviation_pattern

_ABBREVIATION = Markup('<abbr title="{}">{}</abbr>')


def text_writer(expansions: Mapping[str, str]) -> Callable[[str], Markup]:
    """Return the function that gives the markup of a text in which these abbreviations have their expansions."""
    pattern = abbreviation_pattern(expansions)
    if pattern is None:
        return with_breaks

    def parts(text: str) -> Iterator[Markup]:
        done = 0
        for found in pattern.finditer(text):
            if term := found[1]:
                yield with_breaks(text[done : found.start()])
                yield _ABBREVIATION.format(expansions[term], term)
                done = found.end()
        yield with_breaks(text[done:])

    return lambda text: Markup().join(parts(text))
