"""Running text: paragraphs, lists, quotes, captions, figures, rules."""

from exporter.backends.docx.formats import color, fonts, indent, line, size, spacing, twips
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import ANSWER, FIGURE_CAPTION, LIST_STEP
from exporter.ooxml.elements import element

QUOTE_INDENT = 12  # points, at both sides


def styles(tokens: Tokens) -> list[Style]:
    """The styles of a document's body."""
    rem, accent = tokens.rem, tokens.color("accent")
    tight = tokens.leading("leading-tight")
    normal = (spacing(0, rem(0.5), tokens.leading("leading-print")), element("w:widowControl"))
    bar, ruled = line("left", accent, 2.25, 10), line("bottom", tokens.color("line"), 0.75, 1)
    quote = (
        element("w:pBdr", bar),
        spacing(rem(0.2), rem(0.9)),
        indent(twips(QUOTE_INDENT + 0.25), twips(QUOTE_INDENT)),
    )
    caption = (element("w:keepLines"), spacing(rem(0.3), rem(1), tight))
    center = element("w:jc", val="center")
    figure = (element("w:keepNext"), spacing(rem(0.4), rem(0.4), 240), center)
    quiet = (color(tokens.color("muted")), size(tokens.points("size-small")))
    return [
        # LibreOffice takes the font of the defaults for one that is set by hand where a table has a style
        Style(name="Normal", default=True, based=None, paragraph=normal, run=(fonts(tokens.font("text")),)),
        Style(name=ANSWER),
        Style(name="List Paragraph", paragraph=(element("w:contextualSpacing"), indent(LIST_STEP))),
        Style(name="Quote", paragraph=quote, run=(element("w:i"),)),
        Style(name="caption", following="Normal", paragraph=caption, run=quiet),
        Style(name="Figure", following=FIGURE_CAPTION, paragraph=figure),
        Style(name=FIGURE_CAPTION, based="caption", following="Normal", paragraph=(center,), shown=False),
        Style(name="Rule", following="Normal", paragraph=(element("w:pBdr", ruled), spacing(rem(0.2), rem(1), 120))),
    ]
