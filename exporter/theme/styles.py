"""Tokens and roles: the look of every format, read from a theme's ``styles/``.

``styles/tokens.css`` and ``styles/theme.css`` name each colour, size and font; ``styles/roles.toml`` gives each role
its look by those names. The page and the PDF take CSS from here, the Word file takes styles.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, get_args

from exporter.diagnostics import UsageError
from exporter.model.code_parts import TokenRole
from exporter.model.document import Document
from exporter.model.nodes import Container
from exporter.model.text_lines import Label
from exporter.theme.files import Theme

TOKEN_FILES = ("styles/tokens.css", "styles/theme.css")

CODE_COLORS: Final[Mapping[str, str]] = {
    **{role: f"code-{role}" for role in get_args(TokenRole) if role not in ("", "sign")},
    **{change: change for change in ("inserted", "deleted")},
}
"""The colour token of each part of code, without ``--color-``; signs have the colour of the text."""

_RULE = re.compile(r"(:root[^{]*)\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An entry of ``styles/roles.toml``, whose head explains each field; ``look`` includes that of the liked role."""

    name: str
    kinds: tuple[str, ...] = ()
    label: str = ""
    element: str = ""
    word: str = ""
    css: str = ""
    look: Mapping[str, Any] = field(default_factory=dict)


def token_css(theme: Theme) -> str:
    """Return the token rules, which begin a style sheet: the shipped ones, then those of the user's own files."""
    shipped = Theme(theme.name)
    own = (theme.text(path) for path in TOKEN_FILES if path in theme.files)
    return "\n".join([*map(shipped.text, TOKEN_FILES), *own])


def tokens(theme: Theme, scheme: str = "light") -> dict[str, str]:
    """Return every token's value by its name without the dashes: ``color-link`` is ``#0563c1``."""
    return dict(_tokens(token_css(theme), scheme))


@lru_cache(maxsize=16)
def _tokens(css: str, scheme: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for wanted in (":root", f':root[data-scheme="{scheme}"]'):  # the second is more specific
        for selector, body in _RULE.findall(_COMMENT.sub("", css)):
            if selector.strip() == wanted:
                found.update((name, value.strip()) for name, value in _TOKEN.findall(body))
    return tuple(found.items())


def roles(theme: Theme) -> dict[str, Role]:
    """Return the roles by name, in the order of the file. Raises ``UsageError`` for an invalid file."""
    try:
        return dict(_roles(theme.text("styles/roles.toml")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"the theme's styles/roles.toml does not work: {error}"
        raise UsageError(message, code="theme", hint="compare it with the shipped file of this name") from error


def label_of(node: Container, known: Mapping[str, Role], words: Mapping[str, str]) -> str:
    """Return the word in front of a container in the language of ``words``, empty if it or its role has no label."""
    role = known.get(node.role)
    return words.get(role.label, role.label) if role and node.label else ""


def labels_of(document: Document, theme: Theme) -> Label:
    """Return a function that gives the word in front of each of a document's boxes."""
    known = roles(theme)
    return lambda box: label_of(box, known, document.labels)


@lru_cache(maxsize=16)
def _roles(text: str) -> tuple[tuple[str, Role], ...]:
    entries = tomllib.loads(text)
    return tuple((name, _role(name, entries)) for name in entries if not name.startswith("_"))


def _role(name: str, entries: Mapping[str, Any]) -> Role:
    own = dict(entries[name])
    look = {**_look(own.pop("like", ""), entries), **own.pop("look", {})}
    return Role(name=name, kinds=tuple(own.pop("kinds", ())), look=look, **own)


def _look(name: str, entries: Mapping[str, Any]) -> dict[str, Any]:
    if not name:
        return {}
    liked = entries[name]
    return {**_look(liked.get("like", ""), entries), **liked.get("look", {})}


# --- CSS ---------------------------------------------------------------------------------------------------------

_BORDERS = {"left": "border-inline-start", "box": "border", "top": "border-top", "bottom": "border-bottom"}

_FLAGS = {
    "bold": "font-weight: var(--weight-bold)",
    "italic": "font-style: italic",
    "caps": "text-transform: uppercase",
    "underline": "text-decoration: underline",
    "strike": "text-decoration: line-through",
}

_VALUES = {
    "color": "color: var(--color-{})",
    "fill": "background: var(--color-{})",
    "padding": "padding: {}rem",
    "indent": "margin-inline-start: {}rem",
    "size": "font-size: var(--size-{})",
    "font": "font-family: var(--font-{})",
    "position": "vertical-align: {}",
    "align": "text-align: {}",
}


def role_css(theme: Theme) -> str:
    """Return the rules of all roles, for screen and paper alike: ``.role-<name>`` and the ``.title`` in it.

    Parts of code are ``.code-<role>``; in links and heads of tables they have the colour of the words around them.
    """
    rules = [rule for role in roles(theme).values() for rule in _rules(role)]
    rules += (f".code-{role} {{ color: var(--color-{token}) }}" for role, token in CODE_COLORS.items())
    inside = ", ".join(f"{around} .code-{role}" for around in ("a", "thead", ".head") for role in CODE_COLORS)
    return "\n".join((*rules, f"{inside} {{ color: inherit }}"))


def _rules(role: Role) -> Iterator[str]:
    declarations = [*_declarations(role.look), *([role.css] if role.css else [])]
    if declarations:
        yield f".role-{role.name} {{ {'; '.join(declarations)} }}"
    if "title" in role.look:
        yield f".role-{role.name} > .title {{ color: var(--color-{role.look['title']}) }}"


def _declarations(look: Mapping[str, Any]) -> Iterator[str]:
    for key, value in look.items():
        if key in _VALUES:
            yield _VALUES[key].format(value)
        elif key in _FLAGS and value:
            yield _FLAGS[key]
        elif key == "border":
            yield f"{_BORDERS[value]}: {look['width']}pt solid var(--color-{look['line']})"
            if value == "box":
                yield "border-radius: var(--radius)"
