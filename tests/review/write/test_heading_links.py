"""Links to a renamed heading: those of its page are led on, those of other pages are reported."""

from exporter.diagnostics import Diagnostics
from exporter.review import select_changes, write_changes
from exporter.review.write.site_links import SiteLinks
from exporter.source.site import Site
from exporter.validate import ComparedPage, CrossPageFacts
from tests.lowering.pages import read
from tests.review.docxfile import read_page
from tests.review.exported import Edit, before, new, session_of, words_replaced
from tests.review.redline_loop import PATH

SITE = Site(hosts=frozenset({"own.example"}), routes={"/page": PATH, "/other": "content/other.md"})
PAGE = """# Page

See [a](https://own.example/page#große-rolle), [b](page.md#gro%C3%9Fe-rolle), [c](https://far.example/page#große-rolle).

## Große Rolle

Words.
"""
PLACES = "content/other.md:1:1, content/other.md:1:24, content/other.md:1:72"
OTHER = "[d](/page#große-rolle) [e](https://own.example/page/#gro%C3%9Fe-rolle) [f](page.md#große-rolle) [g](/page)\n"


def test_links_by_route_and_host_are_followed_and_those_of_other_pages_reported() -> None:
    """Each address of the renamed heading is known, encoded or not; a foreign host's equal path is left alone."""
    text, reason = _reviewed(words_replaced("Große Rolle", "Größte Rolle"))
    assert text.split("\n")[2] == (
        "See [a](https://own.example/page#größte-rolle), [b](page.md#gr%C3%B6%C3%9Fte-rolle),"
        " [c](https://far.example/page#große-rolle)."
    )
    assert reason == f"links to it at {PLACES} lead nowhere now: lead them elsewhere"


def test_links_stay_with_their_heading_when_an_equal_one_comes_before_it() -> None:
    """The new heading takes the anchor: links of the page follow the old one, those of other pages are reported."""
    text, reason = _reviewed(before("Große Rolle", new("Heading1", "Große Rolle")))
    assert text.split("\n")[2] == (
        "See [a](https://own.example/page#große-rolle-1), [b](page.md#gro%C3%9Fe-rolle-1),"
        " [c](https://far.example/page#große-rolle)."
    )
    assert reason == f"links to '#große-rolle' at {PLACES} lead to another heading now: lead them on"


def _reviewed(edit: Edit) -> tuple[str, str]:
    """The page with the change of an edited file, and the reason beside it."""
    page, _ = read(OTHER, Diagnostics(), "content/other.md", "/other", SITE)
    other = ComparedPage("content/other.md", "/other", CrossPageFacts.of(page, SITE))
    session = session_of(PAGE, edit)
    session.links = SiteLinks(SITE, lambda: [other])
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    (decision,) = statuses.values()
    return texts[PATH], decision.reason
