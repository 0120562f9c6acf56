"""A small site to run commands in."""

from collections.abc import Callable
from pathlib import Path

import pytest

CONFIGURATION = """\
site: {url: https://example.org}
formats: [html]
exports:
  - {page: good.md, output: files/good}
"""
GOOD = "---\ntitle: Good\n---\n\n## First\n\nWords of the first part.\n\n## Second\n\nWords of the second part.\n"

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """A function that writes a file of the site, in whose folder the test runs; the cache is the test's own."""
    folder = tmp_path / "site"

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    write("exporter.yaml", CONFIGURATION)
    write("content/good.md", GOOD)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return write
