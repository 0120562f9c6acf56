"""Places of new paragraphs where the page has lost what stood beside them."""

import pytest

from exporter.review.word.document import ParagraphForm
from exporter.review.write.placement import Placer
from exporter.review.write.source_text import Unwritable


@pytest.mark.parametrize("kind", ["item", "paragraph", "heading"])
def test_no_neighbours(kind: str) -> None:
    """A new paragraph without any neighbour in the page is left to people, and is no fault."""
    with pytest.raises(Unwritable):
        Placer([], {}, None, None).place(ParagraphForm("List Bullet", kind, 0))
