"""Templates and labels: a user's take the place of shipped ones, faults are told at their line, content is a value."""

import re
import tomllib

import pytest

from exporter.backends.html.body import render_body
from exporter.diagnostics import UsageError
from exporter.model.document import Document
from exporter.theme.files import ROOT, Theme
from exporter.theme.labels import labels
from exporter.theme.templates import templates
from tests.backends.documents import paragraph

LANGUAGES = ("de", "fr", "es", "pt", "ja", "zh")
DOCUMENT = Document(title="T", body=(paragraph("Words"),))
PARAGRAPH = "templates/html/nodes/paragraph.html.j2"


def own(template: str, path: str = PARAGRAPH) -> Theme:
    """The default theme with one template of the user's."""
    return Theme(files={path: template.encode()})


def test_a_users_template_takes_the_place() -> None:
    """A template of the same path is used instead of the shipped one."""
    theme = own('{% macro paragraph(node, content, page) %}<p class="own">{{ content }}</p>{% endmacro %}')
    assert render_body(DOCUMENT, theme) == '<p class="own">Words</p>'


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{# one #}\n{% macro paragraph(node %}", 2, "expected token"),
        ("{# one #}\n{% macro paragraph(a, b, c) %}\n{{ c.nothing }}{% endmacro %}", 3, "has no attribute 'nothing'"),
        ("{% macro other() %}{% endmacro %}", 1, "no macro 'paragraph'"),
        ("{% macro paragraph(a, b, c) %}{{ missing }}{% endmacro %}", 1, "'missing' is undefined"),
        ("{% macro paragraph(a, b, c) %}{{ a.__class__.__mro__ }}{% endmacro %}", 1, "unsafe"),
    ],
)
def test_faults_are_told_at_their_line(template: str, line: int, message: str) -> None:
    """What is wrong with a user's template is a usage error with its file and line, never a traceback."""
    with pytest.raises(UsageError) as raised:
        render_body(DOCUMENT, own(template))
    found = raised.value.diagnostic
    assert found.pos is not None
    assert (found.pos.file, found.pos.start.line) == (PARAGRAPH, line)
    assert message in found.message


def test_values_are_escaped() -> None:
    """Autoescape is on whatever the template is called."""
    theme = own("{{ text }}", "templates/plain.txt")
    assert templates(theme).render("plain.txt", text="<b>&") == "&lt;b&gt;&amp;"


def test_templates_are_compiled_once() -> None:
    """The same theme gives the same templates; another theme has its own."""
    assert templates(Theme()) is templates(Theme())
    assert templates(own("x")) is not templates(Theme())


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_are_complete(language: str) -> None:
    """Every language has every key of the English labels, with the same words in braces, and no other."""
    english, other = (
        tomllib.loads((ROOT / "templates/labels" / f"{name}.toml").read_text("utf-8")) for name in ("en", language)
    )
    assert set(other) == set(english)
    for key, words in english.items():
        assert sorted(re.findall(r"\{\w+\}", other[key])) == sorted(re.findall(r"\{\w+\}", words)), key
        assert other[key].strip(), key


def test_region_and_unknown_language() -> None:
    """A region takes its language's labels, an unknown language the English ones, a user's file comes first."""
    assert labels(Theme(), "pt-BR")["contents"] == "Índice"
    assert labels(Theme(), "tlh")["contents"] == "Contents"
    theme = Theme(files={"templates/labels/pt-BR.toml": 'contents = "Sumário"'.encode()})
    assert labels(theme, "pt-BR")["contents"] == "Sumário"
    assert labels(theme, "pt-BR")["note"] == "Nota"
    few = Theme(files={"templates/labels/en.toml": b'note = "Mind"', "templates/labels/pt.toml": b'note = "Olha"'})
    assert (labels(few, "en")["note"], labels(few, "en")["contents"]) == ("Mind", "Contents")
    assert (labels(few, "pt")["note"], labels(few, "pt")["contents"]) == ("Olha", "\u00cdndice")
    assert labels(Theme(files={"templates/labels/zh-hant.toml": b'note = "N"'}), "zh-Hant-TW")["note"] == "N"


@pytest.mark.parametrize("data", [b"contents = ", b"contents = '\xff'"])
def test_labels_that_are_no_toml_are_told(data: bytes) -> None:
    """A user's file that cannot be read stops the run with the file's name, not with a traceback."""
    with pytest.raises(UsageError, match=r"templates/labels/pt\.toml does not work"):
        labels(Theme(files={"templates/labels/pt.toml": data}), "pt-BR")
