"""Code that runs inside a worker reaches no file but its own folder, no network and no other process."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from exporter.build.workers import Workers, fork_server
from exporter.build.workers.confinement import Confinement
from exporter.build.workers.tasks import Failure, run_one
from exporter.process.sandbox import reason_without
from tests.attacks.executions import ATTACKS, RESULTS, Target, attack, result, scratch

pytestmark = pytest.mark.skipif(bool(reason_without()), reason=reason_without() or "confined")
FILES = (".bashrc", ".ssh/key", "checkout/page.md", "checkout/content/page.md", ".cache/entry")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with secrets, a checkout and a cache."""
    home = tmp_path_factory.mktemp("outside") / "home"
    for name in FILES:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("untouched")
    return home


@pytest.fixture(scope="module")
def listeners(home: Path) -> Iterator[list[socket.socket]]:
    """Servers for all kinds of sockets; the first has the port that the second has too."""
    with ExitStack() as stack:
        kinds = (socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)
        tcp, udp = (stack.enter_context(socket.socket(*kind)) for kind in kinds)
        tcp.bind(("127.0.0.1", 0))
        udp.bind(tcp.getsockname())
        named, abstract = (stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
        named.bind(os.path.relpath(home / "socket"))
        abstract.bind(f"\0exporter-sandbox-{os.getpid()}")
        for one in (tcp, named, abstract):
            one.listen()
        yield [tcp, udp, named, abstract]


@pytest.fixture(scope="module")
def worker(home: Path) -> Iterator[Workers]:
    """One worker that reads the pages of the checkout."""
    with Workers(1, None, Confinement(inputs=(home / "checkout/content",), required=True)) as workers:
        yield workers


def state(home: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return the mode, time and bytes of everything around the home folder."""
    found = {}
    for path in sorted(home.parent.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_leaves_no_trace(worker: Workers, home: Path, listeners: list[socket.socket], name: str) -> None:
    """The attack is refused; afterwards no file outside has changed and no packet has come."""
    tcp, *_, abstract = listeners
    before = state(home)
    target = Target(name, home, tcp.getsockname(), abstract.getsockname().decode(), os.getpid())
    assert run_one(worker, attack, target).startswith("refused: "), name
    assert state(home) == before
    for path in ("/tmp/exporter-sandbox-test", "/dev/shm/exporter-sandbox-test", Path(__file__).with_name("stolen.py")):
        assert not Path(path).exists()
    for listener in listeners:
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.recv(1) if listener.type == socket.SOCK_DGRAM else listener.accept()


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_runs_nothing(worker: Workers, home: Path, name: str) -> None:
    """A result that would act where it is read is that worker's end; the next one works."""
    before = state(home)
    failure = run_one(worker, result, (name, home))
    assert isinstance(failure, Failure), name
    assert failure.finding.code == "crash"
    assert state(home) == before
    assert "this" not in sys.modules


@pytest.mark.parametrize(
    "data", [b"\x80\x04cexporter.disk\nos.getcwd\n)R.", b"\x80\x04cexporter\nexporter\n.", b"junk"]
)
def test_only_values_come_by_the_pipe(data: bytes) -> None:
    """A name behind a dot, a module and broken bytes are refused with the error that ends a worker."""
    reader, writer = fork_server.context().Pipe(duplex=False)
    with reader, writer:
        writer.send_bytes(data)
        with pytest.raises(OSError, match="gave no values"):
            reader.recv()


def test_secrets_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that starts workers gives them no variable with the name of a secret, and keeps its own."""
    secrets = {"CI_JOB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "EXPORTER_CACHE_KEY"}
    for name in (*secrets, "LANGUAGE_KEYS"):
        monkeypatch.setenv(name, "a")
    with fork_server._as_with_safe_path():
        assert os.environ.keys() & {*secrets, "LANGUAGE_KEYS"} == {"LANGUAGE_KEYS"}
    assert os.environ.keys() >= secrets


def test_the_work_of_a_worker_goes_on(worker: Workers, home: Path) -> None:
    """A worker reads its inputs, writes to its own folder, and has nothing of the terminal."""
    assert run_one(worker, usual, home / "checkout/content/page.md") == ("untouched", b"own", True)


def usual(page: Path) -> tuple[str, bytes, bool]:
    """Do as a worker does."""
    own = scratch("usual")
    own.write_bytes(b"own")
    silent = all(os.path.samestat(os.fstat(number), os.stat(os.devnull)) for number in range(3))  # noqa: PTH116
    return page.read_text(), own.read_bytes(), silent
