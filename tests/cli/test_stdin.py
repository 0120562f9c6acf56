"""``build -``: a page from standard input."""

import io
import sys
from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

BUILD = ["build", "--in-process", "-"]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> "Typed":
    """A function that puts bytes into standard input."""
    return Typed(monkeypatch)


class Typed:
    """Standard input with bytes in it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, data: bytes) -> None:
        """Put the bytes there."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_a_page_goes_in_and_a_file_comes_out(site: Write, typed: Typed, capfdbinary: pytest.CaptureFixture) -> None:  # type: ignore[type-arg]
    """One format is written to standard output, and nothing else is."""
    typed("# Grüße\n\nWords.\n".encode())
    assert run([*BUILD, "--to", "text"]) == 0
    assert capfdbinary.readouterr().out.decode() == "Grüße\n=====\n\nWords.\n"
    assert not Path("out").exists()


def test_o_names_the_file_and_the_format(site: Write, typed: Typed) -> None:
    """The suffix says the format, as for any page."""
    typed(b"# A\n\nWords.\n")
    assert run([*BUILD, "-o", "a.html"]) == 0
    assert "<h1" in Path("a.html").read_text()


def test_findings_name_standard_input(site: Write, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    """Line and column are those of what was typed; pictures are looked for from the current folder."""
    typed(b"# A\n\n![A dog](dog.png)\n")
    assert run([*BUILD, "-o", "a.html"]) == 1
    assert "<stdin>:3:1: error[missing-image]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "arguments", "code", "message"),
    [
        (b"", ["--to", "html"], 2, "the page is empty"),
        (b"\xef\xbb\xbf", ["--to", "html"], 2, "the page is empty"),
        (b"caf\xe9", ["--to", "html"], 1, "error[bad-encoding]"),
        (b"words", [], 2, "needs a format"),
        (b"words", ["--to", "pdf,html"], 2, "2 are requested"),
        (b"words", ["content/good.md", "--to", "html"], 2, "must be the only name"),
        (b"words", ["--to", "html", "--shard", "1/2"], 2, "is built on this machine, in one part"),
        (b"words", ["--to", "html", "--watch"], 2, "cannot be watched"),
        (b"words", ["--to", "html", "--dry-run"], 2, "cannot be used together"),
    ],
)
def test_what_cannot_be_meant(
    site: Write,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    """It is told, and nothing is written."""
    typed(data)
    assert run([*BUILD, *arguments]) == code
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""


def test_a_page_has_its_limit(site: Write, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    """An endless stream is read as far as a page may be long."""
    site("exporter.yaml", "limits: {source: {page_bytes: 1000}}\n")
    typed(b"words " * 1000)
    assert run([*BUILD, "--to", "html"]) == 1
    assert "larger than 1,000 bytes" in capsys.readouterr().err
