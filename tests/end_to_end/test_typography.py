"""The seed's PDFs as a reader of paper sees them."""

from pathlib import Path
from typing import Any

import pytest

from exporter.backends.pdf import engine
from exporter.cli import run
from tests.backends.pdf.typography import faults, short_end

ROOT = Path(__file__).resolve().parents[2]


def test_the_pages_of_every_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No heading at a foot, no lone line, nothing outside the page, no word's tail at an end, heads of one line.

    No page ends within a word, and none is there for a few lines.
    """
    found: list[list[str]] = []
    sheets: list[int] = []
    short: list[bool] = []
    write = engine.Typesetter.write

    def looking(typesetter: engine.Typesetter, layout: Any, *rest: Any) -> bytes:
        found.append(list(faults(layout)))  # now, for writing takes the boxes apart
        sheets.append(len(layout.pages))
        short.append(short_end(layout))
        return write(typesetter, layout, *rest)

    monkeypatch.setattr(engine.Typesetter, "write", looking)
    monkeypatch.chdir(ROOT)
    assert run(["build", "--to", "pdf", "--out", str(tmp_path), "--in-process", "--no-cache"]) == 0
    assert found == [[]] * 6
    assert not any(short)
    assert min(sheets) == 1
