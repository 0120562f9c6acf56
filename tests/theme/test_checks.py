"""Mistakes in a user's theme are told at their file and line."""

from pathlib import Path

import pytest

from exporter.theme.checks import theme_findings
from exporter.theme.files import Theme, load_theme, unread_files


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("styles/theme.css", ":root { --color-text: #000000 }", []),
        ("styles/themes.css", "", ["styles/themes.css:1:1 nothing reads the theme's file 'styles/themes.css'"]),
        ("styles/theme.css", "\n:root { --color-acent: #000000 }", ["styles/theme.css:2:9 no token '--color-acent'"]),
        (
            "styles/print.css",
            "p { margin: var(--spce-2) }",
            ["styles/print.css:1:13 the token '--spce-2'"],
        ),
        ("styles/print.css", "p { margin: var(--own, 2pt) }", []),
        ("styles/print.css", "p {\n  margin 0;\n}", ["styles/print.css:2:"]),
        ("styles/print.css", "} p { margin: 0 }", ["styles/print.css:1:"]),
        ("styles/print.css", "@media print { p { x y; } }", ["styles/print.css:1:"]),
        ("templates/labels/nl.toml", 'note = "Let op"', []),
        ("templates/labels/dutch.toml", "", ["templates/labels/dutch.toml:1:1 nothing reads"]),
        ("templates/html/nodes/qoute.html.j2", "", ["templates/html/nodes/qoute.html.j2:1:1 nothing reads"]),
        ("fonts/a.ttf", "", []),
    ],
)
def test_a_mistake_is_told_at_its_place(path: str, text: str, wanted: list[str]) -> None:
    """A file that replaces nothing, broken CSS, and a misspelt token; what is right gives no finding."""
    found = list(theme_findings(Theme(files={path: text.encode()}), "own", ()))
    places = [(f.pos.file.removeprefix("own/"), f.pos.start, f.message) for f in found if f.pos]
    told = [f"{file}:{start.line}:{start.column} {message}" for file, start, message in places]
    assert len(told) == len(wanted)
    assert all(one.startswith(start) for one, start in zip(told, wanted, strict=True)), told


def test_a_template_that_another_one_includes_is_read() -> None:
    """A theme may have templates of its own beside those that it replaces."""
    files = {
        "templates/html/nodes/quote.html.j2": b'{% include "html/parts/mine.html.j2" %}',
        "templates/html/parts/mine.html.j2": b"x",
    }
    assert list(theme_findings(Theme(files=files), "own", ())) == []


def test_files_beside_the_folders_of_a_theme_are_told(tmp_path: Path) -> None:
    """``style/theme.css``, a style sheet at the top, and a font in a format that is not read; not a licence."""
    for path in ("style/theme.css", "theme.css", "fonts/a.woff", "fonts/OFL.txt", "README.md", "styles/theme.css"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    assert unread_files(tmp_path) == ["theme.css", "fonts/a.woff", "style/theme.css"]
    found = list(theme_findings(load_theme(str(tmp_path), tmp_path), "own", unread_files(tmp_path)))
    assert [f.hint for f in found if f.message.endswith("'style/theme.css'")] == ["did you mean 'styles/theme.css'?"]
