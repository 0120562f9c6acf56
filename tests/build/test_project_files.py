"""Files whose change starts a new build, and that no output may replace."""

from pathlib import Path

import pytest

from exporter.build.project_files import ProjectFiles

CONTENT = Path("site/content")


@pytest.mark.parametrize(
    ("name", "affects"),
    [
        ("guide/a.md", True),
        ("guide/.navigation.yml", True),
        ("guide/_dir.yml", True),
        ("_drafts/.navigation.yml", False),
        ("guide/notes.yml", False),
    ],
)
def test_navigation_files_are_of_the_project(tmp_path: Path, name: str, affects: bool) -> None:
    """A change of a folder's title or place builds its books again; files of hidden folders are of no book."""
    path = tmp_path / CONTENT / name
    path.parent.mkdir(parents=True)
    path.write_text("title: A\n")
    files = ProjectFiles(frozenset(), tmp_path / CONTENT, ())
    assert files.affects(path) is affects
    assert files.protects(path) is (path.name != "notes.yml")
