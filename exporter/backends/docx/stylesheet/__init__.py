"""The styles of the reference document, Word's own and the project's: a module for each kind."""

from collections.abc import Iterable

from exporter.backends.docx.look import Tokens
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet import apparatus, boxes, characters, headings, of_roles, tables, texts
from exporter.theme.styles import Role

KINDS = (texts, headings, boxes, tables, apparatus, characters)


def styles(tokens: Tokens, roles: Iterable[Role]) -> list[Style]:
    """All styles; where a role has the name of one of Word's own, that one stays."""
    made = {style.name.lower(): style for kind in KINDS for style in kind.styles(tokens)}
    for role in roles:
        for style in of_roles.styles(role, tokens):
            made.setdefault(style.name.lower(), style)
    return list(made.values())
