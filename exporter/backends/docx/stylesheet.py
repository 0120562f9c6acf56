"""The styles of the reference document, Word's own and the project's, by kind of content."""

from collections.abc import Iterable, Iterator

from exporter.backends.docx.code import LINE_STYLES, SOURCE_CODE, TOKEN_STYLES, VERBATIM
from exporter.backends.docx.formatting import (
    code_font,
    color,
    fill,
    fonts,
    frame,
    indent,
    line,
    role_run_properties,
    size,
    spacing,
    twips,
)
from exporter.backends.docx.style_definition import StyleDefinition
from exporter.backends.docx.theme_tokens import Tokens
from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.numbering import LIST_STEP
from exporter.theme.styles import CODE_COLORS, Role

# names of styles that other modules ask for
QUESTION = "FAQ Question"
ANSWER = "FAQ Answer"
TABLE = "Document Table"
CONTROL = "Document Control"
BIBLIOGRAPHY = "Bibliography"
TABLE_TEXT = "Table Text"
CARD_SUBTITLE = "Card Subtitle"
BOX_TITLE = "Box Title"  # of containers whose role has none
FIGURE_CAPTION = "Figure Caption"
LINK = "Hyperlink"
SPACED = (*(f"heading {level}" for level in range(1, 7)), QUESTION, "TOC Heading", "Apparatus Heading")
"""Styles with more space above than between paragraphs."""

QUESTION_LIST = 3  # the ``w:num`` that the reference document's question style counts by

_QUOTE_INDENT = 12  # points, at both sides
# of each level of headings: rem above and below, the token of its size, whether it is italic
_HEADINGS = (
    (2, 0.5, "h2", False),
    (1.5, 0.5, "h3", False),
    (1, 0.25, "h4", False),
    (1, 0.25, "h4", True),
    (1, 0.25, "text", False),
    (1, 0.25, "text", True),
)
_KEPT = (element("w:keepNext"), element("w:keepLines"))
_CODE_LEADING = 264
_CODE = {"border": "box", "line": "line", "padding": 0.6, "width": 0.5, "fill": "surface"}
_MARKED_LINES = {  # their grounds; signs stand in front of all but highlighted ones
    "highlighted": "accent-fill",
    "inserted": "success-fill",
    "deleted": "danger-fill",
    "warning": "warning-fill",
    "error": "danger-fill",
}
_NOTICE = {"border": "box", "line": "accent", "padding": 0.7, "width": 1, "fill": "accent-fill"}
_CELLS = {"top": 40, "left": 110, "bottom": 40, "right": 110}
_FLUSH = {"top": 40, "left": 0, "bottom": 40, "right": 220}  # in line with the text above and below
_NORMAL = {"top": 0, "left": 108, "bottom": 0, "right": 108}
_TABLE_LEADING = 267
_CONTENTS_STEP = 280  # twips that each level of the contents moves in
_CONTENTS_HANGING = 240
_CONTENTS_RIGHT = 560  # twips that are left to page numbers
_TITLE_SPACE = 0.15  # rem between a title of a container and its content


def styles(tokens: Tokens, roles: Iterable[Role]) -> list[StyleDefinition]:
    """Return all styles; a role with the name of one of Word's own styles gets that one."""
    kinds = (_text, _headings, _boxes, _tables, _apparatus, _characters)
    made = {style.name.lower(): style for kind in kinds for style in kind(tokens)}
    for role in roles:
        for style in _role(role, tokens):
            made.setdefault(style.name.lower(), style)
    return list(made.values())


def _text(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles of running text: paragraphs, lists, quotes, captions, figures, rules."""
    rem, accent = tokens.rem, tokens.color("accent")
    tight = tokens.leading("leading-tight")
    normal = (spacing(0, rem(0.5), tokens.leading("leading-print")), element("w:widowControl"))
    bar, ruled = line("left", accent, 2.25, 10), line("bottom", tokens.color("line"), 0.75, 1)
    quote = (
        element("w:pBdr", bar),
        spacing(rem(0.2), rem(0.9)),
        indent(twips(_QUOTE_INDENT + 0.25), twips(_QUOTE_INDENT)),
    )
    caption = (element("w:keepLines"), spacing(rem(0.3), rem(1), tight))
    center = element("w:jc", val="center")
    figure = (element("w:keepNext"), spacing(rem(0.4), rem(0.4), 240), center)
    rule = (element("w:pBdr", ruled), spacing(rem(0.2), rem(1), 120))
    muted = (color(tokens.color("muted")), size(tokens.points("size-small")))
    return [
        # LibreOffice takes the font of the defaults for one that is set by hand where a table has a style
        StyleDefinition(name="Normal", default=True, based=None, paragraph=normal, run=(fonts(tokens.font("text")),)),
        StyleDefinition(name=ANSWER),
        StyleDefinition(name="List Paragraph", paragraph=(element("w:contextualSpacing"), indent(LIST_STEP))),
        StyleDefinition(name=BIBLIOGRAPHY, paragraph=(indent(LIST_STEP, 0, LIST_STEP),)),
        StyleDefinition(name="Quote", paragraph=quote, run=(element("w:i"),)),
        StyleDefinition(name="caption", following="Normal", paragraph=caption, run=muted),
        StyleDefinition(name="Figure", alias="Captioned Figure", following=FIGURE_CAPTION, paragraph=figure),
        StyleDefinition(
            name=FIGURE_CAPTION,
            alias="Image Caption",
            based="caption",
            paragraph=(center,),
            following="Normal",
            shown=False,
        ),
        StyleDefinition(name="Rule", following="Normal", paragraph=rule),
    ]


def _headings(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles of titles, headings and questions."""
    rem, tight = tokens.rem, tokens.leading("leading-tight")
    ruled = element("w:pBdr", line("bottom", tokens.color("accent"), 2.25, 6))
    title = (*_KEPT, ruled, spacing(0, rem(1), tight))
    subtitle = (element("w:keepLines"), spacing(0, rem(1), tight))
    muted = (color(tokens.color("muted")), size(tokens.points("size-subtitle")))
    counted = element("w:numPr", element("w:numId", val=QUESTION_LIST))
    question = (*_KEPT, counted, spacing(rem(1.2), rem(0.25), tight), _outline(2))
    run = _heading_run(tokens, "question")
    return [
        StyleDefinition(name="Title", following="Normal", paragraph=title, run=_heading_run(tokens, "title")),
        StyleDefinition(name="Subtitle", following="Normal", paragraph=subtitle, run=muted),
        *(_heading(tokens, level) for level in range(1, len(_HEADINGS) + 1)),
        StyleDefinition(name=QUESTION, following=ANSWER, paragraph=question, run=run),
    ]


def _heading(tokens: Tokens, level: int) -> StyleDefinition:
    above, below, size_token, italic = _HEADINGS[level - 1]
    space = spacing(tokens.rem(above), tokens.rem(below), tokens.leading("leading-tight"))
    return StyleDefinition(
        name=f"heading {level}",
        following="Normal",
        paragraph=(*_KEPT, space, _outline(level)),
        run=(*_heading_run(tokens, size_token), *([element("w:i")] if italic else [])),
    )


def _heading_run(tokens: Tokens, size_token: str) -> tuple[Element, ...]:
    return (fonts(tokens.font("heading")), *_bold_accent(tokens, size_token))


def _bold_accent(tokens: Tokens, size_token: str) -> tuple[Element, ...]:
    return (element("w:b"), color(tokens.readable("accent-text")), size(tokens.points(f"size-{size_token}")))


def _outline(level: int) -> Element:
    return element("w:outlineLvl", val=level - 1)


def _boxes(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles in a box of their own: code, the notice to reviewers, titles of containers."""
    rem, muted = tokens.rem, color(tokens.color("muted"))
    block = (
        *frame(_CODE, tokens),
        element("w:keepLines"),
        spacing(rem(0.3), rem(1), _CODE_LEADING),
        element("w:jc", val="start"),
    )
    file = (element("w:keepNext"), spacing(rem(0.4), rem(0.2), _CODE_LEADING))
    file_run = (*code_font(tokens), element("w:b"), muted)
    subtitle = (spacing(0, rem(0.4), tokens.leading("leading-tight")),)
    return [
        StyleDefinition(name=SOURCE_CODE, paragraph=block, run=code_font(tokens)),
        StyleDefinition(name="Code File", following=SOURCE_CODE, paragraph=file, run=file_run),
        StyleDefinition(name="Review Notice", paragraph=(*frame(_NOTICE, tokens), spacing(0, rem(0.5)))),
        StyleDefinition(name=BOX_TITLE, paragraph=(element("w:keepNext"),), run=(element("w:b"),), shown=False),
        StyleDefinition(name=CARD_SUBTITLE, paragraph=subtitle, run=(muted,), shown=False),
    ]


def _tables(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles of tables, of data and of document control, and of the paragraphs in and after them."""
    rem = tokens.rem
    head = _table_part(
        "firstRow",
        [element("w:b"), color(tokens.color("head-text"))],
        [fill(tokens.color("head")), element("w:vAlign", val="bottom")],
    )
    muted = _table_part("firstRow", [color(tokens.color("muted"))])
    bold = [_table_part(part, [element("w:b")]) for part in ("lastRow", "firstCol")]
    normal = element("w:tblPr", element("w:tblInd", w=0, type="dxa"), _margins(_NORMAL))
    data = element("w:tblPr", _borders(tokens, "top", "bottom", "insideH"), _margins(_CELLS))
    control = element("w:tblPr", _borders(tokens, "top", "bottom"), _margins(_FLUSH))
    end = element("w:spacing", before=0, after=twips(rem(0.7)), line=twips(1), lineRule="exact")
    return [
        StyleDefinition(name="Normal Table", kind="table", default=True, based=None, shown=False, table=(normal,)),
        StyleDefinition(name="No List", kind="numbering", default=True, based=None, shown=False),
        StyleDefinition(name=TABLE, kind="table", based="Normal Table", table=(data, head, *bold)),
        StyleDefinition(name=CONTROL, kind="table", based="Normal Table", shown=False, table=(control, muted)),
        StyleDefinition(
            name=TABLE_TEXT,
            alias="Compact",
            paragraph=(spacing(rem(0.15), rem(0.15), _TABLE_LEADING),),
            run=(size(rem(0.86)),),
        ),
        StyleDefinition(name="Table End", shown=False, paragraph=(end,), run=(size(1),)),
    ]


def _table_part(name: str, run: list[Element], cell: list[Element] | None = None) -> Element:
    """Return the formatting of a part of a table (17.7.6.6)."""
    return element("w:tblStylePr", properties("w:rPr", run), properties("w:tcPr", cell or []), type=name)


def _borders(tokens: Tokens, *sides: str) -> Element:
    return element("w:tblBorders", *(line(side, tokens.color("line"), 0.75) for side in sides))


def _margins(sides: dict[str, int]) -> Element:
    return element("w:tblCellMar", *(element(f"w:{side}", w=width, type="dxa") for side, width in sides.items()))


def _apparatus(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles around the text: logo, contents, header, footer, notes, comments, history."""
    rem, tight = tokens.rem, tokens.leading("leading-tight")
    small = size(tokens.points("size-small"))
    muted = (color(tokens.color("muted")), small)
    closed = spacing(0, 0, tight)
    above = element("w:pBdr", line("top", tokens.color("accent"), 1, 6))
    titled = (element("w:keepNext"), spacing(rem(1.2), rem(0.4), tight))
    history = (element("w:keepNext"), spacing(rem(1.6), rem(0.4), tight), _outline(1))
    logo = (element("w:keepNext"), spacing(0, rem(1.4), 240))
    contents, section = _bold_accent(tokens, "h3"), _bold_accent(tokens, "h4")
    return [
        StyleDefinition(name="Logo", following="Title", shown=False, paragraph=logo),
        StyleDefinition(name="TOC Heading", following="Normal", paragraph=titled, run=contents),
        *(_contents_entry(tokens, level) for level in (1, 2, 3)),
        StyleDefinition(name="Apparatus Heading", following="Normal", paragraph=history, run=section),
        StyleDefinition(name="header", shown=False, paragraph=(closed,), run=muted),
        StyleDefinition(name="footer", shown=False, paragraph=(above, closed), run=muted),
        StyleDefinition(name="footnote text", shown=False, paragraph=(spacing(0, rem(0.3), tight),), run=(small,)),
        StyleDefinition(name="annotation text", shown=False, paragraph=(closed,), run=(small,)),
    ]


def _contents_entry(tokens: Tokens, level: int) -> StyleDefinition:
    above = tokens.rem(0.5 if level == 1 else 0)
    paragraph = (
        spacing(above, tokens.rem(0.2), tokens.leading("leading-tight")),
        indent((level - 1) * _CONTENTS_STEP + _CONTENTS_HANGING, _CONTENTS_RIGHT, _CONTENTS_HANGING),
    )
    bold = (element("w:b"),) if level == 1 else ()
    return StyleDefinition(name=f"toc {level}", following="Normal", shown=False, paragraph=paragraph, run=bold)


def _characters(tokens: Tokens) -> list[StyleDefinition]:
    """Return the styles of words within a line: links, marks of notes and comments, code."""
    underlined = element("w:u", val="single")
    runs = {
        LINK: (color(tokens.color("link")), underlined),
        "FollowedHyperlink": (color(tokens.color("visited")), underlined),
        "footnote reference": (element("w:vertAlign", val="superscript"),),
        "annotation reference": (size(8),),
        VERBATIM: (*code_font(tokens), fill(tokens.color("surface"))),
    }
    return [
        StyleDefinition(name="Default Paragraph Font", kind="character", default=True, based=None, shown=False),
        *(StyleDefinition(name=name, kind="character", shown=False, run=run) for name, run in runs.items()),
        *_code(tokens),
    ]


def _code(tokens: Tokens) -> Iterator[StyleDefinition]:
    """Yield the styles of parts of code and of marked lines; highlighted ones have a box too."""
    for role, name in TOKEN_STYLES.items():
        run = (color(tokens.color(CODE_COLORS[role])),)
        yield StyleDefinition(name=name, kind="character", based=VERBATIM, shown=False, run=run)
    box = element("w:bdr", val="single", sz=4, space=0, color=tokens.color("accent"))
    for mark, name in LINE_STYLES.items():
        run = (*((box,) if mark == "highlighted" else ()), fill(tokens.color(_MARKED_LINES[mark])))
        yield StyleDefinition(name=name, kind="character", shown=False, run=run)


def _role(role: Role, tokens: Tokens) -> Iterator[StyleDefinition]:
    """Yield the styles of a role as ``styles/roles.toml`` has it: of a title, of paragraphs, of words."""
    if "title" in role.look:
        bold = (element("w:b"), color(tokens.color(role.look["title"])))
        kept = (element("w:keepNext"), spacing(0, tokens.rem(_TITLE_SPACE)))
        name = f"{role.word} Title"
        yield StyleDefinition(name=name, based=role.word, following=role.word, paragraph=kept, run=bold, shown=False)
    run = tuple(role_run_properties({key: value for key, value in role.look.items() if key != "fill"}, tokens))
    if {"paragraph", "container"} & set(role.kinds) and role.look:
        paragraph = (*frame(role.look, tokens), spacing(0, tokens.rem(0.5)))
        yield StyleDefinition(name=role.word, paragraph=paragraph, run=run)
    elif {"span", "link"} & set(role.kinds):
        ground = (fill(tokens.color(role.look["fill"])),) if "fill" in role.look else ()
        based = LINK if "link" in role.kinds else "Normal"
        yield StyleDefinition(name=role.word, kind="character", based=based, shown=False, run=(*run, *ground))
