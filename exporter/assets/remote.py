"""Downloading a picture from a host that the project allows: bounded, and never from within a private network.

A name is resolved once for each step, every address that it has must be public, and the connection goes to the very
address that was checked, so that a name server cannot answer otherwise the second time. A redirect is a step like the
first (RFC 9110, section 15.4). No proxy, no cookie, no name or password is used.
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

from exporter.assets.errors import RemotePicture
from exporter.assets.limits import RemoteLimits
from exporter.diagnostics import counted, shortened

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet (IANA special-purpose registries)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if ip in _NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def download(url: str, hosts: Collection[str], limits: RemoteLimits, allowed: Allowed = is_public) -> bytes:
    """The bytes at ``url``, which is on one of ``hosts``. Raises ``RemotePicture``.

    ``allowed`` says of an IP address whether it may be connected to.
    """
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        try:
            answer = _ask(_checked(url, hosts), limits, deadline, allowed)
        except RemotePicture:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError) or time.monotonic() > deadline
            reason = f"it took longer than {limits.seconds:g} seconds" if late else str(error) or type(error).__name__
            raise RemotePicture(f"the picture cannot be downloaded ({reason})", _HINT) from error
        if isinstance(answer, bytes):
            return answer
        url = _next(url, answer)
    raise RemotePicture(f"the picture is behind more than {counted(limits.redirects, 'redirect')}", _HINT)


_HINT = "save the picture below the public folder"


def _checked(url: str, hosts: Collection[str]) -> SplitResult:
    """The address, if its scheme, host and port are allowed."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RemotePicture("only https: and http: pictures can be downloaded", _HINT)
    if "@" in parts.netloc:
        raise RemotePicture("the picture's address has a name or password", "take it out of the address")
    named = parts.netloc.lower() in hosts
    if not named and not (parts.hostname.lower() in hosts and parts.port in (None, _PORTS[parts.scheme])):
        hint = "save the picture below the public folder, or list its host in 'assets.remote'"
        raise RemotePicture(f"the picture is on another host ('{shortened(parts.netloc)}')", hint)
    return parts


def _next(url: str, location: str) -> str:
    following = urljoin(url, location)
    if url.startswith("https:") and not following.startswith("https:"):
        raise RemotePicture("the picture's address leads from https: to another scheme", _HINT)
    return following


def _ask(parts: SplitResult, limits: RemoteLimits, deadline: float, allowed: Allowed) -> bytes | str:
    """One request: the picture's bytes, or where the host says that it is."""
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
            raise RemotePicture(f"the picture cannot be downloaded (the host answered {answer.status})", _HINT)
        data = b"".join(_pieces(answer, limits.bytes))
    if time.monotonic() >= deadline:  # what was cut looks like an end
        raise TimeoutError
    return data


def _pieces(answer: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    left = limit
    while piece := answer.read(_CHUNK):
        left -= len(piece)
        if left < 0:
            raise RemotePicture(f"the picture is larger than {counted(limit, 'byte')}", _HINT)
        yield piece


@contextmanager
def _connected(parts: SplitResult, deadline: float, allowed: Allowed) -> Iterator[http.client.HTTPConnection]:
    """A connection to a checked address of the host; it is cut at the deadline, however slowly it answers."""
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
    """An IP address of the host; raises where any that it has is not allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not allowed(address):
            raise RemotePicture(f"the picture's host has a private address ({address})", _HINT)
    return found[0]
