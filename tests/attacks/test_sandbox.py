"""Code that runs inside a worker writes to no file but those of its own folder, and reaches no network or process."""

import hashlib
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.build.workers import Workers, fork_server
from exporter.build.workers.confinement import Confinement
from exporter.build.workers.tasks import Failure, run_one
from exporter.fonts import store
from exporter.fonts.cutting import fulfil
from exporter.fonts.families import BY_NAME, FontFile, source
from exporter.fonts.instances import instance
from exporter.fonts.subset import _woff2, subset
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


def fonts() -> dict[Path, float]:
    """Return the time of each cut font."""
    return {path: path.lstat().st_mtime for path in store.folder().rglob("*")}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_leaves_no_trace(worker: Workers, home: Path, listeners: list[socket.socket], name: str) -> None:
    """The attack is refused; afterwards no file outside has changed and no packet has come."""
    tcp, *_, abstract = listeners
    before, cut = state(home), fonts()
    target = Target(name, home, tcp.getsockname(), abstract.getsockname().decode(), os.getpid())
    assert run_one(worker, attack, target).startswith("refused: "), name
    assert (state(home), fonts()) == (before, cut)
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


@pytest.mark.parametrize("own", [False, True], ids=["a shipped family", "a font of the theme"])
def test_a_worker_orders_shipped_fonts_and_keeps_others(worker: Workers, own: bool) -> None:
    """Another process makes shipped fonts, the same bytes, for all pages; a theme's font stays with the worker."""
    family = BY_NAME["Noto Sans"]
    key = hashlib.sha256("".join(RARE).encode()).hexdigest()[:24]
    shared = store.folder() / f"subsets/{instance(family, 400).stem}-{key}.woff2"
    shared.unlink(missing_ok=True)
    made, kept = run_one(worker, cut_font, own)
    expected = _woff2(instance(family, 400).read_bytes(), "".join(RARE))
    assert (made, kept) == (expected, own)
    assert (shared.read_bytes() if shared.exists() else b"") == (b"" if own else expected)
    shared.unlink(missing_ok=True)


RARE = ["\u01a2", "\ua738", "\ua74e"]  # letters that no other test writes together


def cut_font(own: bool) -> tuple[bytes, bool]:
    """Cut a font as a worker does; return it, and whether the worker has it to itself."""
    family = BY_NAME["Noto Sans"]
    if own:
        file = FontFile(weights=(400,), style="normal", sha256="", data=source(family, "normal"))
        family = replace(family, files=(file,))
    data = subset(family, 400, "normal", RARE)
    return data, any(path.read_bytes() == data for path in Path(tempfile.gettempdir()).rglob("*.woff2"))


@pytest.mark.parametrize(
    "change",
    [
        {"family": "../../family"},
        {"kind": "put"},
        {"weight": "400"},
        {"weight": 10**9},
        {"style": "../normal"},
        {"text": ["a"]},
        {"file": "stolen"},
    ],
    ids=str,
)
def test_an_order_is_a_font_by_its_name(change: dict[str, object]) -> None:
    """Another family, kind, weight or style, a wrong type and one value more are refused before anything is made."""
    order = {"kind": "instance", "family": "Noto Sans", "weight": 400, "style": "normal", "text": ""}
    with pytest.raises(ValueError, match=r"order|no file"):
        fulfil(json.dumps(order | change).encode())


def usual(page: Path) -> tuple[str, bytes, bool]:
    """Do as a worker does."""
    own = scratch("usual")
    own.write_bytes(b"own")
    silent = all(os.path.samestat(os.fstat(number), os.stat(os.devnull)) for number in range(3))  # noqa: PTH116
    return page.read_text(), own.read_bytes(), silent
