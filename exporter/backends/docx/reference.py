"""The reference document that a rendering starts from: the user's, the shipped one, or one made for a theme."""

from functools import lru_cache

from exporter.backends.docx import template
from exporter.backends.docx.look import OVERRIDES, ROLES, TOKENS, Role, Tokens, roles
from exporter.backends.docx.stylesheet import Style, styles
from exporter.resources import DEFAULT_THEME, Theme


def is_users(theme: Theme) -> bool:
    """Whether the user gave a reference document."""
    return template.PATH in theme.files


def reference(theme: Theme) -> bytes:
    """The bytes of the reference document.

    The shipped one has the looks of the shipped styles; for other tokens or roles one is made in memory.
    """
    if is_users(theme) or _looks(theme) == _looks(Theme()):
        return theme.read(template.PATH)
    return _built(*_looks(theme))


def known_roles(theme: Theme) -> dict[str, Role]:
    """The roles, read once."""
    return _roles(*_looks(theme))


def known_styles(theme: Theme) -> list[Style]:
    """The styles that a reference document should have, made once."""
    return _styles(*_looks(theme))


Looks = tuple[bytes, bytes, bytes]


def _looks(theme: Theme) -> Looks:
    if theme == _SHIPPED:
        return _shipped_looks()
    return (_read(theme, TOKENS), _read(theme, OVERRIDES), _read(theme, ROLES))


_SHIPPED = Theme(DEFAULT_THEME)


@lru_cache(maxsize=1)
def _shipped_looks() -> Looks:
    return (_read(_SHIPPED, TOKENS), _read(_SHIPPED, OVERRIDES), _read(_SHIPPED, ROLES))


def _read(theme: Theme, path: str) -> bytes:
    try:
        return theme.read(path)
    except KeyError:
        return b""


def _theme(tokens: bytes, overrides: bytes, table: bytes) -> Theme:
    return Theme(DEFAULT_THEME, {TOKENS: tokens, OVERRIDES: overrides, ROLES: table})


@lru_cache(maxsize=8)
def _built(tokens: bytes, overrides: bytes, table: bytes) -> bytes:
    return template.build(_theme(tokens, overrides, table))


@lru_cache(maxsize=8)
def _roles(tokens: bytes, overrides: bytes, table: bytes) -> dict[str, Role]:
    return roles(_theme(tokens, overrides, table))


@lru_cache(maxsize=8)
def _styles(tokens: bytes, overrides: bytes, table: bytes) -> list[Style]:
    theme = _theme(tokens, overrides, table)
    return styles(Tokens.of(theme), roles(theme).values())
