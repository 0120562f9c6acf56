"""What stands in a box of its own: code, what reviewers are asked, titles of containers."""

from exporter.backends.docx.formats import code, color, frame, spacing
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import BOX_TITLE, CARD_SUBTITLE
from exporter.ooxml.elements import element

CODE_LEADING = 264
_CODE = {"border": "box", "line": "line", "padding": 0.6, "width": 0.5, "fill": "surface"}
_NOTICE = {"border": "box", "line": "accent", "padding": 0.7, "width": 1, "fill": "accent-fill"}


def styles(tokens: Tokens) -> list[Style]:
    """The styles of boxes that are no role's."""
    rem, muted = tokens.rem, color(tokens.color("muted"))
    block = (
        *frame(_CODE, tokens),
        element("w:keepLines"),
        spacing(rem(0.3), rem(1), CODE_LEADING),
        element("w:jc", val="start"),
    )
    file = (element("w:keepNext"), spacing(rem(0.4), rem(0.2), CODE_LEADING))
    subtitle = (spacing(0, rem(0.4), tokens.leading("leading-tight")),)
    return [
        Style(name="Code", paragraph=block, run=code(tokens)),
        Style(name="Code File", following="Code", paragraph=file, run=(*code(tokens), element("w:b"), muted)),
        Style(name="Review Notice", paragraph=(*frame(_NOTICE, tokens), spacing(0, rem(0.5)))),
        Style(name=BOX_TITLE, paragraph=(element("w:keepNext"),), run=(element("w:b"),), shown=False),
        Style(name=CARD_SUBTITLE, paragraph=subtitle, run=(muted,), shown=False),
    ]
