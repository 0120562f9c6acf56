"""What holds for every format, by the table alone."""

import ast
from pathlib import Path

import pytest

from exporter import backends
from exporter.backends.base import Rendered
from exporter.model.document import Document
from exporter.model.nodes import Image
from exporter.model.walk import plain_text, walk
from exporter.resources import Theme
from tests.backends.documents import faq_document, sample_document
from tests.sources import parsed

EXPORTER = Path(backends.__file__).parents[1]


def rendered(name: str, document: Document) -> Rendered:
    """The document in a format, with its default options."""
    backend = backends.load(name)
    result: Rendered = backend.render(document, backend.options(), Theme())
    return result


@pytest.mark.parametrize("name", backends.FORMATS)
@pytest.mark.parametrize("document", [faq_document(), sample_document()], ids=["faq", "sample"])
def test_every_backend_renders_every_node(name: str, document: Document) -> None:
    """No node is too much for a format: there is a file, and what it could not show is no error."""
    result = rendered(name, document)
    assert result.data, [str(f) for f in result.findings]


@pytest.mark.parametrize("name", backends.FORMATS)
def test_every_backend_keeps_the_contract(name: str) -> None:
    """Name, suffix, options without arguments and versions for the key are there."""
    backend = backends.load(name)
    assert backend.name == name
    assert backend.suffix.startswith(".")
    assert all(isinstance(v, str) for v in backend.environment().values())
    assert backend.options() == backend.options.model_validate({})


@pytest.mark.parametrize("name", ["text", "gfm", "json"])
def test_every_word_is_in_the_text_formats(name: str) -> None:
    """The words of every node stand in the file, but for marks that the format puts among them."""
    data = rendered(name, faq_document()).data
    assert data is not None
    text = data.decode()
    for node in walk(faq_document().body):
        if hasattr(node, "text") and not isinstance(node, Image):
            for word in plain_text((node,)).split():
                assert word.strip('<>[]*_`~|\\"') in text.replace("\\", "")


def test_no_code_beside_the_table_names_a_small_format() -> None:
    """EPUB, Markdown, text and JSON are a package and one line of the table: no other module knows of them."""
    small = {"epub", "gfm"}
    for file in EXPORTER.rglob("*.py"):
        if file.relative_to(EXPORTER).parts[:2] in {
            ("backends", "epub"),
            ("backends", "gfm"),
            ("backends", "__init__.py"),
        }:
            continue
        names = {n.value for n in ast.walk(parsed(file)) if isinstance(n, ast.Constant)}
        assert not small & {n for n in names if isinstance(n, str)}, file
