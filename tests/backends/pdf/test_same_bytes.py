"""The same document gives the same bytes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.model.document import Document
from tests.backends.pdf.conftest import render

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import hashlib
from tests.backends.documents import sample_document
from tests.backends.pdf.conftest import render
print(hashlib.sha256(render(sample_document(), toc="always", hyphenation=False, **OPTIONS).data).hexdigest())
"""
SECOND = {"standard": ("a-4", "ua-2")}


def made_elsewhere(folder: Path, options: Mapping[str, object] | None = None, **environment: str) -> str:
    """The sha256 of the file as another process makes it, in ``folder`` and with these environment variables."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-c", f"OPTIONS = {options or {}}\n{SCRIPT}"]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, {"PYTHONHASHSEED": "12345", "TZ": "America/Lima"}],
)
def test_same_bytes_in_another_place(sample_pdf: bytes, tmp_path: Path, environment: dict[str, str]) -> None:
    """Neither folder nor time zone, language or hash seed get into the file."""
    assert made_elsewhere(tmp_path, **environment) == hashlib.sha256(sample_pdf).hexdigest()


def test_same_bytes_from_fonts_cut_anew(sample_pdf: bytes, tmp_path: Path) -> None:
    """A machine that has cut no fonts yet makes the same file."""
    assert made_elsewhere(tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache")) == hashlib.sha256(sample_pdf).hexdigest()


def test_same_bytes_of_the_second_standard(sample: Document, tmp_path: Path) -> None:
    """A file of PDF/UA-2 has the same bytes twice, and in another process and place."""
    first, second = (render(sample, toc="always", hyphenation=False, **SECOND).data for _ in range(2))
    assert first
    assert first == second
    elsewhere = made_elsewhere(tmp_path, SECOND, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert elsewhere == hashlib.sha256(first).hexdigest()
