"""Download a picture from a host that the project allows: with limits, and never from a private network.

Each step resolves a name once, every address of the name must be public, and the connection goes to the checked
address, so that a name server cannot answer differently the second time. A redirect is a step like the first
(RFC 9110, section 15.4). Requests use no proxy, no cookie, no name and no password.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from exporter.assets.errors import FailedDownload
from exporter.assets.picture_limits import RemoteLimits
from exporter.diagnostics import counted, shortened

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet (IANA special-purpose registries)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if ip in _NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def download(url: str, hosts: Collection[str], limits: RemoteLimits, allowed: Allowed = is_public) -> bytes:
    """Return the bytes at ``url``, which is on one of ``hosts``. Raises ``FailedDownload``.

    ``allowed`` says whether an IP address may be connected to.
    """
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        try:
            answer = _ask(_checked(url, hosts), limits, deadline, allowed)
        except FailedDownload:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError) or time.monotonic() > deadline
            reason = f"it took longer than {limits.seconds:g} seconds" if late else str(error) or type(error).__name__
            raise FailedDownload(f"the picture cannot be downloaded ({reason})", _HINT) from error
        if isinstance(answer, bytes):
            return answer
        url = _next(url, answer)
    raise FailedDownload(f"the picture is behind more than {counted(limits.redirects, 'redirect')}", _HINT)


_HINT = "save the picture below the public folder"


def _checked(url: str, hosts: Collection[str]) -> SplitResult:
    """Return the parts of the address; raises ``FailedDownload`` if its scheme, host or port is not allowed."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FailedDownload("only https: and http: pictures can be downloaded", _HINT)
    if "@" in parts.netloc:
        raise FailedDownload("the picture's address has a name or password", "remove it from the address")
    named = parts.netloc.lower() in hosts
    if not named and not (parts.hostname.lower() in hosts and parts.port in (None, _PORTS[parts.scheme])):
        hint = "save the picture below the public folder, or list its host in 'assets.remote'"
        raise FailedDownload(f"the picture is on another host ('{shortened(parts.netloc)}')", hint)
    return parts


def _next(url: str, location: str) -> str:
    following = urljoin(url, location)
    if url.startswith("https:") and not following.startswith("https:"):
        raise FailedDownload("the picture's address redirects from https: to another scheme", _HINT)
    return following


def _ask(parts: SplitResult, limits: RemoteLimits, deadline: float, allowed: Allowed) -> bytes | str:
    """Send one request and return the picture's bytes, or the address that the host redirects to."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='%/?:@!$&()*+,;=~-._')}" if parts.query else ""
    )
    with _connected(parts, deadline, allowed) as connection:
        connection.request(
            "GET", path, headers={"Accept": "image/*", "Accept-Encoding": "identity", "Connection": "close"}
        )
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and answer.headers.get("Location"):
            return str(answer.headers["Location"])
        if answer.status != http.client.OK:
            raise FailedDownload(f"the picture cannot be downloaded (the host answered {answer.status})", _HINT)
        data = b"".join(_pieces(answer, limits.bytes))
    if time.monotonic() >= deadline:  # a connection that was cut looks like the end of the data
        raise TimeoutError
    return data


def _pieces(answer: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    left = limit
    while piece := answer.read(_CHUNK):
        left -= len(piece)
        if left < 0:
            raise FailedDownload(f"the picture is larger than {counted(limit, 'byte')}", _HINT)
        yield piece


@contextmanager
def _connected(parts: SplitResult, deadline: float, allowed: Allowed) -> Iterator[http.client.HTTPConnection]:
    """Connect to a checked address of the host; at the deadline the connection is cut."""
    assert parts.hostname is not None, "the address was checked"
    port = parts.port or _PORTS[parts.scheme]
    address = _address(parts.hostname, port, allowed)
    left = max(0.1, deadline - time.monotonic())
    plain = socket.create_connection((address, port), timeout=left)
    timer = Timer(left, _cut, (plain,))
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(parts.netloc)
    try:
        secure = parts.scheme == "https"
        context = ssl.create_default_context() if secure else None
        connection.sock = context.wrap_socket(plain, server_hostname=parts.hostname) if context else plain
        yield connection
    finally:
        timer.cancel()
        connection.close()
        plain.close()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _address(host: str, port: int, allowed: Allowed) -> str:
    """Return an IP address of the host; raises ``FailedDownload`` unless all its addresses are allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not allowed(address):
            raise FailedDownload(f"the picture's host has a private address ({address})", _HINT)
    return found[0]
