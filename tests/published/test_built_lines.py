"""Lines of built files: the words of each format that has words."""

import pytest

from exporter.backends import FORMATS, load
from exporter.model.document import Document
from exporter.model.nodes import Emphasis, Heading, List, ListItem, Paragraph, Text
from exporter.published.built_lines import READERS, lines_of
from exporter.theme.files import Theme

LINES = ("First part", "One point", "Another point")


def test_every_format_but_json_has_lines() -> None:
    """A new format is read, or named here."""
    assert {name for name in FORMATS if load(name).suffix not in READERS} == {"json"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_a_built_file_gives_its_lines(name: str) -> None:
    """Headings and points are lines of their own, words stay in one line, scripts and styles are left out."""
    words = (Text(text="Words with "), Emphasis(children=(Text(text="stress"),)), Text(text=" on one line."))
    points = tuple(ListItem(children=(Paragraph(children=(Text(text=text),)),)) for text in LINES[1:])
    body = (
        Heading(level=2, anchor="first-part", children=(Text(text=LINES[0]),)),
        Paragraph(children=words),
        List(items=points),
    )
    backend = load(name)
    rendered = backend.render(Document(title="A page", language="en", body=body), backend.options(), Theme())
    assert rendered.data is not None
    lines = [line.lstrip("-•* ") for line in lines_of(backend.suffix, rendered.data)]
    assert [line for line in lines if line in LINES] == list(LINES)
    assert "Words with stress on one line." in [line.replace("*", "") for line in lines]
    assert not any("{" in line for line in lines)
