"""The reference document of a rendering: the user's, the shipped one, or one made for a theme."""

from functools import lru_cache

from exporter.backends.docx.build_reference import build_reference, numbering_part
from exporter.backends.docx.import_reference import import_reference
from exporter.backends.docx.options import FORM_PATH, PATH
from exporter.backends.docx.style_definition import StyleDefinition
from exporter.backends.docx.stylesheet import styles
from exporter.backends.docx.theme_tokens import Tokens
from exporter.theme.files import Theme
from exporter.theme.styles import TOKEN_FILES, roles


def is_users(theme: Theme) -> bool:
    """Whether the user gave a reference document, or a form."""
    return PATH in theme.files or has_form(theme)


def has_form(theme: Theme) -> bool:
    """Whether the file begins with a form of the user's."""
    return FORM_PATH in theme.files


def reference(theme: Theme, name: str) -> bytes:
    """Return the bytes of the reference document, a user's one by its ``name``; raises ``PackageError``.

    The shipped one has the shipped styles; for other tokens or roles one is made in memory.
    """
    if is_users(theme):
        return import_reference(theme.read(PATH), name or PATH)
    if _style_sources(theme) == _style_sources(Theme()):
        return theme.read(PATH)
    return _built(theme.name, _style_sources(theme))


def known_styles(theme: Theme) -> list[StyleDefinition]:
    """Return the styles that a reference document should have, made once."""
    return _styles(theme.name, _style_sources(theme))


def known_lists(theme: Theme) -> bytes:
    """Return the numbering part with all kinds of lists, made once, for a reference document without some of them."""
    return _lists(theme.name, _style_sources(theme))


STYLE_FILES = (*TOKEN_FILES, "styles/roles.toml")
StyleSources = tuple[bytes, ...]


def _style_sources(theme: Theme) -> StyleSources:
    return tuple(theme.read(path) for path in STYLE_FILES)


def _theme(name: str, sources: StyleSources) -> Theme:
    return Theme(name, dict(zip(STYLE_FILES, sources, strict=True)))


@lru_cache(maxsize=8)
def _built(name: str, sources: StyleSources) -> bytes:
    return build_reference(_theme(name, sources))


@lru_cache(maxsize=8)
def _styles(name: str, sources: StyleSources) -> list[StyleDefinition]:
    theme = _theme(name, sources)
    return styles(Tokens.of(theme), roles(theme).values())


@lru_cache(maxsize=8)
def _lists(name: str, sources: StyleSources) -> bytes:
    return numbering_part(_theme(name, sources))
