"""Findings for what readers of the paper would not see whole, at the places of its nodes; one a place."""

from collections.abc import Iterable

from exporter.backends.pdf import codes
from exporter.backends.pdf.element_places import ElementPlaces
from exporter.backends.pdf.paper import Fault, Kind
from exporter.diagnostics import Code, Diagnostics, shortened

LONGEST = 40  # letters of words in a message

# The gravest first: words that are cut leave no trace on the sheet, others can be seen there.
CODES: dict[Kind, Code] = {Kind.CUT: codes.CUT, Kind.COVERED: codes.OVERLAP, Kind.OUTSIDE: codes.OUTSIDE}

# What to do, by the tag of the nearest element around the fault.
HINTS = {
    "table": "divide the table, or give it fewer columns or shorter words",
    "pre": "break the lines of the code, or take it out of the boxes around it",
    "img": "make the picture smaller",
}
HINT = "shorten it, or take it out of the boxes around it; look at the rules of your own theme, if you have one"


def report(faults: Iterable[Fault], places: ElementPlaces, diagnostics: Diagnostics) -> None:
    """Add a finding for each place with faults: the first of the gravest kind."""
    order = list(CODES)
    seen = set()
    for fault in sorted(faults, key=lambda fault: order.index(fault.kind)):
        place = places.of(fault.element)
        if place.pos not in seen:
            seen.add(place.pos)
            diagnostics.add(CODES[fault.kind], _message(fault), place.pos, HINTS.get(place.kind, HINT))


def _message(fault: Fault) -> str:
    thing = _quoted(fault.words) or ("a picture" if fault.picture else "a line")
    match fault.kind:
        case Kind.CUT:
            return f"{thing} is cut on page {fault.page}"
        case Kind.COVERED:
            return f"{thing} and {_quoted(fault.others) or 'a picture or line'} lie on each other on page {fault.page}"
        case Kind.OUTSIDE:
            return f"{thing} is in the margin of page {fault.page}"


def _quoted(words: str) -> str:
    return words and f"'{shortened(words, LONGEST)}'"
