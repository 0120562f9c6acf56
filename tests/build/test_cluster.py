"""A Dask cluster as the engine: the same files as here, whatever becomes of its workers."""

import hashlib
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from exporter.build.workers.cluster import Cluster
from exporter.build.workers.limits import WorkerLimits
from exporter.build.workers.tasks import Failure, run_all
from exporter.cli import run
from tests import faq_site
from tests.build.cluster_processes import LocalCluster, until
from tests.build.test_tasks import act
from tests.cli.conftest import Write

ROOT = Path(__file__).parents[2]


def sums(folder: Path) -> dict[str, str]:
    """The sha256 of each file below a folder."""
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_worker_is_killed_and_the_files_are_as_made_here(tmp_path: Path) -> None:
    """The seed, made by two workers of which one dies in the middle, and made here: every file is the same."""
    faq_site.write(tmp_path)
    here = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    command = [sys.executable, "-m", "exporter", "build", "--no-cache", "--quiet", "--out"]
    with LocalCluster(tmp_path) as cluster:
        cluster.add()
        victim = cluster.add()
        far = subprocess.Popen([*command, "far", "--cluster", cluster.address], **here)
        until(lambda: any((tmp_path / "far").rglob("*.*ml")) or far.poll() is not None)
        victim.kill()
        made = len(sums(tmp_path / "far"))
        subprocess.run([*command, "near"], **here, check=True)
        assert far.wait(60) == 0
    assert sums(tmp_path / "far") == sums(tmp_path / "near")
    assert made < len(sums(tmp_path / "far"))


def test_every_fault_is_one_finding_over_tls(tmp_path: Path) -> None:
    """A bug, a task that eats memory, one that kills its worker, one that hangs, and a worker of other versions."""
    other = tmp_path / "other" / "markupsafe-0.1.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: markupsafe\nVersion: 0.1\n")
    files = certificate(tmp_path)
    with LocalCluster(tmp_path, deaths=0, tls=files) as started:
        for path in (None, None, None, other.parent):
            started.add(path=path)
        started.wait_for_workers()
        with Cluster(started.address, WorkerLimits(seconds=1.0, memory=2 << 30), files) as workers:
            tasks = ["a", "raise", "eat", "hang", "b", "die", "c"]
            done = dict(run_all(workers, act, tasks, at_once=2))
    assert [done[t] for t in "abc"] == list("ABC")
    codes = {t: r.finding.code for t, r in done.items() if isinstance(r, Failure)}
    assert codes == {"raise": "internal", "eat": "memory", "hang": "timeout", "die": "crash"}
    refused = [str(found) for found in workers.findings]
    assert len(refused) == 1
    assert "warning[refused-worker]" in refused[0]
    assert "its markupsafe is 0.1, here it is" in refused[0]


def certificate(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate that vouches for itself, as authority, certificate and key."""
    names = (folder / "cert.pem", folder / "key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    where = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(names[0]), "-keyout", str(names[1])]
    subprocess.run([*made, *where], check=True, capture_output=True)
    return (names[0], *names)


def test_no_scheduler_is_one_error(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody there, or somebody there who is no scheduler: exit code 3 and one finding."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        threading.Thread(target=answer, args=(other,), daemon=True).start()
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        assert run(["build", "--in-process", "--cluster", address]) == 3
        assert f"error[cluster]: no Dask scheduler answers at '{address}'" in capsys.readouterr().err
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        assert run(["build", "--in-process", "--cluster", address]) == 3
    told = f"error[cluster]: no scheduler can be reached at '{address}': Connection refused"
    assert capsys.readouterr().err.startswith(told)
    assert not any(Path("out").rglob("*.html"))


def answer(server: socket.socket) -> None:
    """Say something else to everyone who comes."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cluster", "host"], "not an address of a scheduler: 'host'"),
        (["--cluster", "tls://host:8786"], "cannot be used with --cluster-tls"),
        (["--cluster", "tcp://host:8786", "--cluster-tls", "a", "b", "c"], "cannot be used with --cluster-tls"),
        (["--cluster", "tls://host:8786", "--cluster-tls", "a", "b", "c"], "no file 'a' for --cluster-tls"),
        (["--cluster-tls", "a", "b", "c"], "--cluster-tls needs --cluster"),
    ],
)
def test_wrong_arguments(site: Write, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    """What cannot be meant is told before anything is read or asked."""
    assert run(["build", "--in-process", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_without_the_extra(site: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """How to install it is said."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["build", "--in-process", "--cluster", "tcp://127.0.0.1:8786"]) == 3
    assert "pip install 'mdc-exporter[cluster]'" in capsys.readouterr().err
