"""A machine without a network: only processes of this machine talk with each other."""

import socket
from typing import Any, NoReturn

import pytest


class LocalSocket(socket.socket):
    """A socket between processes of this machine; any other is an error."""

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: Any = None) -> None:  # noqa: A002
        if fileno is None and family != socket.AF_UNIX:
            refuse()
        super().__init__(family, type, proto, fileno)


def refuse(*_: object, **__: object) -> NoReturn:
    """What looking for an address, or connecting to one, ends in."""
    raise AssertionError("a socket was opened")


def cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every use of the network in this process an error."""
    monkeypatch.setattr(socket, "socket", LocalSocket)
    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
