"""Tokens and roles: complete, readable in every theme and scheme, and the one source of the rules."""

from collections.abc import Iterator

import pytest

from exporter.theme.files import Theme, shipped_themes
from exporter.theme.labels import labels
from exporter.theme.styles import role_css, roles, tokens
from tests.backends.documents import ALERTS, CONTAINERS, SPANS

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
THEMES = [(theme, scheme) for theme in shipped_themes() for scheme in ("light", "dark")]


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = (int(color[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs() -> Iterator[tuple[str, str]]:
    """Every pair of words and ground that the style sheets make."""
    for ground in ("ground", "surface"):
        yield from ((word, ground) for word in ("text", "muted", "accent-text", "link", "visited"))
    for kind in ALERTS:
        yield from ((word, f"{kind}-fill") for word in ("text", "link", "visited", f"{kind}-text"))
    yield from (("text", "accent-fill"), ("accent-text", "accent-fill"), ("match-text", "match"))
    yield from (("band-text", "band"), ("band-accent", "band"), ("head-text", "head"))
    yield from (("inserted", "ground"), ("deleted", "ground"))


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_words_can_be_read(theme: str, scheme: str) -> None:
    """Every pair of text and ground has a contrast of 4.5 at least, in every theme and scheme."""
    found = tokens(Theme(theme), scheme)
    low = [
        (word, ground, round(contrast(found[f"color-{word}"], found[f"color-{ground}"]), 2))
        for word, ground in pairs()
        if contrast(found[f"color-{word}"], found[f"color-{ground}"]) < TEXT_CONTRAST
    ]
    assert low == []


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_shapes_can_be_seen(theme: str, scheme: str) -> None:
    """The lines that carry meaning, of controls, focus and alerts, have a contrast of 3 at least."""
    found = tokens(Theme(theme), scheme)
    for name in ("control", "focus", "accent", *ALERTS):
        assert contrast(found[f"color-{name}"], found["color-ground"]) >= SHAPE_CONTRAST, name


def test_colors_are_plain() -> None:
    """Each colour is #rrggbb, so that Word can take it."""
    for theme, scheme in THEMES:
        for name, value in tokens(Theme(theme), scheme).items():
            if name.startswith("color-"):
                assert len(value) == 7, name
                int(value[1:], 16)


def test_reference_colors() -> None:
    """The default theme has the coral, the aubergine and the link blue of the reference."""
    found = tokens(Theme())
    assert (found["color-accent"], found["color-band"], found["color-link"]) == ("#f06449", "#413c58", "#0563c1")


def test_every_role_of_the_vocabulary() -> None:
    """Each role that lowering uses has an entry with a Word style of its own, and its label is a label."""
    found = roles(Theme())
    wanted = {*(f"alert-{a}" for a in ALERTS), *CONTAINERS, *SPANS, "loss", "unknown", "button", "card-link"}
    wanted |= {"lead", "subtitle", "caption", "note", "label", "avatar", "cover", "icon", "steps", "tasks"}
    assert wanted <= set(found)
    words = [role.word for role in found.values()]
    assert len(words) == len(set(words))
    english = labels(Theme(), "en")
    assert all(role.label in english for role in found.values() if role.label)


def test_looks_name_tokens() -> None:
    """Every token that a look names is there."""
    known = tokens(Theme())
    for role in roles(Theme()).values():
        for key in ("color", "fill", "line", "title"):
            assert key not in role.look or f"color-{role.look[key]}" in known, role.name
        assert "size" not in role.look or f"size-{role.look['size']}" in known, role.name


def test_rules_come_from_the_table() -> None:
    """A look becomes a rule, with what it likes first."""
    css = role_css(Theme())
    assert ".role-alert-info { border-inline-start: 3pt solid var(--color-info)" in css
    assert ".role-alert-info > .title { color: var(--color-info-text) }" in css
    assert ".role-strike { text-decoration: line-through }" in css


def test_a_theme_sets_tokens_again() -> None:
    """A theme's own file changes what it names and leaves the rest."""
    theme = Theme(files={"styles/theme.css": b":root { --color-accent: #123456; }"})
    assert tokens(theme)["color-accent"] == "#123456"
    assert tokens(theme)["color-link"] == "#0563c1"
