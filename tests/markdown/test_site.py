"""The reader against the website's own parser, one page a rule or quirk."""

import json
from pathlib import Path

import pytest

from exporter.diagnostics import Diagnostics
from exporter.markdown import parse, to_json
from tests.conformance.places import faults
from tests.markdown.compare import outline

_PAGES = sorted((Path(__file__).parents[1] / "fixtures/mdc/pages").glob("*.md"))


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_page_reads_as_on_the_site(page: Path) -> None:
    """A page gives the tree that @nuxtjs/mdc makes of it, front matter included."""
    site = json.loads(page.with_suffix(".json").read_text("utf-8"))
    tree = parse(page.read_text("utf-8"), page.name, Diagnostics())
    assert outline(to_json(tree)) == outline(site["body"])
    assert tree.data == site["data"]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_places_are_those_of_what_they_name(page: Path) -> None:
    """Every place of a page's tree is inside its parent's and holds the node's own text."""
    text = page.read_text("utf-8")
    assert list(faults(parse(text, page.name, Diagnostics()), text)) == []


def test_line_ends_of_windows_keep_places() -> None:
    """A page with CR LF reads as one with LF, its places in the file as it is."""
    for page in _PAGES:
        text = page.read_text("utf-8")
        windows = text.replace("\n", "\r\n")
        tree = parse(windows, page.name, Diagnostics())
        assert outline(to_json(tree)) == outline(to_json(parse(text, page.name, Diagnostics()))), page.name
        assert list(faults(tree, windows)) == [], page.name
