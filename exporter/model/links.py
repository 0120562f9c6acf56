"""Addresses of links: their schemes, and whether they lead to another host.

A document carries four schemes in all formats. Links of a page may also be paths of the site, or ``#anchor``.
"""

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import SplitResult, urlsplit

SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")  # RFC 3986, section 3.1
WEB: Final = ("http", "https")
CARRIED: Final = (*WEB, "mailto", "tel")
_IGNORED: Final = re.compile("[\t\n\r]")
_EDGES: Final = "".join(map(chr, range(0x21)))


def as_read(address: str) -> str:
    """Return an address as browsers read it: without blanks and controls around it and tabs and line ends in it.

    URL Standard, section 4.4.
    """
    return _IGNORED.sub("", address.strip(_EDGES))


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case; empty for a path or an anchor."""
    found = SCHEME.match(address)
    return found[1].lower() if found else ""


def is_carried(address: str) -> bool:
    """Whether an address has one of the schemes that documents carry."""
    return scheme_of(address) in CARRIED


def is_remote(address: str) -> bool:
    """Whether an address names a scheme or a host; else it is a path of the site."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as "https://[::1"
        return True
    return bool(parts.scheme or parts.netloc)


def is_web(address: str) -> bool:
    """Whether an address names a host of the web, with or without its scheme (``//host/path``)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.scheme in ("", *WEB)


def is_own(address: SplitResult, hosts: Collection[str]) -> bool:
    """Whether an address is of the site: a path or an anchor, or a web address at one of its ``hosts`` (lower case)."""
    if not address.netloc:
        return not address.scheme
    return address.scheme in ("", *WEB) and address.netloc.lower() in hosts


def on_site(address: str, hosts: Collection[str]) -> str:
    """Return the path of a web address at one of ``hosts``; any other address as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts.path if parts.netloc and is_own(parts, hosts) else address
