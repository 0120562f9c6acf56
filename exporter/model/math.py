"""A formula: its source, and the tree, drawing and words that a document transform makes of it.

The tree (``FormulaPart``) is what MathML and Word's equations have in common. Backends write it in their own language
and know no TeX.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Final, Literal, cast

from exporter.model.node import Node

MathLanguage = Literal["tex", "mathml"]
Variant = Literal[
    "", "upright", "bold", "bold-italic", "double-struck", "fraktur", "script", "sans-serif", "monospace", "bold-sans",
    "bold-fraktur", "bold-script", "sans-italic", "sans-bold-italic",
]  # fmt: skip
"""The letters of a symbol; ``""`` for the usual ones: an identifier of one letter is italic, all else is upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """Letters, digits or a sign; ``role`` is the part that an operator has."""

    text: str
    kind: Literal["identifier", "number", "operator", "text", "function", "large"]
    variant: Variant = ""
    role: Literal["", "bin", "rel", "open", "close", "punct", "inner"] = ""  # of an operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parts beside each other."""

    parts: "tuple[FormulaPart, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraction:
    """A part above another; without ``rule`` no line is between them, as in a binomial."""

    above: "FormulaPart"
    below: "FormulaPart"
    rule: bool = True
    size: Literal["", "display", "text"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A root; without ``index`` a square root."""

    inside: "FormulaPart"
    index: "FormulaPart | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripts:
    """A base with parts lowered and raised; with ``limits`` they stand below and above it in a display formula."""

    base: "FormulaPart"
    sub: "FormulaPart | None" = None
    sup: "FormulaPart | None" = None
    limits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A base with smaller parts below and above it."""

    base: "FormulaPart"
    below: "FormulaPart | None" = None
    above: "FormulaPart | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """A base under or over a sign: an accent, a bar, a brace. A ``stretchy`` sign is as wide as the base."""

    base: "FormulaPart"
    sign: str
    above: bool = True
    stretchy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An arrow as long as the parts above and below it."""

    sign: str
    above: "FormulaPart"
    below: "FormulaPart | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Parts in brackets, with a sign between two parts; an empty bracket shows nothing.

    The brackets grow with the parts unless ``grows`` is false.
    """

    open: str
    close: str
    parts: "tuple[FormulaPart, ...]"
    between: tuple[str, ...] = ()
    grows: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A single bracket of one of four sizes, 1 the smallest."""

    sign: str
    size: int
    role: Literal["", "bin", "rel", "open", "close", "punct", "inner"] = ""


ColumnAlign = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Parts in rows and columns.

    ``align`` has a value for each column; the last one holds for all further columns. ``gaps`` says whether columns
    stand apart; those of aligned equations do not. ``verticals`` are the columns with a line before them,
    ``horizontals`` the rows with a line above them, both counted from 0.
    """

    rows: "tuple[tuple[FormulaPart, ...], ...]"
    align: tuple[ColumnAlign, ...] = ("center",)
    gaps: bool = True
    small: bool = False
    verticals: tuple[int, ...] = ()
    horizontals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A blank; ``width`` in em, below 0 to draw parts together."""

    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Phantom:
    """The room of a part that is not shown."""

    base: "FormulaPart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A part in a box or struck out."""

    base: "FormulaPart"
    kind: Literal["box", "up", "down", "cross"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coloured:
    """A part in a colour of its own: ``#rrggbb``."""

    base: "FormulaPart"
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A part in the size and style of a display formula, of a line, or of a script."""

    base: "FormulaPart"
    size: Literal["display", "text", "script"]


FormulaPart = (
    Symbol
    | Group
    | Fraction
    | Root
    | Scripts
    | Stack
    | Accent
    | Arrow
    | Fence
    | Bracket
    | Grid
    | Space
    | Phantom
    | Enclosed
    | Coloured
    | Sized
)


def formula_parts(part: FormulaPart) -> Iterator[FormulaPart]:
    """Yield a part and all parts in it."""
    yield part
    waiting: list[object] = [getattr(part, one.name) for one in fields(part)]
    for value in waiting:
        if isinstance(value, tuple):
            waiting += value
        elif is_dataclass(value):
            yield from formula_parts(cast("FormulaPart", value))


EM: Final = 16
"""CSS pixels of the letters' size, in a drawing whose size nobody sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The picture of a formula: SVG without text; its sizes in em, ``depth`` that below the line of the words."""

    svg: bytes = field(repr=False)
    width: float
    height: float
    depth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFormula:
    """A formula as read: its tree, its drawing, and its words in the document's language.

    ``lines`` are the parts of its lines if it is wider than a line of paper and can be broken.
    """

    tree: FormulaPart
    lines: tuple[FormulaPart, ...] = ()
    drawing: Drawing
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Math(Node):
    """A formula in TeX or MathML; ``display`` sets it on a line of its own.

    ``alt`` are the author's words for it. ``offsets`` as in ``Text``, of the source. ``read`` is what a document
    transform made of it: None if it cannot be read, or if no library for formulas is installed.
    """

    source: str
    language: MathLanguage = "tex"
    display: bool = False
    alt: str = ""
    offsets: tuple[int, ...] | None = field(default=None, compare=False, repr=False)
    read: ReadFormula | None = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> str:
        """The words for the formula: the author's, those that were found, else the source."""
        return self.alt or (self.read.words if self.read else "") or self.source
