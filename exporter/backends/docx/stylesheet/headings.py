"""Titles, headings and questions."""

from exporter.backends.docx.formats import color, fonts, line, size, spacing
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import ANSWER, QUESTION, QUESTION_LIST
from exporter.ooxml.elements import Element, element

# of each level: rem above and below, the token of its size, whether it is italic
_LEVELS = (
    (2, 0.5, "h2", False),
    (1.5, 0.5, "h3", False),
    (1, 0.25, "h4", False),
    (1, 0.25, "h4", True),
    (1, 0.25, "text", False),
    (1, 0.25, "text", True),
)


def styles(tokens: Tokens) -> list[Style]:
    """The styles that a document is found one's way in by."""
    rem, tight = tokens.rem, tokens.leading("leading-tight")
    ruled = element("w:pBdr", line("bottom", tokens.color("accent"), 2.25, 6))
    subtitle = (color(tokens.color("muted")), size(tokens.points("size-subtitle")))
    counted = element("w:numPr", element("w:numId", val=QUESTION_LIST))
    question = (*KEPT, counted, spacing(rem(1.2), rem(0.25), tight), _outline(2))
    return [
        Style(
            name="Title",
            following="Normal",
            paragraph=(*KEPT, ruled, spacing(0, rem(1), tight)),
            run=ink(tokens, "title"),
        ),
        Style(
            name="Subtitle",
            following="Normal",
            paragraph=(element("w:keepLines"), spacing(0, rem(1), tight)),
            run=subtitle,
        ),
        *(_heading(tokens, level) for level in range(1, len(_LEVELS) + 1)),
        Style(name=QUESTION, following=ANSWER, paragraph=question, run=ink(tokens, "question")),
    ]


def _heading(tokens: Tokens, level: int) -> Style:
    above, below, size_token, italic = _LEVELS[level - 1]
    space = spacing(tokens.rem(above), tokens.rem(below), tokens.leading("leading-tight"))
    return Style(
        name=f"heading {level}",
        following="Normal",
        paragraph=(*KEPT, space, _outline(level)),
        run=(*ink(tokens, size_token), *([element("w:i")] if italic else [])),
    )


def ink(tokens: Tokens, size_token: str) -> tuple[Element, ...]:
    """The letters of a heading, of the size that a token has."""
    return (
        fonts(tokens.font("heading")),
        element("w:b"),
        color(tokens.readable("accent-text")),
        size(tokens.points(f"size-{size_token}")),
    )


KEPT = (element("w:keepNext"), element("w:keepLines"))


def _outline(level: int) -> Element:
    return element("w:outlineLvl", val=level - 1)
