"""Simulated executions of code inside a worker: each tries one way out, and raises ``OSError`` if it is refused."""

import ctypes
import fcntl
import importlib
import os
import resource
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exporter.disk import write_atomic
from exporter.fonts import store
from exporter.process.streams import StandardStream

LIBRARY = ctypes.CDLL(None, use_errno=True)
X86 = os.uname().machine == "x86_64"


@dataclass(frozen=True)
class Target:
    """An attack by its name, and the places of the test that it is aimed at."""

    name: str
    home: Path
    server: tuple[str, int]
    abstract: str
    parent: int


def attack(target: Target) -> str:
    """Run one attack; return the error that refused it, or "done" with its result."""
    try:
        return f"done: {ATTACKS[target.name](target)!r}"
    except OSError as error:
        return f"refused: {error}"


def call(x86: int, arm: int, *arguments: object) -> int:
    """Make a system call of Linux."""
    result: int = LIBRARY.syscall(x86 if X86 else arm, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def scratch(name: str = "own") -> Path:
    """Return a new file in the worker's own folder."""
    path = Path(tempfile.gettempdir()) / name
    path.unlink(missing_ok=True)
    path.write_bytes(b"stolen")
    return path


def through_link(target: Target) -> None:
    """Write to a file outside by a link in the own folder."""
    link = Path(tempfile.gettempdir()) / "link"
    link.symlink_to(target.home / "checkout/page.md")
    link.write_bytes(b"stolen")


def hard_link_in(target: Target) -> None:
    """Write to a file outside by a second name in the own folder."""
    link = Path(tempfile.gettempdir()) / "second"
    link.hardlink_to(target.home / "checkout/page.md")
    link.write_bytes(b"stolen")


def other_font(_: Target) -> None:
    """Put a font of one's own in the place of a font that other pages are shown with."""
    folder = store.folder() / "instances"
    store.put(next(iter(folder.glob("*.ttf")), folder / "stolen.ttf"), b"stolen")


def sent(target: Target, family: int, kind: int, address: object) -> None:
    """Send some bytes."""
    with socket.socket(family, kind) as found:
        found.settimeout(2)
        found.connect(address)  # type: ignore[arg-type]
        found.send(b"stolen")


def memory_program(_: Target) -> None:
    """Run a program that no folder holds."""
    descriptor = os.memfd_create("program")
    os.write(descriptor, b"#!/bin/sh\n")
    os.execve(descriptor, ["program"], {})


def typed(_: Target) -> None:
    """Type into a terminal as its user would."""
    own, _other = os.openpty()
    fcntl.ioctl(own, 0x5412, b"x")


def message_queue(_: Target) -> int:
    """Open memory that processes of all programs share."""
    return call(29, 194, 0x4D44, 4096, 0o1666)


class Pickled:
    """A result that runs code where it is read."""

    def __init__(self, *call: object) -> None:
        self.call = call

    def __reduce__(self) -> tuple[object, ...]:
        function, *arguments = self.call
        return function, tuple(arguments)


# Results of a worker, each of which would act in the process that gets it.
RESULTS: dict[str, Callable[[Path], object]] = {
    "a program": lambda home: Pickled(subprocess.call, ["touch", str(home / "result")]),
    "a function of the exporter": lambda home: Pickled(write_atomic, home / "result", b"stolen"),
    "a stream of the exporter": lambda home: Pickled(StandardStream, str(home / "result"), "wb"),
    "an import": lambda _: Pickled(importlib.import_module, "this"),
    "an attribute": lambda _: Pickled(getattr, os, "abort"),
}


def result(task: tuple[str, Path]) -> object:
    """Return one of the results."""
    name, home = task
    return RESULTS[name](home)


ATTACKS: dict[str, Callable[[Target], object]] = {
    # files
    "write to the home folder": lambda t: (t.home / ".bashrc").write_bytes(b"stolen"),
    "write a new file beside it": lambda t: (t.home.parent / "new").write_bytes(b"stolen"),
    "write to the temporary folder": lambda _: Path("/tmp/exporter-sandbox-test").write_bytes(b"stolen"),
    "write to shared memory": lambda _: Path("/dev/shm/exporter-sandbox-test").write_bytes(b"stolen"),
    "write to the checkout": lambda t: (t.home / "checkout/page.md").write_bytes(b"stolen"),
    "write to an input": lambda t: (t.home / "checkout/content/page.md").write_bytes(b"stolen"),
    "write to the cache": lambda t: (t.home / ".cache/entry").write_bytes(b"stolen"),
    "write to the run's shared folder": lambda _: (Path(tempfile.gettempdir()).parent / "new").write_bytes(b"stolen"),
    "write to the folder of fonts": lambda _: (store.folder() / "stolen").write_bytes(b"stolen"),
    "write another font": other_font,
    "write code": lambda _: Path(__file__).with_name("stolen.py").write_bytes(b"stolen"),
    "cut a file": lambda t: os.truncate(t.home / "checkout/page.md", 0),
    "remove a file": lambda t: (t.home / "checkout/page.md").unlink(),
    "make a folder": lambda t: (t.home / "folder").mkdir(),
    "change who may read": lambda t: (t.home / ".ssh").chmod(0o777),
    "change a file's time": lambda t: os.utime(t.home / "checkout/page.md", (0, 0)),
    "move a file out": lambda t: scratch().rename(t.home / "moved"),
    "link a file out": lambda t: (t.home / "linked").hardlink_to(scratch()),
    "write by a link": through_link,
    "write by a second name": hard_link_in,
    "make a pipe": lambda _: os.mkfifo(Path(tempfile.gettempdir()) / "pipe"),
    "read a key": lambda t: (t.home / ".ssh/key").read_bytes(),
    "list the home folder": lambda t: list(t.home.iterdir()),
    "read users": lambda _: Path("/etc/passwd").read_bytes(),
    "read its own environment": lambda _: Path("/proc/self/environ").read_bytes(),
    "read the parent's environment": lambda t: Path(f"/proc/{t.parent}/environ").read_bytes(),
    "write its own memory": lambda _: os.open("/proc/self/mem", os.O_RDWR),
    "read the parent's memory": lambda t: os.open(f"/proc/{t.parent}/mem", os.O_RDONLY),
    # network
    "connect": lambda t: sent(t, socket.AF_INET, socket.SOCK_STREAM, t.server),
    "send a datagram": lambda t: sent(t, socket.AF_INET, socket.SOCK_DGRAM, t.server),
    "connect by IPv6": lambda t: sent(t, socket.AF_INET6, socket.SOCK_STREAM, ("::1", t.server[1])),
    "connect to a socket's file": lambda t: sent(t, socket.AF_UNIX, socket.SOCK_STREAM, str(t.home / "socket")),
    "connect to a socket without one": lambda t: sent(t, socket.AF_UNIX, socket.SOCK_STREAM, t.abstract),
    "ask for an address": lambda _: socket.getaddrinfo("stolen.example.org", 80),
    "talk with the kernel's network": lambda _: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "send raw packets": lambda _: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
    "make a pair of sockets": lambda _: socket.socketpair(),
    # programs and other processes
    "run a program": lambda _: subprocess.run(["/bin/true"], check=True),
    "run a shell": lambda _: os.execv("/bin/sh", ["sh", "-c", "true"]),
    "run a program in memory": memory_program,
    "start a process": lambda _: os.fork(),
    "signal the parent": lambda t: os.kill(t.parent, 0),
    "signal the group": lambda _: os.kill(0, 0),
    "signal a thread of the parent": lambda t: call(234, 131, t.parent, t.parent, signal.SIGURG),
    "trace the parent": lambda t: call(101, 117, 16, t.parent, 0, 0),
    "read the parent's memory at once": lambda t: call(310, 270, t.parent, None, 0, None, 0, 0),
    "hold the parent": lambda t: call(434, 434, t.parent, 0),
    "limit the parent": lambda t: resource.prlimit(t.parent, resource.RLIMIT_NOFILE, (1, 1)),
    "slow the parent": lambda t: os.setpriority(os.PRIO_PROCESS, t.parent, 19),
    "work by rings": lambda _: call(425, 425, 8, ctypes.create_string_buffer(120)),
    "make a namespace": lambda _: call(272, 97, 0x10000000),
    "mount": lambda _: call(165, 40, b"none", b"/tmp", b"tmpfs", 0, None),
    "load a program of the kernel": lambda _: call(321, 280, 5, ctypes.create_string_buffer(120), 120),
    "share memory": message_queue,
    "type into the terminal": typed,
    "use a call of tomorrow": lambda _: call(470, 470, 0, 0, 0),
}
