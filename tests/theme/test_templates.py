"""A user's templates replace shipped ones, faults have their line, content is a value."""

import pytest

from exporter.backends.html.body import Body
from exporter.diagnostics import UsageError
from exporter.model.document import Document
from exporter.theme.files import Theme
from exporter.theme.templates import templates
from tests.backends.documents import paragraph

DOCUMENT = Document(title="T", body=(paragraph("Words"),))
PARAGRAPH = "templates/html/nodes/paragraph.html.j2"


def own(template: str, path: str = PARAGRAPH) -> Theme:
    """Return the default theme with one template of the user's."""
    return Theme(files={path: template.encode()})


def body_of(document: Document, theme: Theme) -> str:
    """Return the markup of a document's body."""
    return Body(document, theme).blocks(document.body)


def test_a_users_template_takes_the_place() -> None:
    """A template of the same path is used instead of the shipped one."""
    theme = own('{% macro paragraph(node, content, page) %}<p class="own">{{ content }}</p>{% endmacro %}')
    assert body_of(DOCUMENT, theme) == '<p class="own">Words</p>'


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
    """A fault in a user's template is a usage error with its file and line, never a traceback."""
    with pytest.raises(UsageError) as raised:
        body_of(DOCUMENT, own(template))
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
