"""Words within a line: links, marks of notes and comments, code."""

from exporter.backends.docx.formats import code, color, fill, size
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import LINK
from exporter.ooxml.elements import element


def styles(tokens: Tokens) -> list[Style]:
    """The character styles that are no role's."""
    underlined = element("w:u", val="single")
    looks = {
        LINK: (color(tokens.color("link")), underlined),
        "FollowedHyperlink": (color(tokens.color("visited")), underlined),
        "footnote reference": (element("w:vertAlign", val="superscript"),),
        "annotation reference": (size(8),),
        "Inline Code": (*code(tokens), fill(tokens.color("surface"))),
    }
    return [
        Style(name="Default Paragraph Font", kind="character", default=True, based=None, shown=False),
        *(Style(name=name, kind="character", shown=False, run=run) for name, run in looks.items()),
    ]
