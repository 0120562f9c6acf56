"""A run without changes takes the result of the last one, and any change of its inputs or files ends that."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.api.session import Session, opened_project
from exporter.build.flow import Flow
from exporter.build.last_run import LastRun
from exporter.build.outcome import FileState, Run
from exporter.build.workers import Workers
from exporter.cache import Cache
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.model.export import Export

KEY = "ab" * 32
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
PAGES = {
    "one.md": "# One\n\n![A square](/square.svg)\n\n![Missing](/missing.svg)\n\n[The other](/part/two)\n",
    "part/two.md": "# Two\n\nWords of the second page.\n",
}
CONFIG = """theme: looks
formats: [html]
severities: {missing-image: warning}
html: {fonts: system}
exports:
  - {pages: ["**"], output: book}
  - {page: one.md, output: first}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built, with the record of that run."""
    folder = tmp_path_factory.mktemp("last-run")
    for name, text in PAGES.items():
        _write(folder / "content" / name, text.encode())
    _write(folder / "content/public/square.svg", PICTURE)
    _write(folder / "exporter.yaml", CONFIG.replace("html: {fonts: system}\n", "").encode())
    _write(folder / "looks/styles/tokens.css", b":root { --accent: #123456; }\n")
    with opened(folder) as (session, last):
        assert last.unchanged() is None
        exports, run, findings = _built(session)
        last.note(run, findings, exports)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Session, LastRun]]:
    """Open the site as a command does, with everything in this process."""
    diagnostics = Diagnostics()
    cache = Cache(folder / ".exporter-cache")
    project = opened_project(folder, diagnostics, cache=cache)
    flow = Flow(project, cache)
    yield Session(flow, Workers(in_process=True), diagnostics), LastRun(flow, cache, KEY, tuple(diagnostics))


def _built(session: Session) -> tuple[tuple[Export, ...], Run, tuple[Diagnostic, ...]]:
    exports = session.plan()
    run = session.build(exports, exports)
    return exports, run, session.findings(exports)


def _write(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_nothing_changed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result is that of a whole run, without a page read, known or planned."""
    with opened(site) as (session, _):
        _, whole, findings = _built(session)
    monkeypatch.setattr(Flow, "known", property(lambda _: pytest.fail("a page was looked at")))
    with opened(site) as (_, last):
        same = last.unchanged()
    assert same is not None
    run, told = same
    assert list(run.results) == list(whole.results)
    assert {result.state for result in run.results} == {FileState.CURRENT}
    assert (told, run.where, run.version) == (findings, whole.where, whole.version)


def _new(data: bytes) -> Callable[[bytes | None], bytes | None]:
    return lambda _: data


def _gone(_: bytes | None) -> None:
    return None


def _longer(old: bytes | None) -> bytes:
    return (old or b"") + b"\n"


CHANGES: dict[str, tuple[str, Callable[[bytes | None], bytes | None]]] = {
    "a page": ("content/one.md", lambda old: (old or b"").replace(b"One", b"Won")),
    "a new page": ("content/three.md", _new(b"# Three\n")),
    "a page less": ("content/part/two.md", _gone),
    "a picture": ("content/public/square.svg", lambda old: (old or b"").replace(b"<rect", b"<rect x='1'")),
    "a missing picture": ("content/public/missing.svg", _new(PICTURE)),
    "a folder's navigation": ("content/part/.navigation.yml", _new(b"title: Another\n")),
    "the configuration": ("exporter.yaml", lambda old: (old or b"").replace(b"warning", b"off")),
    "places in the configuration": ("exporter.yaml", lambda old: b"# comment\n" + (old or b"")),
    "options of a format": ("exporter.yaml", _new(CONFIG.encode())),
    "the theme": ("looks/styles/tokens.css", _new(b":root { --accent: #654321; }\n")),
    "answers": ("accessibility.yaml", _new(b"[]\n")),
    "an edited output": ("out/public/book.html", _longer),
    "an output less": ("out/public/first.html", _gone),
    "the manifest": ("out/manifest.json", _longer),
    "the journal of a killed run": ("out/.journal", _new(b'["public/book.html", "00"]\n')),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(site: Path, name: str) -> None:
    """A change of one file ends the use of the record; the file as it was brings it back."""
    file, changed = CHANGES[name]
    path = site / file
    old = path.read_bytes() if path.exists() else None
    assert changed(old) != old
    _write(path, changed(old))
    try:
        with opened(site) as (_, last):
            assert last.unchanged() is None
    finally:
        _write(path, old)
    with opened(site) as (_, last):
        assert last.unchanged() is not None


def test_the_environment_counts(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of what the bytes depend on ends the use of the record."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    with opened(site) as (_, last):
        assert last.unchanged() is None


def test_another_project_counts(site: Path, tmp_path: Path) -> None:
    """A copy of the site, with the same cache, is another project."""
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    with opened(copy) as (_, last):
        assert last.unchanged() is None


def test_no_record_is_left_of_another_manifest(site: Path) -> None:
    """Another run has written the manifest since: the next run looks for itself."""
    with opened(site) as (session, last):
        exports, run, findings = _built(session)
        new = replace(last, key="cd" * 32)
        new.note(replace(run, manifest="00" * 32), findings, exports)
        assert new.unchanged() is None


def test_no_record_is_left_of_a_failed_file(site: Path) -> None:
    """The next run tries to make it again."""
    page = site / "content/one.md"
    old = page.read_bytes()
    page.write_bytes(b"---\ntitle: [\n---\n" + old)
    try:
        with opened(site) as (session, last):
            exports, run, findings = _built(session)
            assert FileState.FAILED in {result.state for result in run.results}
            new = replace(last, key="cd" * 32)
            new.note(run, findings, exports)
            assert new.unchanged() is None
    finally:
        page.write_bytes(old)
    with opened(site) as (session, last):
        exports, run, findings = _built(session)
        last.note(run, findings, exports)


@pytest.mark.parametrize("lie", [None, [], {"state": 1}, {"results": {"tuple": []}}, {"findings": 1}])
def test_a_lying_record_counts_as_none(site: Path, lie: object) -> None:
    """A record of another form, or with parts of other types, is not used and ends no run."""
    cache = Cache(site / ".exporter-cache")
    kept = cache.get_json("run", KEY)
    cache.put_json("run", KEY, {**kept, **lie} if isinstance(lie, dict) else lie)
    with opened(site) as (_, last):
        assert last.unchanged() is None
    cache.put_json("run", KEY, kept)
