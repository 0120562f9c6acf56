"""Bold and italic words in scripts whose fonts have one weight, or no italic: their emphasis is not shown."""

from collections.abc import Mapping

from exporter.backends.losses import nodes_with_pos
from exporter.backends.pdf import codes
from exporter.diagnostics import Diagnostics
from exporter.fonts.families import Family
from exporter.model.document import Document
from exporter.model.nodes import AnyNode, Emphasis, Strong, Text
from exporter.model.walk import walk

BOLD = 600  # the least weight that reads as bold


def report_missing_faces(document: Document, given: Mapping[Family, frozenset[str]], diagnostics: Diagnostics) -> None:
    """Add a finding at each emphasis that the families of its letters do not have; ``given`` are their characters."""
    regular = _letters({f: own for f, own in given.items() if max(f.weights) < BOLD})
    upright = _letters({f: own for f, own in given.items() if not f.italic})
    for node, pos in nodes_with_pos(document) if regular or upright else ():
        if isinstance(node, Strong) and (name := _family(node, regular)):
            message = f"bold words are not bold: the font '{name}' has one weight"
            diagnostics.add(codes.EMPHASIS, message, pos, subject="strong")
        elif isinstance(node, Emphasis) and (name := _family(node, upright)):
            message = f"italic words are upright: the font '{name}' has no italic"
            diagnostics.add(codes.EMPHASIS, message, pos, subject="em")


def _letters(given: Mapping[Family, frozenset[str]]) -> dict[str, str]:
    """Return the name of the family of each letter; signs and emoji need no emphasis."""
    return {letter: family.name for family, own in given.items() for letter in own if letter.isalpha()}


def _family(node: AnyNode, names: Mapping[str, str]) -> str:
    """Return the family of the first letter inside ``node`` that has one in ``names``, else nothing."""
    texts = (inner.text for inner in walk([node]) if isinstance(inner, Text))
    return next((names[letter] for text in texts for letter in text if letter in names), "")
