"""What stands around the text: logo, contents, header, footer, notes, comments, history."""

from exporter.backends.docx.formats import color, indent, line, size, spacing
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.ooxml.elements import Element, element

CONTENTS_STEP = 280  # twips that each level of the contents moves in
CONTENTS_HANGING = 240
CONTENTS_RIGHT = 560  # twips that are left to page numbers


def styles(tokens: Tokens) -> list[Style]:
    """The styles of a document's apparatus."""
    rem, tight = tokens.rem, tokens.leading("leading-tight")
    quiet = (color(tokens.color("muted")), size(tokens.points("size-small")))
    closed = spacing(0, 0, tight)
    above = element("w:pBdr", line("top", tokens.color("accent"), 1, 6))
    titled = (element("w:keepNext"), spacing(rem(1.2), rem(0.4), tight))
    history = (element("w:keepNext"), spacing(rem(1.6), rem(0.4), tight), element("w:outlineLvl", val=0))
    logo = (element("w:keepNext"), spacing(0, rem(1.4), 240))
    return [
        Style(name="Logo", following="Title", shown=False, paragraph=logo),
        Style(name="TOC Heading", following="Normal", paragraph=titled, run=_ink(tokens, "h3")),
        *(_contents(tokens, level) for level in (1, 2, 3)),
        Style(name="Apparatus Heading", following="Normal", paragraph=history, run=_ink(tokens, "h4")),
        Style(name="header", shown=False, paragraph=(closed,), run=quiet),
        Style(name="footer", shown=False, paragraph=(above, closed), run=quiet),
        Style(name="footnote text", shown=False, paragraph=(spacing(0, rem(0.3), tight),), run=quiet[1:]),
        Style(name="annotation text", shown=False, paragraph=(closed,), run=quiet[1:]),
    ]


def _contents(tokens: Tokens, level: int) -> Style:
    above = tokens.rem(0.5 if level == 1 else 0)
    look = (
        spacing(above, tokens.rem(0.2), tokens.leading("leading-tight")),
        indent((level - 1) * CONTENTS_STEP + CONTENTS_HANGING, CONTENTS_RIGHT, CONTENTS_HANGING),
    )
    bold = (element("w:b"),) if level == 1 else ()
    return Style(name=f"toc {level}", following="Normal", shown=False, paragraph=look, run=bold)


def _ink(tokens: Tokens, size_token: str) -> tuple[Element, ...]:
    return (element("w:b"), color(tokens.readable("accent-text")), size(tokens.points(f"size-{size_token}")))
