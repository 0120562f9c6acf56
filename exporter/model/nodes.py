"""The nodes of a document: two closed unions, ``Block`` and ``Inline``.

A component is never a node type: it is lowered to these, and its meaning travels as a ``role`` (``styles/roles.toml``
gives each role its look in every format). Backends handle the unions with ``match`` and ``assert_never``, so that the
type checker names each backend that misses a node. ``pos`` is the node's source, is out of equality, and is None for a
node that the exporter made itself.
"""

from dataclasses import dataclass, field
from typing import Literal

from exporter.model.code_parts import CodeToken, LineMark
from exporter.model.math import Math
from exporter.model.node import Node

HeadingNumbering = Literal["", "appendix", "unnumbered"]  # as usual, by a letter, not at all
Change = Literal["inserted", "deleted"]  # of a redline


# --- inlines -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Node):
    """Characters as the reader sees them: no control characters; white space folded as HTML folds it.

    ``offsets`` has the offset in the source file of each character, and of the end of the last (``len + 1`` numbers);
    None if they stand one by one from ``pos.start`` on, or if ``pos`` is None.
    """

    text: str
    offsets: tuple[int, ...] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Node):
    """Stressed words (HTML ``em``)."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong(Node):
    """Important words (HTML ``strong``)."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Node):
    """Code in a line; ``text`` keeps its blanks. ``offsets`` as in ``Text``, ``tokens`` as in ``CodeBlock``."""

    text: str
    language: str = ""
    tokens: tuple[CodeToken, ...] = field(default=(), compare=False, repr=False)
    offsets: tuple[int, ...] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Node):
    """A link. ``target`` is an absolute address (http, https, mailto, tel) or ``#anchor`` in the same document.

    ``role`` is ``""`` or a role of ``styles/roles.toml`` such as ``button``. ``written`` is the target as written in
    the page, before it was resolved: a reviewer's change is compared with it.
    """

    target: str
    children: "tuple[Inline, ...]"
    role: str = ""
    title: str = ""
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Node):
    """A reference to a part of the document by its number, ``[](#tbl-x)``, or to a work, ``[@key]``.

    ``target`` and ``written`` are as of ``Link``; a ``citation`` has ``@key`` first. A document transform finds the
    ``kind``, the ``number`` and the words to show: "Table 2"; the number of a heading, a blank and the heading's words.
    """

    target: str
    children: "tuple[Inline, ...]" = ()
    kind: Literal["", "heading", "figure", "table", "citation"] = ""
    number: str = ""
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Node):
    """A picture. ``asset`` is its name in ``Document.assets`` (before assets are read: its path in the page).

    An empty ``alt`` with ``decorative`` means that the picture carries no meaning; without ``decorative`` it is a
    fault. ``width`` is the wanted width in CSS pixels, None for the picture's own; ``percent`` the one in percent of
    the line, ``height`` the wanted height in CSS pixels: at most one of the three is set. ``align`` is the side of the
    line that a picture alone in it stands on. ``role`` such as ``avatar``. ``source`` is the text that it was drawn
    from, in a ``language`` such as ``mermaid``.
    """

    asset: str
    alt: str
    decorative: bool = False
    width: float | None = None
    percent: float | None = None
    height: float | None = None
    align: Literal["", "left", "center", "right"] = ""
    role: str = ""
    source: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak(Node):
    """A hard line break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Node):
    """Words with a role (``badge``, ``kbd``, ``sub``, ``sup``, ``mark``, ``strike``, ``small``, ``underline`` ...).

    ``lang`` is the BCP 47 tag of a foreign passage. ``anchor`` is an id that links lead to, unique in the document; a
    span without children is the place of an anchor alone.
    """

    children: "tuple[Inline, ...]"
    role: str = ""
    lang: str | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteReference(Node):
    """A mark that leads to the footnote of this ``label`` in ``Document.footnotes``; ``number`` counts from 1."""

    label: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNote(Node):
    """A writer's note to the reviewer (``<!-- review: ... -->``): a comment in Word, nothing elsewhere."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Node):
    """Inlines that a revision inserts or deletes (a redline)."""

    change: Change
    children: "tuple[Inline, ...]"
    author: str
    date: str


InlineParent = Emphasis | Strong | Link | Reference | Span | Revision
"""The inlines that hold others."""

Inline = Text | Code | Math | Image | LineBreak | FootnoteReference | ReviewNote | InlineParent


# --- blocks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockNode(Node):
    """The base of all blocks: ``change`` marks a block that a redline inserts or deletes as a whole."""

    change: "BlockChange | None" = None


@dataclass(frozen=True, slots=True)
class BlockChange:
    """The insertion or deletion of a block with its paragraph mark; ``move`` pairs the two ends of a move."""

    change: Change
    author: str
    date: str
    move: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(BlockNode):
    """A paragraph; ``role`` such as ``lead``, ``caption`` or ``""``.

    ``end`` marks a redline's change of the paragraph's end alone: inserted, it splits a paragraph in two; deleted, it
    joins the paragraph to the next one.
    """

    children: tuple[Inline, ...]
    role: str = ""
    end: BlockChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(BlockNode):
    """A heading of the document's outline, level 1 to 6; ``anchor`` is unique in the document, the site's own id.

    In a book, ``role`` says that it opens a part (a folder) or a chapter (a page). ``numbering`` is the page's wish;
    ``number`` is empty until a document transform gives it: ``1.2``, in an appendix ``A.1``.
    """

    level: int
    children: tuple[Inline, ...]
    anchor: str
    role: Literal["", "part", "chapter"] = ""
    numbering: HeadingNumbering = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer(BlockNode):
    """A question and its answer, the pair that this project is about.

    ``number`` counts from 1 through the document; ``level`` is the heading level that the question takes in an outline
    (one below the heading it stands under).
    """

    number: int
    anchor: str
    question: tuple[Inline, ...]
    answer: "tuple[Block, ...]"
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem(Node):
    """An item of a list; ``checked`` is None but in task lists."""

    children: "tuple[Block, ...]"
    checked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List(BlockNode):
    """A list. ``start`` is the first number of an ordered one; ``tight`` has no space between items."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(BlockNode):
    """Code as it stands; ``highlights`` are line numbers from 1. ``offsets`` as in ``Text``.

    With ``marks``, each marked line begins with a sign and a blank, the others with two blanks. ``tokens`` are the
    parts of ``text`` by their meaning, which a transform finds; empty for code without colours.
    """

    text: str
    language: str = ""
    filename: str = ""
    highlights: tuple[int, ...] = ()
    marks: tuple[LineMark, ...] = ()
    tokens: tuple[CodeToken, ...] = field(default=(), compare=False, repr=False)
    offsets: tuple[int, ...] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(BlockNode):
    """A block quotation."""

    children: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Node):
    """A table cell; ``scope`` makes it a header of its row, column or group of them."""

    children: "tuple[Block, ...]"
    scope: Literal["col", "row", "colgroup", "rowgroup"] | None = None
    colspan: int = 1
    rowspan: int = 1
    align: Literal["left", "center", "right"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Node):
    """A table row; lowering makes all rows of a table equally wide once spans are counted."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(BlockNode):
    """A table: header rows, which repeat over pages, body rows, footer rows.

    ``widths`` has the width of each column as the page gives it: ``"40%"``, ``"120px"``, empty for none. ``number``
    counts numbered tables from 1; 0 for none.
    """

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()
    widths: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(BlockNode):
    """A picture that stands by itself, with its caption (empty for none); ``number`` as of ``Table``."""

    image: Image
    caption: tuple[Inline, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Container(BlockNode):
    """Blocks with a role (``alert-info``, ``card``, ``box``, ``section``, ``tab`` ...) and an optional title.

    ``label`` says whether the backend puts the role's word (in the document's language, from the labels table) in
    front: "Note", "Warning". The title is not a heading of the outline. ``lang`` and ``anchor`` as in ``Span``: a
    table or picture with an id stands in a container without a role.
    """

    role: str
    children: "tuple[Block, ...]"
    title: tuple[Inline, ...] = ()
    label: bool = False
    lang: str | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(BlockNode):
    """Blocks side by side, in reading order; ``widths`` are parts of the whole line, one a column."""

    widths: tuple[int, ...]
    columns: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(BlockNode):
    """A thematic break, or a page break (``role``), which paper shows."""

    role: Literal["", "page-break"] = ""


Block = Paragraph | Heading | QuestionAnswer | List | CodeBlock | Quote | Table | Figure | Container | Columns | Rule

AnyNode = Block | Inline | ListItem | Row | Cell
