"""The seed's PDFs as a reader of paper sees them."""

from pathlib import Path
from typing import Any

import pytest

from exporter.backends.pdf import engine
from exporter.cli import run
from tests.backends.pdf.typography import faults

ROOT = Path(__file__).resolve().parents[2]


def test_the_pages_of_every_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No heading at a foot, no lone line, nothing outside the page, no word's tail at an end, heads of one line."""
    layouts: list[Any] = []
    write = engine.Paper.write

    def keeping(paper: engine.Paper, layout: Any, *rest: Any) -> bytes:
        layouts.append(layout)
        return write(paper, layout, *rest)

    monkeypatch.setattr(engine.Paper, "write", keeping)
    monkeypatch.chdir(ROOT)
    assert run(["build", "--to", "pdf", "--out", str(tmp_path), "--in-process", "--no-cache"]) == 0
    assert len(layouts) == 5
    assert [fault for layout in layouts for fault in faults(layout)] == []
    assert min(len(layout.pages) for layout in layouts) == 1
