"""Targets of links in a document."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostics
from exporter.model.nodes import Image, Link, Text
from exporter.transforms.link_targets import LinkResolver
from tests.plan.pages import link

RESOLVER = LinkResolver(
    site="https://example.org",
    hosts=frozenset({"example.org", "www.example.org", "dev.example.org:8080"}),
    file="content/80.about/faq.md",
    route="/about/faq",
    anchors={("/about/faq", "lwm2m"): "lwm2m", ("/about/faq", "zürich"): "zürich", ("/b", ""): "b"},
    files={"content/80.about/10.team.md": "/about/team"},
)


def resolve(target: str, resolver: LinkResolver = RESOLVER) -> tuple[str | None, list[str]]:
    """The target in the document and the codes of findings."""
    diagnostics = Diagnostics()
    made = resolver.target(link(target), diagnostics)
    return made, [d.code for d in diagnostics]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#lwm2m", "#lwm2m"),
        ("/about/faq#lwm2m", "#lwm2m"),
        ("/about/faq/#lwm2m", "#lwm2m"),
        ("https://www.example.org/about/faq#lwm2m", "#lwm2m"),
        ("http://dev.example.org:8080/about/faq#lwm2m", "#lwm2m"),
        ("https://www.example.org:8080/about/faq#lwm2m", "https://www.example.org:8080/about/faq#lwm2m"),
        ("#z%C3%BCrich", "#zürich"),
        ("/b", "#b"),
        ("#elsewhere", "https://example.org/about/faq#elsewhere"),
        ("/about/faq", "https://example.org/about/faq"),
        ("/", "https://example.org/"),
        ("team", "https://example.org/about/team"),
        ("../x/y?a=1&b=2#c", "https://example.org/x/y?a=1&b=2#c"),
        ("../../../x", "https://example.org/x"),
        ("./10.team.md#who", "https://example.org/about/team#who"),
        ("/a b/ü.pdf", "https://example.org/a%20b/%C3%BC.pdf"),
        ("/a%20b/100%.pdf", "https://example.org/a%20b/100%25.pdf"),
        ("https://other.org/a b?q=ü", "https://other.org/a%20b?q=%C3%BC"),
        ("https://www.example.org/z", "https://www.example.org/z"),
        ("HTTPS://Other.org", "https://Other.org"),
        ("//other.org/x", "https://other.org/x"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+1", "tel:+1"),
    ],
)
def test_a_target_is_absolute_or_in_the_document(target: str, expected: str) -> None:
    """Parts of the document stay in it, the rest of the site is absolute, everything is percent-encoded once."""
    assert resolve(target) == (expected, [])


def test_without_a_site_the_words_stay_and_a_warning_says_so() -> None:
    """A link to a site whose address is not known is no link, but nothing else is lost."""
    resolver = LinkResolver(site="", hosts=frozenset(), file="page.md", route="")
    diagnostics = Diagnostics()
    assert resolver(link("/x", "words"), diagnostics) == (Text(text="words"),)
    assert [d.code for d in diagnostics] == ["link-without-site"]
    assert resolve("https://other.org/", resolver) == ("https://other.org/", [])


@pytest.mark.parametrize("target", ["https://[bad", "http://[::1"])
def test_a_broken_address_is_told(target: str) -> None:
    """An address that no browser could follow is a warning, and the words stay."""
    assert resolve(target) == (None, ["bad-link"])


def test_the_target_as_written_is_kept() -> None:
    """A reviewer's change is compared with what the page has."""
    (made,) = RESOLVER(link("/x"), Diagnostics())
    assert isinstance(made, Link)
    assert (made.target, made.written) == ("https://example.org/x", "/x")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/x.png", "/x.png"), ("x.png", "/about/x.png"), ("../x.png", "/x.png"), ("https://o.org/x.png",) * 2],
)
def test_pictures_are_looked_up_from_the_root(path: str, expected: str) -> None:
    """A relative path is relative to the page's address, as in a browser."""
    assert RESOLVER(Image(asset=path, alt=""), Diagnostics()) == (Image(asset=expected, alt=""),)


@given(st.text(st.characters(), max_size=40), st.sampled_from(["", "/", "//", "#", "https://", "https://example.org/"]))
def test_any_target_is_absolute_in_the_document_or_told(text: str, start: str) -> None:
    """Whatever stands in a link, the document has an address that is whole and ASCII, or a finding says why not."""
    target, codes = resolve(start + text)
    assert (target is None) == bool(codes)
    if target and not target.startswith("#"):
        assert re.match(r"[a-z][a-z0-9+.-]*:", target)
        assert start == "" or target.isascii()
