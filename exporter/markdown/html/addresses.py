"""Addresses: the site's spelling, and which a browser can read (https://url.spec.whatwg.org/#url-parsing)."""

import ipaddress
import re
from urllib.parse import unquote

from exporter.model.links import as_read, scheme_of

_SPECIAL = frozenset(("http", "https", "ws", "wss", "ftp"))
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::0*(?P<port>[0-9]{0,5}))?")
#: https://url.spec.whatwg.org/#forbidden-host-code-point; a special scheme's host has no control characters either
_FORBIDDEN = re.compile(r"[\x00\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_DOMAIN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.I)
_UNSAFE_IN_URI = re.compile(r"%(?![0-9A-Za-z]{2})|[^A-Za-z0-9!#$%&'()*+,/:;=?@_.~-]")


def normal_uri(address: str) -> str:
    """Percent-encode the characters that an address may not have (micromark-util-sanitize-uri, ``normalizeUri``)."""
    return _UNSAFE_IN_URI.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace")), address)


_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def is_decodable(address: str) -> bool:
    """Whether each ``%`` begins a character; the site decodes addresses (ECMA-262, ``decodeURIComponent``)."""
    try:
        unquote(address, errors="strict")
    except UnicodeDecodeError:
        return False
    return not _LONE_PERCENT.search(address)


def is_address(text: str) -> bool:
    """Whether a browser can read ``text`` on a web page as an address: a path, or one with a valid host and port.

    The site drops the others.
    """
    text = as_read(text)
    scheme = scheme_of(text)
    rest = text[len(scheme) + 1 :] if scheme else text
    if scheme and scheme not in _SPECIAL:
        return not rest.startswith("//") or _is_host(re.split(r"[/?#]", rest[2:])[0], scheme)
    relative = scheme in ("", "http")  # the page's own scheme
    if relative and not rest.replace("\\", "/").startswith("//"):
        return True
    return _is_host(re.split(r"[/\\?#]", rest.lstrip("/\\"))[0], "http")


def _is_host(authority: str, scheme: str) -> bool:
    user, at, address = authority.rpartition("@")
    match = _HOST.fullmatch(address)
    if not match or int(match["port"] or 0) > 65535:
        return False
    host = match["host"]
    if not host:
        return scheme not in _SPECIAL and not (user or at or match["port"])
    if host[0] == "[":
        return _is_ip6(host[1:-1])
    if scheme not in _SPECIAL and scheme != "file":
        return not _FORBIDDEN.search(host)
    return _is_domain(unquote(host))


def _is_domain(host: str) -> bool:
    if _FORBIDDEN_DOMAIN.search(host):
        return False
    parts = host.lower().removesuffix(".").split(".")
    return not _NUMBER.fullmatch(parts[-1]) or _is_numeric(parts)


def _is_numeric(parts: list[str]) -> bool:
    """Whether the parts are an IPv4 address, the last one standing for all that are missing."""
    try:
        *first, last = [_number(part) for part in parts]
    except ValueError:
        return False
    return len(parts) <= 4 and all(part < 256 for part in first) and last < 256 ** (5 - len(parts))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part[0] == "0" else 10)


def _is_ip6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return "%" not in text
