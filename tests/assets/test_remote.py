"""Downloads of pictures from a server of the test's own, which is allowed by name, since its address is private."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from exporter.assets.errors import FailedDownload
from exporter.assets.picture_limits import RemoteLimits
from exporter.assets.remote import download, is_public


def png() -> bytes:
    """A small picture's file."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


class Handler(BaseHTTPRequestHandler):
    """A host with a picture, and with all that a bad one may answer."""

    def do_GET(self) -> None:
        """Answer by the path."""
        answers = {"/a.png": self._picture, "/big": self._big, "/slow": self._slow}
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[4:].replace("~", "/"))
            self.end_headers()
        else:
            answers.get(self.path, lambda: self.send_error(404))()

    def _picture(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(png())

    def _big(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x" * 10_000)

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Whose clients hang up on it."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The name and port of a running server."""
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


LIMITS = RemoteLimits(bytes=50_000, seconds=0.6, redirects=2)


def anywhere(_: str) -> bool:
    """The rule against private addresses, put out of force."""
    return True


def test_a_picture_of_an_allowed_host(host: str) -> None:
    """Its bytes come as they are; a redirect on the host is followed."""
    assert download(f"http://{host}/a.png", {host}, LIMITS, anywhere) == png()
    assert download(f"http://{host}/to/~a.png", {host}, LIMITS, lambda a: a == "127.0.0.1") == png()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/big", "larger than 50,000 bytes"),
        ("/slow", "longer than 0.6 seconds"),
        ("/none", "answered 404"),
        ("/to/to/to/~a.png", "more than 2 redirects"),
        ("/to/http:~~evil.example~a.png", "on another host"),
        ("/to/file:~~~etc~passwd", "only https: and http:"),
        ("/to/data:image~png;base64,AAAA", "only https: and http:"),
    ],
)
def test_what_a_bad_host_answers(host: str, path: str, reason: str) -> None:
    """Size, time and redirects have their limits, and a redirect leads to no host that is not allowed."""
    start = time.monotonic()
    with pytest.raises(FailedDownload, match=reason):
        download(f"http://{host}{path}", {host}, LIMITS, anywhere)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
        ),
        *("224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1", "2001:db8::1"),
    ],
)
def test_private_addresses(address: str) -> None:
    """No address of this machine, of a private network, or one that wraps such an address, is public."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::", "2002:808:808::"])
def test_public_addresses(address: str) -> None:
    """Addresses of the internet are."""
    assert is_public(address)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "0"])
def test_no_spelling_of_this_machine_is_connected_to(host: str, name: str) -> None:
    """Whatever a name resolves to is looked at, not how it is spelled."""
    port = host.partition(":")[2]
    with pytest.raises(FailedDownload, match=r"private address|cannot be downloaded"):
        download(f"http://{name}:{port}/a.png", {f"{name}:{port}"}, LIMITS)


def test_each_step_is_checked_and_the_checked_address_is_used(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise at the second step is refused there."""
    asked: list[str] = []

    def allowed(address: str) -> bool:
        asked.append(address)
        return len(asked) < 2

    with pytest.raises(FailedDownload, match="private address"):
        download(f"http://{host}/to/~a.png", {host}, LIMITS, allowed)
    assert asked == ["127.0.0.1", "127.0.0.1"]


def test_all_addresses_of_a_name_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """One private address among public ones is enough to refuse."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FailedDownload, match="private address"):
        download("http://pictures.example/a.png", {"pictures.example"}, LIMITS)


@pytest.mark.parametrize(
    "url",
    [
        *("http://user:pass@ok.example/a.png", "ftp://ok.example/a.png", "http://ok.example:22/a.png", "http:///a.png"),
        *("http://ok.example.evil.example/a.png", "http://[::1/a.png", "http://ok.example:x/a.png", "https://"),
        "http://ok.example\\@evil.example/",
    ],
)
def test_addresses_that_are_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names with passwords, other ports, other hosts and broken addresses open no connection."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(FailedDownload):
        download(url, {"ok.example"}, LIMITS)
