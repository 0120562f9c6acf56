"""The title of a page comes from the first place that has words."""

from typing import Any

import pytest

from exporter.model.document import Page
from exporter.model.nodes import Heading, Text
from exporter.transforms.sections import page_title

HEADING = Heading(level=1, children=(Text(text="Heading"),), anchor="heading")


@pytest.mark.parametrize(
    ("data", "body", "title"),
    [
        ({"title": "Title", "seo": {"title": "Seo"}}, (HEADING,), "Title"),
        ({"title": " ", "seo": {"title": "Seo"}}, (HEADING,), "Heading"),
        ({"seo": {"title": "Seo"}}, (), "Seo"),
        ({"seo": "no mapping"}, (), "Set Up"),
        ({"title": True, "seo": {"title": 4}}, (), "4"),
    ],
)
def test_the_title_of_a_page(data: dict[str, Any], body: tuple[Heading, ...], title: str) -> None:
    """Front matter, the first heading, the title for search engines, the name."""
    page = Page(file="content/set-up.md", route="/guide/set-up", sha256="", data=data, body=body)
    assert page_title(page) == title
