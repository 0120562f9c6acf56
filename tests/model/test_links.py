"""Addresses of links."""

from urllib.parse import urlsplit

import pytest

from exporter.model.links import as_read, is_carried, is_own, is_remote, on_site, scheme_of

HOSTS = frozenset({"www.example.org", "dev.example.org:8080"})


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://a", "https"),
        ("MailTo:a@b", "mailto"),
        ("coap+tcp:x", "coap+tcp"),
        ("/a:b", ""),
        ("#a:b", ""),
        ("", ""),
    ],
)
def test_a_scheme_differs_from_a_path(address: str, scheme: str) -> None:
    """Only letters, digits and three signs stand before the colon of a scheme."""
    assert scheme_of(address) == scheme


@pytest.mark.parametrize(("address", "carried"), [("TEL:1", True), ("ftp://a", False), ("/a", False)])
def test_four_schemes_are_carried(address: str, carried: bool) -> None:
    """Paths and anchors have no scheme, and other schemes stay behind."""
    assert is_carried(address) is carried


def test_an_address_is_read_as_browsers_do() -> None:
    """Characters that browsers leave out hide no scheme."""
    assert as_read(" \x01java\nscript\t:x\x1f ") == "javascript:x"


@pytest.mark.parametrize(
    ("address", "own"),
    [
        *[(own, True) for own in ("/a", "a", "#b", "?q", "https://WWW.example.org/a", "http://dev.example.org:8080")],
        *[(other, False) for other in ("https://example.org", "https://www.example.org:8080/a", "mailto:a@b", "ftp:a")],
        *[("//www.example.org/a", True), ("ftp://www.example.org/a", False)],
    ],
)
def test_an_address_of_the_site(address: str, own: bool) -> None:
    """Its host counts with its port; another scheme or port is another site."""
    assert is_own(urlsplit(address), HOSTS) is own


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://www.example.org/a.png?x", "/a.png"), ("a.png?x", "a.png?x"), ("https://[::1", "https://[::1")],
)
def test_a_host_of_the_site_is_left_out(address: str, expected: str) -> None:
    """An address at another host, or an invalid one, stays as it is."""
    assert on_site(address, HOSTS) == expected


@pytest.mark.parametrize(("address", "remote"), [("//a/b", True), ("https://[::1", True), ("a/b", False)])
def test_remote_addresses(address: str, remote: bool) -> None:
    """A scheme or a host makes one, and so does what cannot be read."""
    assert is_remote(address) is remote
