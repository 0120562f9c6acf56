r"""Lines of a formula that is wider than paper: it breaks before relations and signs outside of brackets.

Each piece is drawn by itself, behind an empty group that keeps the room before its sign. A formula whose pieces say
something else than the whole, as after ``\color``, stays on one line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from xml.etree import ElementTree

from exporter.formulas.drawing import drawing_of
from exporter.model.math import Drawing, FormulaPart, Group

MEASURE: Final = 38.0  # em: a line of words on A4, less the room of an item of a list
INDENT: Final = 2.0  # em, of all lines but the first
GAP: Final = 0.4  # em, between two lines
MOST: Final = 200  # pieces

_TOKENS: Final = re.compile(r"\\(?:[A-Za-z]+|.)|\S", re.DOTALL)
_RELATIONS: Final = (
    r"= < > \le \leq \ge \geq \ne \neq \approx \equiv \sim \simeq \cong \propto \ll \gg \in \subset \subseteq"
    r" \supset \supseteq \to \mapsto \rightarrow \Rightarrow \Leftrightarrow \implies \iff \models \vdash"
)
_SIGNS: Final = r"+ - \pm \mp \cup \cap \vee \wedge \lor \land \oplus \ominus"
_BREAKS: Final = frozenset(f"{_RELATIONS} {_SIGNS}".split())
_OPENING: Final = frozenset([r"{", r"(", r"[", r"\{", r"\left", r"\begin", r"\langle", r"\lfloor", r"\lceil"])
_CLOSING: Final = frozenset([r"}", r")", r"]", r"\}", r"\right", r"\end", r"\rangle", r"\rfloor", r"\rceil"])
_HOLDING: Final = frozenset([r"^", r"_", r"\not", r"\limits", r"\nolimits"])

Piece = tuple[Drawing, FormulaPart]
Draw = Callable[[str], "Piece | None"]


def in_lines_of_paper(source: str, whole: FormulaPart, draw: Draw) -> tuple[Drawing, tuple[FormulaPart, ...]] | None:
    """Return a formula in several lines, drawn and as parts; None if it cannot be broken.

    ``draw`` reads a piece of it.
    """
    pieces = list(_pieces(source))
    if not 1 < len(pieces) <= MOST:
        return None
    made = [one for one in map(draw, pieces) if one is not None]
    if len(made) != len(pieces) or _parts([tree for _, tree in made]) != _parts([whole]):
        return None
    lines = list(_lines(made))
    trees = tuple(Group(parts=tuple(_parts([tree for _, tree in line]))) for line in lines)
    return _stacked([[drawn for drawn, _ in line] for line in lines]), trees


def _pieces(source: str) -> Iterator[str]:
    """Yield the parts of TeX between two breaks, all but the first behind an empty group."""
    depth = start = 0
    before = ""
    for found in _TOKENS.finditer(source):
        token = found[0]
        if token in _BREAKS and depth == 0 and before and before not in _BREAKS | _HOLDING:
            yield f"{'{}' * (start > 0)}{source[start : found.start()]}"
            start = found.start()
        depth += (token in _OPENING) - (token in _CLOSING)
        before = token
    yield f"{'{}' * (start > 0)}{source[start:]}"


def _parts(trees: Sequence[FormulaPart]) -> list[FormulaPart]:
    parts = (part for tree in trees for part in (tree.parts if isinstance(tree, Group) else (tree,)))
    return [part for part in parts if part != Group()]


def _lines(pieces: "list[Piece]") -> "Iterator[list[Piece]]":
    """Yield the pieces of each line, as many as it has room for."""
    line: list[Piece] = []
    room = MEASURE
    for drawn, tree in pieces:
        if line and drawn.width > room:
            yield line
            line, room = [], MEASURE - INDENT
        line.append((drawn, tree))
        room -= drawn.width
    yield line


def _stacked(lines: list[list[Drawing]]) -> Drawing:
    """Return the lines below each other; the words of the text stand on the first one's base line."""
    root = ElementTree.Element("svg")
    down = width = 0.0
    for at, line in enumerate(lines):
        across = INDENT if at else 0.0
        down += GAP + max(piece.height - piece.depth for piece in line) if at else 0.0
        for piece in line:
            place = f"translate({across * 1000:g} {down * 1000:g})"
            ElementTree.SubElement(root, "g", transform=place).extend(ElementTree.fromstring(piece.svg))
            across += piece.width
        width = max(width, across)
        down += max(piece.depth for piece in line)
    rise = max(piece.height - piece.depth for piece in lines[0])
    return drawing_of(root, width=width, height=rise + down, depth=down)
