"""The findings of the reader, and their places."""

import pytest

from exporter.diagnostics import Diagnostics
from exporter.markdown import MarkdownLimits, parse

_CASES = [
    ("a\n\n::card\ntext\n", "unclosed-component", "3:1", "'::card' is not closed"),
    ("text\n\n::\n", "stray-component-end", "3:1", "'::' closes no component"),
    ("::card\n---\na: 1\n\ntext\n", "unclosed-yaml", "1:1", "the YAML of '::card' is not closed"),
    (
        "> a\n\n  ::card\n---\na: 1\n---\n::\n",
        "lost-yaml",
        "4:1",
        "'::card' takes props only from lines with its own indentation",
    ),
    ("::card text\n\n", "bad-component", "1:1", "'::card' begins no component"),
    ("**b**{x y=}\n", "bad-attributes", "1:6", "'{x y=}' is not a list of attributes"),
    ("::card[Label]{a=1}\n::\n", "lost-attributes", "1:14", "attributes after a component's label are dropped"),
    ('text\n\n<p onclick="x()">a</p>\n', "unsafe-attribute", "3:1", "attribute 'onclick' is dropped by the site"),
    (
        "[a](/100%) [b](/%E4)\n",
        "bad-escape",
        "1:12",
        "a '%' in 'href' begins no character: the website cannot show this page",
    ),
    (
        "![a](/50%zz.png)\n",
        "bad-escape",
        "1:1",
        "a '%' in 'src' begins no character: the website cannot show this page",
    ),
    (
        '<a href="/100%">a</a>\n',
        "bad-escape",
        "1:1",
        "a '%' in 'href' begins no character: the website cannot show this page",
    ),
    (
        "::card{src='/%'}\n::\n",
        "bad-escape",
        "1:1",
        "a '%' in 'src' begins no character: the website cannot show this page",
    ),
    ("a\n\nb <b>c\n", "unclosed-html", "3:3", "<b> is not closed"),
    ("a </i> b\n", "stray-html-end", "1:3", "</i> has no start tag"),
    ("::card\n---\na: [1\n---\n::\n", "yaml-syntax", "3:6", "broken YAML: did not find expected ',' or ']'"),
    ("---\na: 1\na: 2\n---\n", "yaml-duplicate-key", "3:1", "key 'a' is used twice"),
    ("---\na: &x 1\n---\n", "yaml-refused", "2:4", "YAML anchors and aliases are not read"),
    ("> " * 60 + "a\n", "too-deep", "1:97", "blocks nested deeper than 48 levels"),
]


@pytest.mark.parametrize(("text", "code", "place", "message"), _CASES, ids=[c[1] for c in _CASES])
def test_finding_at_its_place(text: str, code: str, place: str, message: str) -> None:
    """Each recovery is told at its line and column, with a hint."""
    diagnostics = Diagnostics()
    parse(text, "page.md", diagnostics)
    assert [(d.code, str(d.pos), d.message) for d in diagnostics] == [(code, f"page.md:{place}", message)]
    assert all(d.hint for d in diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        "[a](/100%25) [b](/%C3%A4) [c](/ä) [d](/a%20b) [e](https://a.b/?q=%2F)\n",
        "::card\n  ---\n\ntext: more\n::\n",
        "::card\ntext\n  ---\na: 1\n::\n",
        "  ::card\n  ---\n  a: 1\n  ---\n  ::\n",
    ],
)
def test_nothing_is_said_of_what_the_site_shows(text: str) -> None:
    """Whole addresses, rules in a component's content, and YAML as far in as its component are no findings."""
    diagnostics = Diagnostics()
    parse(text, "page.md", diagnostics)
    assert list(diagnostics) == []


def test_many_findings_of_a_kind_are_reported_once() -> None:
    """A page with the same fault everywhere does not bury the other findings."""
    diagnostics = Diagnostics()
    parse("</i>\n\n" * 300, "page.md", diagnostics)
    assert len(diagnostics) == MarkdownLimits().findings
    assert "more than 100 findings of this kind" in list(diagnostics)[-1].message


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (MarkdownLimits(characters=10), "a" * 11),
        (MarkdownLimits(line=10), "a" * 11),
        (MarkdownLimits(address=3), "[a](/bcde)"),
    ],
)
def test_too_long_is_reported(limits: MarkdownLimits, text: str) -> None:
    """A page, line or link beyond its limit is a finding, not silence."""
    diagnostics = Diagnostics()
    parse(text, "page.md", diagnostics, limits)
    assert [d.code for d in diagnostics] == ["too-long"]
