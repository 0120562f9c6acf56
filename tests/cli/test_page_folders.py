"""``exporter init`` finds the pages of folders that people have."""

from pathlib import Path

import pytest

from exporter.cli import run
from exporter.cli.page_folders import inner_command, page_folder

FOLDERS = {
    "a vault of notes": (["My note.md", "Daily/2024-01-01.md", ".obsidian/hidden.md"], ".", None),
    "notes in folders alone": (["README.md", "recipes/soup.md"], ".", None),
    "a README alone": (["README.md", "CHANGELOG.md", "src/README.md"], None, None),
    "nested docs": (["README.md", "docs/a/b/x.md"], "docs", None),
    "packages of others": (["README.md", "node_modules/x/guide.md"], None, None),
    "nothing": ([], None, None),
    "a Nuxt site with its pages": (["nuxt.config.ts", "content/index.md"], None, None),
    "a Nuxt site without pages": (["nuxt.config.ts", "server/notes.md"], None, None),
    "a Nuxt layer": (
        ["nuxt.config.ts", "layers/docs/nuxt.config.ts", "layers/docs/content/index.md"],
        "layers/docs/content",
        None,
    ),
    "a repository of several": (
        ["package.json", "apps/web/nuxt.config.ts", "apps/web/content/index.md"],
        None,
        "apps/web",
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_where_pages_are(name: str, tmp_path: Path) -> None:
    """The likeliest folder, or the project inside."""
    files, pages, inside = FOLDERS[name]
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("# Page\n")
    assert inner_command(tmp_path) == (f"exporter init {tmp_path.as_posix()}/{inside}" if inside else None)
    if inside is None:
        assert page_folder(tmp_path) == pages


def test_a_vault_is_set_up_and_built_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the packages of others nor the Markdown that the first build wrote are pages of the second."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / ".cache"))
    Path("My note.md").write_text("# My note\n\nWords.\n")
    Path("node_modules/x").mkdir(parents=True)
    Path("node_modules/x/a.md").write_text("# Others\n")
    assert run(["init"]) == 0
    assert 'content: "." (from ./)' in capsys.readouterr().out
    for state in ("1 built, 0 failed, 0 warnings", "0 built"):
        assert run(["build", "--to", "gfm", "--in-process"]) == 0
        assert capsys.readouterr().err.startswith(state)
    assert [path.name for path in Path("out/public").rglob("*.md")] == ["my-note.md"]


def test_the_project_inside_is_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the top of a repository of several projects nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "apps/web/content").mkdir(parents=True)
    (tmp_path / "apps/web/content/index.md").write_text("# Home\n")
    (tmp_path / "apps/web/nuxt.config.ts").write_text("export default {}\n")
    assert run(["init"]) == 0
    assert "next: exporter init apps/web\n" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["apps"]
