"""The only file of an export is made with its document, by one task; nobody can see a difference."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

from exporter.build import batch
from exporter.build.batch import BatchOptions
from exporter.build.outcome import FileState, Run
from exporter.build.project import open_project
from exporter.build.within_limits import limited_workers, open_flow
from exporter.cache import Cache
from exporter.diagnostics import Diagnostics

PAGES = {
    "plain": "# Plain\n\nWords.\n",
    "linked": "# Linked\n\nWords and ![a picture](/none.png)\n",
    "parts": "# Parts\n\n## One\n\n::ShAlert{colour=1}\nWords\n::\n\n## Two\n\n[One](/files/one.html)\n",
    "wrong": "# Wrong\n\n::ShAlert{color=1}\n",
}
ENTRIES = "  - {{page: content/{0}.md, output: files/{0}}}\n"
PARTS = "".join(f"  - {{page: content/parts.md, section: {name}, output: files/{name}}}\n" for name in ("one", "two"))


def _built(folder: Path, pages: dict[str, str], *, force: bool = False) -> tuple[Run, list[str]]:
    """The run over a site, and the functions of the tasks that its workers had."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / "content" / f"{name}.md").write_text(text)
    entries = "".join(ENTRIES.format(name) for name in pages) + PARTS
    (folder / "exporter.yaml").write_text(f"site: {{url: https://example.org}}\nformats: [html]\nexports:\n{entries}")
    project = open_project(folder, Diagnostics())
    with limited_workers(project, in_process=True) as workers:
        flow, done = open_flow(project, workers, Cache(folder / "cache")), list[str]()
        submit = workers.engine.submit

        def noted(guarded: Any, function: Any, task: Any) -> Any:
            done.append(function.__name__)
            return submit(guarded, function, task)

        with patch.object(workers.engine, "submit", noted):
            exports = flow.plan(Diagnostics())
            run = batch.build(flow, exports, exports, workers, BatchOptions(force=force))
            flow.records.save()
            return run, done


def test_files_findings_and_manifest_are_the_same_either_way(tmp_path: Path) -> None:
    """Pages with and without findings, and sections, come out alike with one task each and with two."""
    once, done = _built(tmp_path / "once", PAGES)
    with patch.object(batch, "made_at_once", return_value=None):
        twice, more = _built(tmp_path / "twice", PAGES)
    assert (done.count("make_file"), more.count("make_file")) == (3, 6)
    files = {path.relative_to(tmp_path / "once"): path.read_bytes() for path in (tmp_path / "once/out").rglob("*.*")}
    assert len(files) >= 6
    assert files == {
        path.relative_to(tmp_path / "twice"): path.read_bytes() for path in (tmp_path / "twice/out").rglob("*.*")
    }
    for one, other in zip(once.results, twice.results, strict=True):
        assert (one.export, one.state, one.findings) == (other.export, other.state, other.findings)


def test_a_page_of_several_exports_is_read_once(tmp_path: Path) -> None:
    """Files made anew from known pages: the page of three exports is read for all of them, the others where needed."""
    _, first = _built(tmp_path, PAGES)
    assert first.count("_read") == len(PAGES)
    run, again = _built(tmp_path, PAGES, force=True)
    assert again.count("_read") == 1
    assert {result.state for result in run.results} == {FileState.BUILT}
