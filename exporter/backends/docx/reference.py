"""The reference document that a rendering starts from: the user's, the shipped one, or one made for a theme."""

from functools import lru_cache

from exporter.backends.docx import intake, template
from exporter.backends.docx.look import Tokens
from exporter.backends.docx.options import PATH
from exporter.backends.docx.style import Style
from exporter.backends.docx.stylesheet import styles
from exporter.theme.files import Theme
from exporter.theme.styles import TOKEN_FILES, roles


def is_users(theme: Theme) -> bool:
    """Whether the user gave a reference document."""
    return PATH in theme.files


def reference(theme: Theme, name: str) -> bytes:
    """The bytes of the reference document, a user's one by its ``name``; ``PackageError`` where that is of no use.

    The shipped one has the looks of the shipped styles; for other tokens or roles one is made in memory.
    """
    if is_users(theme):
        return intake.taken(theme.read(PATH), name or PATH)
    if _looks(theme) == _looks(Theme()):
        return theme.read(PATH)
    return _built(theme.name, _looks(theme))


def known_styles(theme: Theme) -> list[Style]:
    """The styles that a reference document should have, made once."""
    return _styles(theme.name, _looks(theme))


def known_lists(theme: Theme) -> bytes:
    """The numbering part with all kinds of lists, made once, for a reference document that lacks some."""
    return _lists(theme.name, _looks(theme))


LOOK_FILES = (*TOKEN_FILES, "styles/roles.toml")
Looks = tuple[bytes, ...]


def _looks(theme: Theme) -> Looks:
    return tuple(theme.read(path) for path in LOOK_FILES)


def _theme(name: str, looks: Looks) -> Theme:
    return Theme(name, dict(zip(LOOK_FILES, looks, strict=True)))


@lru_cache(maxsize=8)
def _built(name: str, looks: Looks) -> bytes:
    return template.build(_theme(name, looks))


@lru_cache(maxsize=8)
def _styles(name: str, looks: Looks) -> list[Style]:
    theme = _theme(name, looks)
    return styles(Tokens.of(theme), roles(theme).values())


@lru_cache(maxsize=8)
def _lists(name: str, looks: Looks) -> bytes:
    return template.numbering_part(_theme(name, looks))
