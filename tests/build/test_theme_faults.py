"""A user's own theme: whatever is wrong with it is told with its file, in every format, and is no bug."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write, site

__all__ = ["site"]

PAGE = """\
---
title: Good
exports: [{output: files/good, formats: FORMATS}]
---

# Good

## Part

Words with a [link](https://example.org), `code` and a note.[^1]

::sh-alert{typeAlert=info}
Told.
::

| A | B |
|---|---|
| 1 | 2 |

[^1]: The note.
"""
TEMPLATES = {
    "{% include 'html/nodes/quote.html.j2' %}{% include 'html/print.html.j2' %}": "it includes itself endlessly",
    "{% extends 'html/print.html.j2' %}": "it includes itself endlessly",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "it includes itself endlessly",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ 1 / 0 }}{% endcall %}": "division by zero",
    "{% from 'html/print.html.j2' import x %}": "it includes itself endlessly",
    "{% if %}": "Expected an expression",
    "{{ nothing }}": "'nothing' is undefined",
    "{{ document.nothing.more }}": "has no attribute 'nothing'",
    "{% include 'nowhere.j2' %}": "nowhere.j2",
    "{{ '{:d}'.format('x') }}": "Unknown format code 'd'",
    "{{ ('%d' | format('x')) }}": "a real number is required",
    "{{ [1][5].x }}": "has no element 5",
    "{{ range(10 ** 9) | list }}": "Range too big",
    "{{ ''.__class__.__mro__ }}": "access to attribute '__class__'",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}": "",
    "{{ document.body.append(1) }}": "has no attribute 'append'",
    "{{ page | nothing }}": "No filter named 'nothing'",
    "\xff": "",
}


def build(site: Write, formats: str, files: dict[str, str | bytes]) -> int:
    """One build with a theme of one's own."""
    site("exporter.yaml", "theme: mine\nsite: {url: https://example.org}\n")
    site("mine/styles/empty.txt", "")
    for name, text in files.items():
        site(f"mine/{name}", text)
    site("content/good.md", PAGE.replace("FORMATS", formats))
    return run(["build", "--in-process"])


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The findings, none of which is a bug."""
    said = capsys.readouterr().err
    assert "internal" not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(("text", "message"), TEMPLATES.items())
def test_a_template_that_does_not_work_is_told_at_its_line(
    site: Write, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    """Templates that use themselves, ask for what there is not, or raise in any way."""
    data = b"\xff" if text == "\xff" else text.encode()
    assert build(site, "[pdf, text]", {"templates/html/print.html.j2": data}) == 2
    said = told(capsys)
    assert "templates/html/print.html.j2" in said
    assert "does not work: " in said or "is not UTF-8" in said
    assert message in said
    assert list(Path("out/public").rglob("good.txt"))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("paragraph", "{% macro paragraph() %}x{% endmacro %}", "paragraph.html.j2"),
        ("paragraph", "x", "it has no macro 'paragraph'"),
        ("paragraph", "{% set paragraph = 3 %}", "it has no macro 'paragraph'"),
        ("heading", "{% macro heading() %}{{ heading() }}{% endmacro %}", "heading.html.j2"),
    ],
)
def test_a_macro_that_does_not_work_is_told(
    site: Write, capsys: pytest.CaptureFixture[str], name: str, text: str, message: str
) -> None:
    """A node's template is a user's file like any other."""
    assert build(site, "[html]", {f"templates/html/nodes/{name}.html.j2": text}) == 2
    assert message in told(capsys)


STYLES = [
    "p { width: calc(1px * infinity); margin: calc(nan * 1px) }",
    "p { width: 1e999px; height: -1e999px }",
    "p { font-size: 1e308pt; line-height: 1e308 }",
    "@page { size: 0 0; margin: 0 }",
    "@page { size: 1px 1px; margin: 50cm }",
    "@page { size: -5cm 5cm; margin: 1e400mm }",
    "@page { size: 99999999mm 99999999mm }",
    ":root { --a: var(--b); --b: var(--a) } p { width: var(--a); color: var(--a) }",
    ":root { --a: calc(var(--a) + 1px) } p { width: var(--a) }",
    "p { width: 5quux; color: #xyz; transform: rotate(1e999deg) scale(0) }",
    "p { counter-increment: a 99999999999999999999; content: counter(a, symbols(cyclic)) }",
    "@counter-style a { system: extends b } @counter-style b { system: extends a } ol, li { list-style: a }",
    "@counter-style a { system: additive; additive-symbols: 0 'x' } p::before { content: counter(x, a) }",
    "body { columns: 0; column-width: 0; column-gap: 1e999px } p { columns: 99999999 }",
    "p { float: footnote; position: running(x); break-before: always; break-inside: avoid; orphans: 999999 }",
    "p { background: url(nowhere.png) 1e999px / 0; background-size: 0 0; background-repeat: space }",
    "p { background: radial-gradient(0px 0px at 0 0, red 1e999px, blue nan) }",
    "p { background: linear-gradient(red 0%, blue 0%); border-radius: 1e99px; border-image: none 0 }",
    "p { content: target-counter(attr(href), page); string-set: a content(); bookmark-level: 99999999 }",
    "p { display: table-cell } a { display: table-row } body { display: inline-grid; grid: 1fr / repeat(99999, 1px) }",
    "body { display: grid; grid-template-columns: repeat(0, 1fr) } p { grid-area: 1 / -999999999 / 0 / 99999999 }",
    "body { display: flex; flex: 1e999 } p { flex: nan nan nan; flex-basis: -5px; order: 99999999999999999999 }",
    "table { border-spacing: 1e999px; border-collapse: collapse; table-layout: fixed; width: 0 } td { width: -1px }",
    "p { letter-spacing: 1e99px; word-spacing: -1e99px; text-indent: 1e99px; hyphens: auto; tab-size: 1e99 }",
    "p { transform: matrix(0,0,0,0,0,0); opacity: nan; z-index: 99999999999999999999 }",
    "@font-face { font-family: x; src: url(nowhere) } p { font: 0px x; font-feature-settings: 'xxxxx' 9e99 }",
    "@import url(nowhere.css); @media (min-width: nanpx) { p { color: red } } } } {",
    "\0 \x01 \\ffffff { \\0: x }",
    "p { width: " + "calc(" * 3000 + "1px" + ")" * 3000 + " }",
    ":not(" * 2000 + "p" + ")" * 2000 + " { color: red }",
    "p::before { content: " + "'x' " * 4000 + "}",
    "",
]


@pytest.mark.parametrize("text", STYLES)
@pytest.mark.parametrize("name", ["styles/print.css", "styles/theme.css"])
def test_styles_that_cannot_be_computed_are_told(
    site: Write, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    """A style sheet of one's own makes a file, or a finding that names it."""
    shown = "[pdf, epub]" if name == "styles/print.css" else "[pdf, html, docx]"
    code = build(site, shown, {name: text})
    said = told(capsys)
    assert code in (0, 1, 2)
    assert code == 0 or name in said or "error[timeout]" in said or "error[pdf-cut]" in said


VALUES = [
    "nan",
    "1e999rem",
    "-5rem",
    "0",
    "",
    "red",
    "var(--size-text)",
    "calc(1rem / 0)",
    "#12",
    "99999999999pt",
    "\u0661rem",
]


TOKENS = ("size-text", "base-print", "color-link", "color-text", "font-text", "leading", "space-4", "radius")


@pytest.mark.parametrize(("value", "first"), [(value, at) for at, value in enumerate(VALUES)])
def test_tokens_of_any_value_are_told(site: Write, capsys: pytest.CaptureFixture[str], value: str, first: int) -> None:
    """A token that a format cannot use is a fault of the file that gives it; each value is tried with three tokens."""
    for step in range(3):
        token = TOKENS[(first + 3 * step) % len(TOKENS)]
        code = build(site, "[pdf, docx, html]", {"styles/tokens.css": f":root {{ --{token}: {value}; }}"})
        said = told(capsys)
        assert code in (0, 1, 2)
        assert code == 0 or "styles/tokens.css" in said or "--" in said


ROLES = [
    "[alert-info]\nkinds = 3",
    "[alert-info]\nkinds = ['container']\nlike = 'alert-info'",
    "[alert-info]\nkinds = ['container']\nlike = 'nothing'",
    "[alert-info]\nkinds = ['container']\nlook = 3",
    "[alert-info]\nkinds = ['container']\ncss = 3",
    "[alert-info]\nkinds = ['container']\nlabel = 3\nword = 5\nelement = []",
    "[alert-info]\nkinds = ['container']\nword = 'x'\nlook = {border = 'round', width = 'x', line = 3}",
    "[alert-info]\nkinds = ['container']\nword = 'x'\nlook = {border = 'box', width = nan, padding = inf}",
    "[alert-info]\nkinds = ['container']\nword = 'x'\nlook = {fill = 'nothing', title = 'nothing', size = 'nothing'}",
    "[alert-info]\nkinds = ['container']\nunknown = 3",
    "alert-info = 3",
    "a = " + "[" * 5000,
    "",
    "[[alert-info]]",
]


@pytest.mark.parametrize("text", ROLES)
def test_roles_of_any_shape_are_told(site: Write, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """A table of roles of one's own is checked before, or told as what keeps a format from being made."""
    code = build(site, "[pdf, docx, html, epub, text]", {"styles/roles.toml": text})
    said = told(capsys)
    assert code in (0, 1, 2)
    assert code == 0 or "styles/roles.toml" in said


@pytest.mark.parametrize("text", [b"a = 3", b"= ", b"\xff", b"[contents]\na = 1", b"contents = " + b"[" * 5000, b"\0"])
def test_labels_of_any_shape_are_told(site: Write, capsys: pytest.CaptureFixture[str], text: bytes) -> None:
    """Words of one's own are words, or a finding."""
    code = build(site, "[pdf, docx, html, text]", {"templates/labels/en.toml": text})
    said = told(capsys)
    assert code in (0, 1, 2)
    assert code == 0 or "templates/labels/en.toml" in said


def test_a_fault_with_the_shipped_theme_stays_a_bug(
    site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails whatever the theme is reported as what it is."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("exporter.backends.text.backend.losses", broken)
    assert build(site, "[text]", {"styles/print.css": ""}) == 3
    assert "error[internal]: ZeroDivisionError" in capsys.readouterr().err
