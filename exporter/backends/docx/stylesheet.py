"""The styles of the reference document: Word's own and the project's, one table."""

from collections.abc import Callable, Iterable

from exporter.backends.docx.formats import color, fill, fonts, frame, indent, line, run_look, size, spacing, twips
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.ooxml.elements import Element, element, properties
from exporter.styling import Role

LIST_STEP = 340  # twips that each level of a list moves in: 6 mm
QUESTION = "FAQ Question"
ANSWER = "FAQ Answer"
TABLE = "Document Table"
CONTROL = "Document Control"
CARD_SUBTITLE = "Card Subtitle"
BOX_TITLE = "Box Title"  # of containers whose role has none


def styles(tokens: Tokens, roles: Iterable[Role]) -> list[Style]:
    """All styles; a role with the name of one of Word's own changes that one."""
    made = {style.name.lower(): style for style in (*_texts(tokens), *_headings(tokens), *_faq(tokens), *_lists())}
    made |= {style.name.lower(): style for style in (*_apparatus(tokens), *_characters(tokens), *_tables(tokens))}
    for role in roles:
        for style in _role_styles(role, tokens):
            made.setdefault(style.name.lower(), style)
    return list(made.values())


def _texts(tokens: Tokens) -> list[Style]:
    rem, muted = tokens.rem, color(tokens.color("muted"))
    rule = element("w:pBdr", line("bottom", tokens.color("accent"), 2.25, 6))
    code = (fonts(tokens.font("code")), element("w:noProof"), size(tokens.points("size-code")))
    ground = frame({"border": "box", "line": "line", "padding": 0.6, "width": 0.5, "fill": "surface"}, tokens)
    tight = tokens.leading("leading-tight")
    return [
        Style(
            name="Normal",
            default=True,
            based=None,
            paragraph=(spacing(0, rem(0.5), tokens.leading("leading-print")), element("w:widowControl")),
        ),
        Style(
            name="Title",
            following="Normal",
            paragraph=(element("w:keepNext"), element("w:keepLines"), rule, spacing(0, rem(1), tight)),
            run=(
                fonts(tokens.font("heading")),
                element("w:b"),
                color(tokens.readable("accent-text")),
                size(tokens.points("size-title")),
            ),
        ),
        Style(
            name="Subtitle",
            following="Normal",
            paragraph=(element("w:keepLines"), spacing(0, rem(1), tight)),
            run=(muted, size(tokens.points("size-subtitle"))),
        ),
        Style(
            name="Quote",
            paragraph=(
                element("w:pBdr", line("left", tokens.color("accent"), 2.25, 10)),
                spacing(rem(0.2), rem(0.9)),
                indent(twips(12.25), twips(12)),
            ),
            run=(element("w:i"),),
        ),
        Style(
            name="Code",
            paragraph=(*ground, element("w:keepLines"), spacing(rem(0.3), rem(1), 264), element("w:jc", val="start")),
            run=code,
        ),
        Style(name="Code File", following="Code", paragraph=_above(rem), run=(*code, element("w:b"), muted)),
        Style(
            name="caption",
            following="Normal",
            paragraph=(element("w:keepLines"), spacing(rem(0.3), rem(1), tight)),
            run=(muted, size(tokens.points("size-small"))),
        ),
        Style(
            name="Logo", following="Title", shown=False, paragraph=(element("w:keepNext"), spacing(0, rem(1.4), 240))
        ),
        Style(name="Figure", following="caption", paragraph=(element("w:keepNext"), spacing(rem(0.4), rem(0.4), 240))),
        Style(name=BOX_TITLE, paragraph=(element("w:keepNext"),), run=(element("w:b"),), shown=False),
        Style(name="Table Text", paragraph=(spacing(rem(0.15), rem(0.15), 267),)),
        Style(name=CARD_SUBTITLE, paragraph=(spacing(0, rem(0.25), tight),), run=(muted,), shown=False),
        Style(name="Table End", shown=False, paragraph=(_exactly(1, rem(0.7)),), run=(size(1),)),
        Style(
            name="Review Notice",
            paragraph=(
                *frame({"border": "box", "line": "accent", "padding": 0.7, "width": 1, "fill": "accent-fill"}, tokens),
                spacing(0, rem(0.5)),
            ),
        ),
        Style(
            name="Rule",
            following="Normal",
            paragraph=(
                element("w:pBdr", line("bottom", tokens.color("line"), 0.75, 1)),
                spacing(rem(0.2), rem(1), 120),
            ),
        ),
    ]


def _above(rem: Callable[[float], float]) -> tuple[Element, ...]:
    return (element("w:keepNext"), spacing(rem(0.4), rem(0.2), 264))


def _exactly(height: float, after: float) -> Element:
    """A line of a fixed height, in points."""
    return element("w:spacing", before=0, after=twips(after), line=twips(height), lineRule="exact")


def _headings(tokens: Tokens) -> list[Style]:
    ink = tokens.readable("accent-text")
    above, below = (2, 1.5, 1, 1, 1, 1), (0.5, 0.5, 0.25, 0.25, 0.25, 0.25)
    sizes = ("h2", "h3", "h4", "h4", "text", "text")
    return [
        Style(
            name=f"heading {level}",
            following="Normal",
            paragraph=(
                element("w:keepNext"),
                element("w:keepLines"),
                spacing(tokens.rem(above[level - 1]), tokens.rem(below[level - 1]), tokens.leading("leading-tight")),
                element("w:outlineLvl", val=level - 1),
            ),
            run=(
                fonts(tokens.font("heading")),
                element("w:b"),
                *([element("w:i")] if level in (4, 6) else []),
                color(ink),
                size(tokens.points(f"size-{sizes[level - 1]}")),
            ),
        )
        for level in range(1, 7)
    ]


def _faq(tokens: Tokens) -> list[Style]:
    return [
        Style(
            name=QUESTION,
            following=ANSWER,
            paragraph=(
                element("w:keepNext"),
                element("w:keepLines"),
                element("w:numPr", element("w:numId", val=QUESTION_LIST)),
                spacing(tokens.rem(1.2), tokens.rem(0.25), tokens.leading("leading-tight")),
                element("w:outlineLvl", val=1),
            ),
            run=(
                fonts(tokens.font("heading")),
                element("w:b"),
                color(tokens.readable("accent-text")),
                size(tokens.points("size-question")),
            ),
        ),
        Style(name=ANSWER),
    ]


QUESTION_LIST = 3  # the ``w:num`` that the reference document's question style counts by


def _lists() -> list[Style]:
    tight = element("w:contextualSpacing")
    return [
        Style(name="List Paragraph", paragraph=(tight, indent(LIST_STEP))),
    ]


def _apparatus(tokens: Tokens) -> list[Style]:
    rem, small = tokens.rem, size(tokens.points("size-small"))
    muted = color(tokens.color("muted"))
    tight = tokens.leading("leading-tight")
    contents = [
        Style(
            name=f"toc {level}",
            following="Normal",
            shown=False,
            paragraph=(
                spacing(rem(0.5 if level == 1 else 0), rem(0.2), tight),
                indent((level - 1) * 280 + 240, 560, 240),
            ),
            run=(element("w:b"),) if level == 1 else (),
        )
        for level in range(1, 4)
    ]
    return [
        *contents,
        Style(
            name="TOC Heading",
            following="Normal",
            paragraph=(element("w:keepNext"), spacing(rem(1.2), rem(0.4), tight)),
            run=(element("w:b"), color(tokens.readable("accent-text")), size(tokens.points("size-h3"))),
        ),
        Style(
            name="Apparatus Heading",
            following="Normal",
            paragraph=(element("w:keepNext"), spacing(rem(1.6), rem(0.4), tight), element("w:outlineLvl", val=0)),
            run=(element("w:b"), color(tokens.readable("accent-text")), size(tokens.points("size-h4"))),
        ),
        Style(name="header", shown=False, paragraph=(spacing(0, 0, tight),), run=(muted, small)),
        Style(
            name="footer",
            shown=False,
            paragraph=(element("w:pBdr", line("top", tokens.color("accent"), 1, 6)), spacing(0, 0, tight)),
            run=(muted, small),
        ),
        Style(name="footnote text", shown=False, paragraph=(spacing(0, rem(0.3), tight),), run=(small,)),
        Style(name="annotation text", shown=False, paragraph=(spacing(0, 0, tight),), run=(small,)),
    ]


def _characters(tokens: Tokens) -> list[Style]:
    code = (fonts(tokens.font("code")), element("w:noProof"), size(tokens.points("size-code")))
    link = (color(tokens.color("link")), element("w:u", val="single"))
    old = (color(tokens.color("visited")), element("w:u", val="single"))
    above = (element("w:vertAlign", val="superscript"),)
    named = {"Hyperlink": link, "FollowedHyperlink": old, "footnote reference": above}
    named |= {"annotation reference": (size(8),), "Inline Code": (*code, fill(tokens.color("surface")))}
    named |= {"Question Mark": (color(tokens.color("accent-text")),)}
    return [
        Style(name="Default Paragraph Font", kind="character", default=True, based=None, shown=False),
        *(Style(name=name, kind="character", shown=False, run=run) for name, run in named.items()),
    ]


def _tables(tokens: Tokens) -> list[Style]:
    thin = tokens.color("line")
    borders = element("w:tblBorders", *(line(side, thin, 0.75) for side in ("top", "bottom", "insideH")))
    cells = element("w:tblCellMar", *(element(f"w:{s}", w=w, type="dxa") for s, w in _CELL_MARGINS.items()))
    ink = (element("w:b"), color(tokens.color("head-text")))
    head = element(
        "w:tblStylePr",
        properties("w:rPr", ink),
        properties("w:tcPr", [fill(tokens.color("head")), element("w:vAlign", val="bottom")]),
        type="firstRow",
    )
    flush = element("w:tblCellMar", *(element(f"w:{s}", w=w, type="dxa") for s, w in _FLUSH_MARGINS.items()))
    muted = [color(tokens.color("muted")), size(tokens.points("size-small"))]
    quiet = element("w:tblStylePr", properties("w:rPr", muted), type="firstRow")
    lines = element("w:tblBorders", *(line(side, thin, 0.75) for side in ("top", "bottom")))
    foot = element("w:tblStylePr", properties("w:rPr", [element("w:b")]), type="lastRow")
    first = element("w:tblStylePr", properties("w:rPr", [element("w:b")]), type="firstCol")
    plain = element("w:tblCellMar", *(element(f"w:{s}", w=w, type="dxa") for s, w in _NORMAL_MARGINS.items()))
    indent_none = element("w:tblInd", w=0, type="dxa")
    return [
        Style(
            name="Normal Table",
            kind="table",
            default=True,
            based=None,
            shown=False,
            further=(element("w:tblPr", indent_none, plain),),
        ),
        Style(name="No List", kind="numbering", default=True, based=None, shown=False),
        Style(
            name=TABLE,
            kind="table",
            based="Normal Table",
            run=(size(tokens.rem(0.9)),),
            further=(element("w:tblPr", borders, cells), head, foot, first),
        ),
        Style(
            name=CONTROL,
            kind="table",
            based="Normal Table",
            shown=False,
            further=(element("w:tblPr", lines, flush), quiet),
        ),
    ]


_CELL_MARGINS = {"top": 40, "left": 110, "bottom": 40, "right": 110}
_FLUSH_MARGINS = {"top": 40, "left": 0, "bottom": 40, "right": 220}  # in line with the text above and below
_NORMAL_MARGINS = {"top": 0, "left": 108, "bottom": 0, "right": 108}


def _role_styles(role: Role, tokens: Tokens) -> list[Style]:
    """A role's styles: of paragraphs, of words, and of a container's title."""
    made = []
    run = tuple(run_look({k: v for k, v in role.look.items() if k != "fill"}, tokens))
    if {"paragraph", "container"} & set(role.kinds) and role.look:
        made.append(Style(name=role.word, paragraph=(*frame(role.look, tokens), spacing(0, tokens.rem(0.5))), run=run))
    elif {"span", "link"} & set(role.kinds):
        ground = (fill(tokens.color(role.look["fill"])),) if "fill" in role.look else ()
        made.append(Style(name=role.word, kind="character", shown=False, run=(*run, *ground)))
    if "title" in role.look:
        ink = (element("w:b"), color(tokens.color(role.look["title"])))
        keep = (element("w:keepNext"),)
        name = f"{role.word} Title"
        made.append(Style(name=name, based=role.word, following=role.word, paragraph=keep, run=ink, shown=False))
    return made
