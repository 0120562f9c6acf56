"""The public functions: what README and the documentation promise to Python programs."""

import subprocess
import sys
from pathlib import Path

import pytest

import exporter
from exporter import FileState, Severity, UsageError, cli, convert, open_project
from exporter.backends import FORMATS

PAGE = "---\ntitle: A page\n---\n\n# A page\n\nSome **words**.\n\n![](/no.png)\n"
BEGINNINGS = {"pdf": b"%PDF-", "docx": b"PK", "epub": b"PK", "html": b"<!DOCTYPE html>", "json": b"{"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two pages, one of them faulty."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "good.md").write_text("# Good\n\nWords.\n", "utf-8")
    (tmp_path / "content" / "bad.md").write_text("# Bad\n\n:badge{color=[}\n\n---\na: [\n", "utf-8")
    (tmp_path / "exporter.yaml").write_text("every_page: true\nformats: [html]\n", "utf-8")
    return tmp_path


def test_every_public_name_is_there() -> None:
    """``__all__`` names what can be imported, and nothing else is loaded lazily."""
    assert all(getattr(exporter, name) is not None for name in exporter.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        exporter.nothing  # noqa: B018


def test_the_import_alone_costs_nothing() -> None:
    """``import exporter`` loads no library."""
    code = "import sys, exporter; print([m for m in ('pydantic', 'weasyprint', 'lxml', 'PIL') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_becomes_a_file_of_each_format(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text belongs to the current folder's project; its findings have its lines."""
    monkeypatch.chdir(tmp_path)
    result = convert(PAGE, to=name)
    assert result.data is not None
    assert result.data.startswith(BEGINNINGS.get(name, b""))
    assert result.pages == (1 if name == "pdf" else None)
    (missing,) = (f for f in result.findings if f.code == "missing-image")
    assert missing.pos is not None
    assert (missing.severity, missing.pos.start.line) == (Severity.ERROR, 9)


def test_a_file_belongs_to_the_project_around_it(project: Path) -> None:
    """A path is read with the project's configuration, wherever the program runs; nothing is written."""
    (project / "exporter.yaml").write_text("site: {name: Our site}\n", "utf-8")
    before = sorted(project.rglob("*"))
    result = convert(project / "content" / "good.md", to="html")
    assert b"Our site" in (result.data or b"")
    assert not result.findings
    assert sorted(project.rglob("*")) == before


def test_wrong_arguments_have_a_hint(tmp_path: Path) -> None:
    """A misspelt format and a missing folder stop; a missing page is a finding."""
    with pytest.raises(UsageError, match="no format 'pfd'"):
        convert("words", to="pfd")
    with pytest.raises(UsageError, match="no folder"):
        open_project(tmp_path / "nowhere")
    result = convert(tmp_path / "nothing.md")
    assert (result.data, [f.code for f in result.findings]) == (None, ["missing-page"])


def test_paths_may_be_text(project: Path) -> None:
    """A configuration, a theme and folders are paths or their text; anything else is a ``TypeError`` of Python."""
    (project / "other.yaml").write_text("site: {name: Our site}\nformats: [html]\n", "utf-8")
    made = convert(project / "content" / "good.md", to="html", config=str(project / "other.yaml"))
    assert b"Our site" in (made.data or b"")
    open_project(str(project), out=str(project / "made"), theme="standard").build("good.md")
    assert (project / "made" / "public" / "good" / "good.html").is_file()
    with pytest.raises(TypeError, match=r"not '?dict"):
        convert("words", config={"site": {"name": "Our site"}})  # type: ignore[arg-type]


def test_a_project_is_planned_built_and_validated(project: Path) -> None:
    """One faulty page stops no other; a second build has nothing to do."""
    ours = open_project(project)
    assert [export.output for export in ours.plan()] == ["bad/bad", "good/good"]
    run = ours.build()
    states = {result.export: result.state for result in run.results}
    assert states["good/good"] is FileState.BUILT
    assert any(f.severity is Severity.ERROR for f in run.all_findings()) is (states["bad/bad"] is FileState.FAILED)
    assert (project / "out" / "public" / "good" / "good.html").is_file()
    assert [result.state for result in ours.build("good.md", formats=["html"]).results] == [FileState.CURRENT]
    assert {f.pos.file for f in ours.validate() if f.pos} <= {"content/bad.md"}


def test_a_cache_stays_apart_from_the_projects_own_files(project: Path) -> None:
    """The folder of outputs is no place for the cache, as on the command line."""
    with pytest.raises(UsageError, match="cannot be the cache folder"):
        open_project(project, cache=project / "out").build()


def test_a_release_is_packed_unless_pages_are_wrong(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors give the findings without an archive; the command line gives the same bytes."""
    (project / "content" / "bad.md").write_text("# Bad\n\n![](/no.png)\n", "utf-8")
    ours = open_project(project)
    failed = ours.release("v1")
    assert failed.archive is None
    assert any(finding.severity is Severity.ERROR for finding in failed.all_findings())
    (project / "content" / "bad.md").unlink()
    run = ours.release("v1", strict=True)
    assert run.archive is not None
    assert (run.archive.files, run.archive.path) == (1, f"{project.as_posix()}/out/releases/v1.zip")
    (project / "content" / "good.md").write_text("# Good\n\nOther words.\n", "utf-8")
    assert [finding.code for finding in ours.release("v1").all_findings()] == ["dated-file"]
    (project / "content" / "good.md").write_text("# Good\n\nWords.\n", "utf-8")
    monkeypatch.chdir(project)
    assert cli.run(["build", "--in-process", "-q", "--no-cache", "--release", "v1", "--out", "again"]) == 0
    assert Path("again/releases/v1.zip").read_bytes() == Path(run.archive.path).read_bytes()
    with pytest.raises(UsageError, match="'a/b' cannot be the name of a release: it has a slash"):
        ours.release("a/b")
