"""Tokens and roles: complete, readable in every theme and scheme, and the one source of the rules."""

import pytest

from exporter.theme.contrast import LEAST, contrast, pairs
from exporter.theme.files import Theme, shipped_themes
from exporter.theme.labels import labels
from exporter.theme.styles import role_css, roles, tokens
from tests.backends.documents import ALERTS, CONTAINERS, SPANS

SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
THEMES = [(theme, scheme) for theme in shipped_themes() for scheme in ("light", "dark")]


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
def test_words_can_be_read(theme: str, scheme: str) -> None:
    """Every pair of text and ground has a contrast of 4.5 at least, in every theme and scheme."""
    found = pairs(Theme(theme), scheme)
    assert {(f"{kind}-text", f"{kind}-fill") for kind in ALERTS} <= {(p.words, p.ground) for p in found}
    assert [(p, round(p.contrast, 2)) for p in found if p.contrast < LEAST] == []


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
