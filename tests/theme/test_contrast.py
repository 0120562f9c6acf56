"""The colours of a user's own theme are checked in pairs, at their places."""

import re
from pathlib import Path

import pytest

from exporter.theme.contrast import contrast, low_contrast, pairs
from exporter.theme.files import Theme
from exporter.theme.styles import tokens

THEMES_PAGE = Path(__file__).parents[2] / "docs" / "pages" / "themes.md"


def own(css: str, path: str = "styles/theme.css") -> Theme:
    """A user's theme with these tokens."""
    return Theme(files={path: css.encode()})


def test_example_of_the_documentation_can_be_read() -> None:
    """The theme in the documentation has a foot that can be read, and no finding."""
    example = re.search(r"```css\n(.*?)```", THEMES_PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    theme = own(example[1])
    assert list(low_contrast(theme, "ourtheme")) == []
    found = tokens(theme)
    assert found["color-band"] == "#004d40"
    assert contrast(found["color-band-text"], found["color-band"]) > 4.5


@pytest.mark.parametrize("path", ["styles/theme.css", "styles/tokens.css"])
def test_own_tokens_change_the_default_theme(path: str) -> None:
    """A theme's own tokens count most; all others are those of the default theme."""
    found = tokens(own(":root { --color-link: #123456 }", path))
    assert found == {**tokens(Theme()), "color-link": "#123456"}


def test_pair_is_named_at_its_place() -> None:
    """A low pair is a finding with both names and colours, the contrast, and the line of the token."""
    (finding,) = low_contrast(own(":root {\n  --color-band: #777;\n  --color-band-accent: #000000;\n}\n"), "ourtheme")
    assert (finding.code, finding.severity) == ("theme-contrast", "warning")
    assert str(finding.pos) == "ourtheme/styles/theme.css:2:3"
    assert finding.message == (
        "the text colour '--color-band-text' (#ffffff) on '--color-band' (#777777) has a contrast of 4.4:1"
    )


@pytest.mark.parametrize(
    ("css", "words", "ground"),
    [
        (":root { --color-text: #888888; --color-muted: #888888 }", "text", "note-fill"),
        (":root { --color-ground: var(--color-text) }", "text", "ground"),
        (":root { --color-warning-fill: #7a4d00 }", "warning-text", "warning-fill"),
        (":root { --color-accent-text: #c64527 }", "accent-text", "watermark"),
        (':root[data-scheme="dark"] { --color-link: #333333 }', "link", "surface"),
    ],
)
def test_low_pairs_are_found(css: str, words: str, ground: str) -> None:
    """Words on the page, in boxes, over a watermark and on a dark screen are pairs, also if a token names a token."""
    found = [f.message for f in low_contrast(own(css), "t")]
    named = "the watermark of a draft" if ground == "watermark" else f"'--color-{ground}'"
    assert any(m.startswith(f"the text colour '--color-{words}'") and f" on {named} " in m for m in found)


def test_roles_of_the_theme_are_pairs() -> None:
    """A role's own look is a pair of its title and its ground."""
    roles = b'[banner]\nkinds = ["container"]\nword = "Banner"\nlook = { fill = "band", title = "band-accent" }\n'
    found = {(p.words, p.ground) for p in pairs(Theme(files={"styles/roles.toml": roles}), "light")}
    assert {("band-accent", "band"), ("text", "band")} <= found
