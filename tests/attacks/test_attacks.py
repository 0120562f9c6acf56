"""Every attack through the real command: what must happen does, and nothing else."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from exporter.backends import FORMATS, load
from exporter.cli import run
from tests.attacks import cases
from tests.attacks.attack import HEAD_LINES, SECRET, Attack
from tests.attacks.network import cut
from tests.attacks.oracle import faults, holds, words

SECONDS = 20  # an attack that takes as long hangs; most are done in a tenth of a second
ATTACKS = [a for m in iter_modules(cases.__path__) for a in import_module(f"{cases.__name__}.{m.name}").ATTACKS]
FOUND = re.compile(r"^(?:(?P<file>[^:\n]+):(?P<line>\d+):\d+: )?(?P<severity>[a-z]+)\[(?P<code>[a-z-]+)\]", re.M)
BUGS = {"internal", "crash", "timeout", "memory"}


def test_there_are_many_and_each_has_its_name() -> None:
    """At least 120 attacks; no two have one name."""
    assert len(ATTACKS) >= 120
    assert len({a.name for a in ATTACKS}) == len(ATTACKS)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network: whoever opens a socket gets an error."""
    cut(monkeypatch)


@pytest.fixture(scope="module")
def loaded() -> None:
    """The renderers, loaded before any attack's time is taken."""
    for name in FORMATS:
        load(name).environment()
    import_module("weasyprint")


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """An error where something computes for so long, or waits for six times as long; the tests' own backstop."""

    def stop(*_: object) -> None:
        raise TimeoutError("the attack hangs")

    before = {kind: signal.signal(kind, stop) for kind in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(6 * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for kind, handler in before.items():
            signal.signal(kind, handler)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name.replace(" ", "-"))
def test_attack(
    attack: Attack,
    loaded: None,
    away: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The findings and the exit code are right, no file is written elsewhere, nothing leaks into an output."""
    site = tmp_path / "site"
    (tmp_path / "secret.txt").write_text(SECRET)
    attack.write(site)
    before = _files(tmp_path, site / "out")
    monkeypatch.chdir(site)
    own = ["--in-process", "--no-cache", "-v"] if attack.command[0] == "build" else []
    with at_most(SECONDS):
        code = run([*attack.command, *own])
    told = "".join(capfd.readouterr())
    assert code == attack.exit, told
    assert "Traceback" not in told
    found = [m.groupdict() for m in FOUND.finditer(told)]
    assert not BUGS & {f["code"] for f in found} - {*attack.found}, told
    _check_found(attack, found, told)
    assert not faults(site / "out")
    made = words(site / "out")
    assert SECRET not in told
    assert not holds(site / "out", SECRET)
    assert [w for w in attack.shown if w not in made] == []
    assert [w for w in attack.absent if w in made] == []
    assert _files(tmp_path, site / "out") == before


def _check_found(attack: Attack, found: list[dict[str, str]], told: str) -> None:
    """What was expected is there, at its line; no other error is."""
    wanted = [w.rpartition(":")[::2] for w in attack.found]
    shift = 0 if attack.page.startswith("---") else HEAD_LINES
    for line, code in wanted:
        lines = {
            int(f["line"]) - (shift if f["file"].endswith(".md") else 0)
            for f in found
            if f["code"] == code and f["line"]
        }
        there = any(f["code"] == code for f in found)
        assert there and (not line or int(line) in lines), f"no {code} at line {line or 'any'}:\n{told}"
    other = {f["code"] for f in found if f["severity"] == "error"} - {code for _, code in wanted}
    assert not other, told


def _files(folder: Path, out: Path) -> dict[Path, float]:
    """Every file but the outputs, with when it was changed."""
    return {p: p.lstat().st_mtime for p in folder.rglob("*") if not p.is_relative_to(out) and not p.is_dir()}
