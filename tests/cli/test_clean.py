"""``exporter clean``: the cache's entries, or files of exports that are gone, and nothing of anybody else."""

from pathlib import Path

import pytest

from exporter.cachedir_tag import TAG
from exporter.cli import run
from tests.cli.conftest import CONFIGURATION, Write

SECOND = "  - {page: good.md, section: Second, output: files/deep/second}\n"
GONE = Path("out/public/files/deep/second.html")


@pytest.fixture
def orphaned(site: Write) -> Write:
    """A site with a file whose export is gone."""
    site("exporter.yaml", CONFIGURATION + SECOND)
    assert run(["build", "--in-process", "-q"]) == 0
    site("exporter.yaml", CONFIGURATION)
    return site


def test_only_what_was_written_and_is_gone_is_removed(orphaned: Write) -> None:
    """The orphan and its empty folder go; current files and those of others stay."""
    theirs = orphaned("out/public/files/theirs.html", "by somebody else")
    assert run(["clean", "--orphans"]) == 0
    assert not GONE.parent.exists()
    assert theirs.is_file()
    assert Path("out/public/files/good.html").is_file()
    assert run(["check", "-q", "--strict"]) == 0


def test_an_orphan_that_was_changed_by_hand_stays(orphaned: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody's work is never removed."""
    GONE.write_text("by hand")
    assert run(["clean", "--orphans"]) == 0
    assert "kept, since" in capsys.readouterr().out
    assert GONE.read_text() == "by hand"


def test_dry_run_and_the_cache_alone_remove_no_file(orphaned: Write, tmp_path: Path) -> None:
    """Without --orphans only the cache is emptied, and of its folder only what the exporter put there."""
    kept = tmp_path / "cache/note.txt"
    kept.write_text("not an entry")
    assert run(["clean", "--orphans", "--dry-run"]) == 0
    assert run(["clean"]) == 0
    assert GONE.is_file()
    assert {path.name for path in (tmp_path / "cache").rglob("*")} == {TAG, kept.name}
