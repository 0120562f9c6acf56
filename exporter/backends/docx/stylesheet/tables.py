"""Tables: of data, of document control, and what stands in and after them."""

from exporter.backends.docx.formats import color, fill, line, size, spacing, twips
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import CONTROL, TABLE, TABLE_TEXT
from exporter.ooxml.elements import Element, element, properties

_CELLS = {"top": 40, "left": 110, "bottom": 40, "right": 110}
_FLUSH = {"top": 40, "left": 0, "bottom": 40, "right": 220}  # in line with the text above and below
_NORMAL = {"top": 0, "left": 108, "bottom": 0, "right": 108}
_LEADING = 267


def styles(tokens: Tokens) -> list[Style]:
    """The styles of tables and of their paragraphs."""
    rem = tokens.rem
    head = _part(
        "firstRow",
        [element("w:b"), color(tokens.color("head-text"))],
        [fill(tokens.color("head")), element("w:vAlign", val="bottom")],
    )
    quiet = _part("firstRow", [color(tokens.color("muted"))])
    bold = [_part(part, [element("w:b")]) for part in ("lastRow", "firstCol")]
    normal = element("w:tblPr", element("w:tblInd", w=0, type="dxa"), _margins(_NORMAL))
    return [
        Style(name="Normal Table", kind="table", default=True, based=None, shown=False, further=(normal,)),
        Style(name="No List", kind="numbering", default=True, based=None, shown=False),
        Style(
            name=TABLE,
            kind="table",
            based="Normal Table",
            further=(element("w:tblPr", _lines(tokens, "top", "bottom", "insideH"), _margins(_CELLS)), head, *bold),
        ),
        Style(
            name=CONTROL,
            kind="table",
            based="Normal Table",
            shown=False,
            further=(element("w:tblPr", _lines(tokens, "top", "bottom"), _margins(_FLUSH)), quiet),
        ),
        Style(name=TABLE_TEXT, paragraph=(spacing(rem(0.15), rem(0.15), _LEADING),), run=(size(rem(0.9)),)),
        Style(name="Table End", shown=False, paragraph=(_exactly(1, rem(0.7)),), run=(size(1),)),
    ]


def _part(name: str, run: list[Element], cell: list[Element] | None = None) -> Element:
    """How a part of a table looks (17.7.6.6)."""
    return element("w:tblStylePr", properties("w:rPr", run), properties("w:tcPr", cell or []), type=name)


def _lines(tokens: Tokens, *sides: str) -> Element:
    return element("w:tblBorders", *(line(side, tokens.color("line"), 0.75) for side in sides))


def _margins(sides: dict[str, int]) -> Element:
    return element("w:tblCellMar", *(element(f"w:{side}", w=width, type="dxa") for side, width in sides.items()))


def _exactly(height: float, after: float) -> Element:
    """A line of a fixed height, in points."""
    return element("w:spacing", before=0, after=twips(after), line=twips(height), lineRule="exact")
