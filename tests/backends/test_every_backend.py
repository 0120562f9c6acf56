"""Promises that every format of the table keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter import backends
from exporter.backends.base import Rendered
from exporter.backends.formats import SHIPPED
from exporter.cli.options import format_names
from exporter.cli.reference import config_schema
from exporter.diagnostics import UsageError
from exporter.model.document import Document
from exporter.model.nodes import Image
from exporter.model.walk import plain_text, walk
from exporter.theme.files import Theme
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


SMALL = ("epub", "gfm", "text", "json")
TABLE = EXPORTER / "backends" / "formats.py"


def others(name: str) -> Iterator[Path]:
    """Every module but those of the format's package and the table."""
    own = EXPORTER / "backends" / name
    yield from (file for file in EXPORTER.rglob("*.py") if own not in file.parents and file != TABLE)


def imported(file: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


@pytest.mark.parametrize("name", SMALL)
def test_a_format_is_a_package_and_one_line_of_the_table(name: str) -> None:
    """One line names the package, nobody imports it, and the package imports no other format but HTML."""
    package = f"exporter.backends.{name}"
    assert len([line for line in TABLE.read_text("utf-8").splitlines() if name in line.split('"')]) == 1
    assert not [file for file in others(name) if any(m.startswith(package) for m in imported(file))]
    formats = {f"exporter.backends.{other}" for other in set(backends.FORMATS) - {name, "html"}}
    within = {m for file in (EXPORTER / "backends" / name).rglob("*.py") for m in imported(file)}
    assert not {m for m in within if any(m.startswith(f) for f in formats)}


@pytest.mark.parametrize("name", ["epub", "gfm"])
def test_no_other_code_names_a_small_format(name: str) -> None:
    """No module decides by its name ("text" and "json" are words that mean other things too)."""
    for file in others(name):
        constants = {n.value for n in ast.walk(parsed(file)) if isinstance(n, ast.Constant)}
        assert name not in {c for c in constants if isinstance(c, str)}, file


def test_without_its_line_a_format_is_gone() -> None:
    """Command line, schema of the configuration and list of codes take the formats from the table alone."""
    every = dict(SHIPPED)
    for name in SMALL:
        del SHIPPED[name]
    try:
        assert set(config_schema()["properties"]) & set(SMALL) == set()
        with pytest.raises(UsageError, match="no format 'epub'"):
            format_names("epub")
    finally:  # in their order, which help and schema have too
        SHIPPED.clear()
        SHIPPED.update(every)
