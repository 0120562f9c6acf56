"""Broken manifests and notes count as absent, with a finding, and no file is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.cli import run
from exporter.output.folder import Folder
from exporter.output.manifest import Manifest
from exporter.output.publish_folder import NOTE
from tests.cli.conftest import Write, site

__all__ = ["site"]

WRONG: list[Any] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "\0",
    "\ud800",
    "../../../etc/hostname",
    "/dev/zero",
    "x" * 5000,
    [],
    ["x"],
    [[]],
    [{}],
    {},
    {"x": 1},
    {"x": {}},
    {"": [None]},
]
FINDING = {"code": "a", "severity": "note", "message": "b", "file": "c", "line": 1, "column": 1}
FINDING |= {"end_line": 1, "end_column": 2, "node": [0, 1, 2]}


def build() -> int:
    """One build in this process."""
    return run(["build", "--in-process"])


@pytest.fixture
def built(site: Write) -> Path:
    """The manifest of a site that was built."""
    assert build() == 0
    return Path("out/manifest.json")


def damaged(path: Path, value: Any) -> None:
    """Write any JSON in the place of a file."""
    path.write_bytes(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def test_each_field_of_any_type_ends_no_command(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An entry with a field of a wrong type is absent; build, check, list, publish and clean go on."""
    good = json.loads(built.read_text())
    page = Path("out/public/files/good.html").read_bytes()
    fields = [*good["files"][0], "section", "standards", "units", "unknown"]
    for value in WRONG:
        entries = [{**good["files"][0], "path": f"public/files/{name}.html", name: value} for name in fields]
        damaged(built, {**good, "files": [*good["files"], *entries], "orphans": entries})
        assert run(["check"]) in (0, 1)
        assert build() == 0
        assert Path("out/public/files/good.html").read_bytes() == page
    said = capsys.readouterr().err
    assert "internal" not in said and "Traceback" not in said
    assert "warning[broken-manifest]: cannot read all of 'manifest.json': entry 2 of 'files': '" in said


@pytest.mark.parametrize("name", ["findings", "sources", "inputs", "units", "standards"])
def test_nested_values_of_wrong_types_are_told(built: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The content of lists and mappings is checked too, and a broken entry is written anew."""
    good = json.loads(built.read_text())
    nested = [{**FINDING, key: value} for key in FINDING for value in WRONG] if name == "findings" else WRONG
    wrapped = [[value] if name in ("findings", "standards") else {"x": value} for value in nested]
    entries = [{**good["files"][0], "path": f"{number}.html", name: value} for number, value in enumerate(wrapped)]
    damaged(built, {**good, "files": [*entries, {**good["files"][0], name: wrapped[0]}], "orphans": entries})
    assert run(["check"]) in (0, 1)
    assert run(["clean", "--orphans", "--dry-run"]) == 0
    assert build() == 0
    assert "internal" not in capsys.readouterr().err
    assert build() == 0
    assert "broken-manifest" not in capsys.readouterr().err


@pytest.mark.parametrize("member", ["version", "environment", "files", "orphans", "unknown"])
def test_members_of_wrong_types_are_told(built: Path, capsys: pytest.CaptureFixture[str], member: str) -> None:
    """An invalid manifest counts as absent: its files are left alone unless they are the same."""
    good = json.loads(built.read_text())
    for value in WRONG:
        damaged(built, {**good, member: value})
        Path("out/public/files/good.html").write_text("someone's")
        build()
        assert Path("out/public/files/good.html").read_text() == "someone's"
    said = capsys.readouterr().err
    assert "internal" not in said
    assert ("broken-manifest" in said) is (member != "unknown")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"nan",
        b"[" * 100_000,
        b"1" * 10_000,
        b"\xff\xfe",
        b'"\xed\xa0\x80"',
        b'{"version": 1e999}',
        b"\0",
    ],
)
@pytest.mark.parametrize("file", ["manifest.json", ".journal", "exporter.lock", NOTE])
def test_files_that_are_no_json_end_no_command(
    site: Write, capsys: pytest.CaptureFixture[str], text: bytes, file: str
) -> None:
    """The manifest, the journal, the lock of pictures and the note of what was published are read with care."""
    with Path("exporter.yaml").open("a") as config:
        config.write("publish: {/: public}\n")
    assert build() == 0
    assert run(["publish"]) == 0
    folder = {"exporter.lock": Path(), NOTE: Path("public")}.get(file, Path("out"))
    (folder / file).write_bytes(text)
    assert build() in (0, 1, 2)
    Path("content/good.md").write_text("---\ntitle: Good\n---\n\nOther words.\n")
    assert build() in (0, 1, 2)
    assert run(["publish"]) in (0, 1, 2)
    assert run(["check"]) in (0, 1, 2)
    said = capsys.readouterr().err
    assert "internal" not in said and "Traceback" not in said
    if file in ("manifest.json", NOTE):
        assert f"cannot read all of '{file}'" in said


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["path", "sha256", "pages", "findings", "sources", "units", "key"]), value=VALUES)
def test_whatever_is_read_can_be_written_and_read_again(tmp_path: Path, name: str, value: Any) -> None:
    """An entry that counts has values of the right types: the same bytes come back."""
    own = {"path": "a", "export": "a", "format": "html", "sha256": "0" * 64, "size": 1, "pages": None}
    own |= {"title": "", "page": "", "findings": [FINDING]}
    damaged(
        tmp_path / "manifest.json", {"version": 1, "environment": {}, "files": [{**own, name: value}], "orphans": []}
    )
    manifest = Folder(tmp_path).manifest
    assert Manifest.from_json(manifest.to_json()) == manifest
    for path in manifest.files:
        Folder(tmp_path).verdict(path)
