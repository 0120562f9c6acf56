"""Workers on systems without fork servers (Windows, macOS): each is started anew."""

import subprocess
import sys
from pathlib import Path

# A process that has what those systems have, before the exporter is imported.
PROGRAM = """
import sys
from multiprocessing import context

context.ForkServerContext, context.ForkServerProcess = context.SpawnContext, context.SpawnProcess
if __name__ == "__main__":
    from exporter.build.workers import fork_server, memory
    fork_server.can_fork, memory.HAS_LIMITS = lambda: False, False
    from exporter.cli import run
    sys.exit(run(["build", "--jobs", "2", "--no-cache"]))
"""


def test_pages_are_read_and_files_made_by_spawned_workers(tmp_path: Path) -> None:
    """A build without fork and without limits of memory makes the same files, and leaves no process behind."""
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "content").mkdir()
    for name in ("one", "two"):
        (tmp_path / "content" / f"{name}.md").write_text(f"# {name}\n\nWords.\n")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [html]\n")
    done = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 built, 0 failed" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out/public").rglob("*.html")) == ["one.html", "two.html"]
