"""Paths of outputs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model.paths import fault
from exporter.plan.output_names import DatedName, dated_name, default_output, route_of, slug


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("d/OMA-QA-20231120-D", DatedName("OMA-QA-20231120-D", "2023-11-20", "draft")),
        ("OMA-TS-1_0-20240131-A", DatedName("OMA-TS-1_0-20240131-A", "2024-01-31", "approved")),
        ("Report_2024-01-31", DatedName("Report_2024-01-31", "2024-01-31", "")),
        ("X-20231120-Z", DatedName("X-20231120-Z", "2023-11-20", "")),
        ("X-20231341-D", DatedName()),
        ("20231120-D/plain", DatedName()),
        ("plain", DatedName()),
    ],
)
def test_a_name_may_tell_date_and_status(output: str, expected: DatedName) -> None:
    """Only the file's own name counts, and only a day of the calendar is a date."""
    assert dated_name(output) == expected


@pytest.mark.parametrize(
    ("route", "file", "anchor", "expected"),
    [
        ("/about/faq", "content/about/faq.md", "", "about/faq/faq"),
        ("/about/faq", "content/about/faq.md", "lwm2m", "about/faq/lwm2m"),
        ("/", "content/index.md", "", "home/home"),
        ("", "notes/My page.md", "", "My-page"),
        ("", "page.md", "part", "page-part"),
    ],
)
def test_an_output_is_made_up_from_the_page(route: str, file: str, anchor: str, expected: str) -> None:
    """It is never the address of the page itself."""
    made = default_output(route, file, anchor)
    assert made == expected
    assert route_of(made) != route


@given(st.text(), st.text())
def test_what_is_made_up_is_always_allowed(route: str, anchor: str) -> None:
    """Whatever a page and its headings are called, the exporter's own names can be written."""
    assert fault(default_output("/" + route, "x.md", anchor)) is None or len(route) > 500
    assert fault(slug(route)) is None
