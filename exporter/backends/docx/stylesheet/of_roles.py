"""The styles of a role: of a container's title, of paragraphs, of words."""

from collections.abc import Iterator

from exporter.backends.docx.formats import color, fill, frame, run_look, spacing
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet.names import LINK
from exporter.ooxml.elements import element
from exporter.theme.styles import Role

TITLE_SPACE = 0.15  # rem between a title and what it is the title of


def styles(role: Role, tokens: Tokens) -> Iterator[Style]:
    """What Word needs to show a role as ``styles/roles.toml`` has it."""
    if "title" in role.look:
        ink = (element("w:b"), color(tokens.color(role.look["title"])))
        keep = (element("w:keepNext"), spacing(0, tokens.rem(TITLE_SPACE)))
        name = f"{role.word} Title"
        yield Style(name=name, based=role.word, following=role.word, paragraph=keep, run=ink, shown=False)
    run = tuple(run_look({key: value for key, value in role.look.items() if key != "fill"}, tokens))
    if {"paragraph", "container"} & set(role.kinds) and role.look:
        yield Style(name=role.word, paragraph=(*frame(role.look, tokens), spacing(0, tokens.rem(0.5))), run=run)
    elif {"span", "link"} & set(role.kinds):
        ground = (fill(tokens.color(role.look["fill"])),) if "fill" in role.look else ()
        based = LINK if "link" in role.kinds else "Normal"
        yield Style(name=role.word, kind="character", based=based, shown=False, run=(*run, *ground))
