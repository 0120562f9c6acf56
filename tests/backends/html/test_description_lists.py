"""Items of description lists and their lists, in pages and in the tags of PDFs, whatever a document has."""

from dataclasses import replace

import html5lib
import pytest

from exporter.backends.html.body import Body
from exporter.model.document import Document
from exporter.model.nodes import Block, BlockChange, Container
from exporter.theme.files import Theme
from tests.backends.documents import paragraph, text
from tests.backends.pdf.conftest import render
from tests.backends.pdf.marks import untrue

ITEM = Container(role="description", title=text("Term"), children=(paragraph("Its words"),))
INSERTED = replace(ITEM, change=BlockChange("inserted", "A", "2026-01-01T00:00:00Z"))
BODIES: dict[str, tuple[Block, ...]] = {
    "items alone": (ITEM, ITEM, paragraph("between"), ITEM),
    "an item in a box": (Container(role="alert-info", children=(ITEM,)),),
    "other blocks in a list": (Container(role="descriptions", children=(ITEM, paragraph("stray"), ITEM)),),
    "a changed item": (Container(role="descriptions", children=(ITEM, INSERTED, replace(INSERTED, title=()))),),
}


@pytest.mark.parametrize("name", BODIES)
def test_lists_hold_items_and_items_stand_in_lists(name: str) -> None:
    """Each ``dl`` holds groups of ``dt`` and ``dd`` alone, and none of these stands elsewhere."""
    document = Document(title="T", body=BODIES[name])
    page = html5lib.parse(str(Body(document, Theme(), screen=True).blocks(document.body)), namespaceHTMLElements=False)
    parents = {kid: parent for parent in page.iter() for kid in parent}
    groups = {group for each in page.iter("dl") for group in each}
    assert groups
    assert {kid.tag for group in groups for kid in group} == {"dt", "dd"}
    assert {parents[part] for tag in ("dt", "dd") for part in page.iter(tag)} == groups


@pytest.mark.parametrize("options", [{}, {"standard": ("a-4", "ua-2")}], ids=["PDF/UA-1", "PDF/UA-2"])
@pytest.mark.parametrize("name", BODIES)
def test_tags_of_lists(name: str, options: dict[str, object]) -> None:
    """A PDF of each has its mark, and judges agree."""
    made = render(Document(title="T", body=BODIES[name]), **options)
    assert made.unmet == ()
    assert untrue(made) == []


def test_a_change_of_an_item_is_shown() -> None:
    """The term and the words of an inserted item are marked as inserted."""
    document = Document(title="T", body=BODIES["a changed item"])
    markup = str(Body(document, Theme(), screen=True).blocks(document.body))
    assert markup.count("<ins") == 3
    assert '<dt class="title"><ins' in markup
