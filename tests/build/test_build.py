"""The batch: only what changed is made, nobody's file is touched, and the manifest tells the truth."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.cli import run
from exporter.diagnostics import Diagnostics
from tests.cli.conftest import CONFIGURATION, Write

SECTIONS = """\
  - {page: good.md, section: First, output: files/first}
  - {page: good.md, section: Second, output: files/second}
  - {page: other.md, output: files/other}
"""
OTHER = "---\ntitle: Other\n---\n\nOther words.\n\n![A dot](/images/dot.svg)\n"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" fill="{}"/></svg>'
ALL = {"good", "first", "second", "other"}


@pytest.fixture
def built(site: Write, capsys: pytest.CaptureFixture[str]) -> Write:
    """The site with four exports, built."""
    site("exporter.yaml", CONFIGURATION + SECTIONS)
    site("content/other.md", OTHER)
    site("content/public/images/dot.svg", DOT.format("red"))
    assert build() == ALL
    capsys.readouterr()
    return site


def build(*arguments: str, code: int = 0) -> set[str]:
    """Run the build; the names of the files that were written."""
    assert run(["build", "--in-process", "--report", "report.json", *arguments]) == code
    files = json.loads(Path("report.json").read_text())["files"]
    return {Path(f["path"]).stem for f in files if f["state"] == "built"}


def states() -> dict[str, str]:
    """The state of each file in the last report."""
    files = json.loads(Path("report.json").read_text())["files"]
    return {Path(f["path"]).stem: f["state"] for f in files}


def replaced(path: Path, old: str, new: str) -> None:
    """Change a page's text."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_nothing_changed_makes_nothing_and_reads_no_page(built: Write) -> None:
    """Touching a file is no change, and a page whose bytes are known is not parsed."""
    Path("content/good.md").touch()
    assert build() == set()
    from exporter.cli.options import open_cache

    flow = Flow(open_project(Path.cwd(), Diagnostics()), open_cache(None))
    for export in flow.plan(Diagnostics()):
        flow.select(export)
    assert flow.pages_read == 0


def test_one_answer_makes_only_what_shows_it(built: Write) -> None:
    """The section's export and the whole page's are made; the other section's is not."""
    replaced(Path("content/good.md"), "Words of the second", "Other words of the second")
    assert build() == {"good", "second"}


def test_a_new_page_reads_no_other(built: Write) -> None:
    """Pages whose bytes are known are not parsed where another one comes; a link that leads to it now is made anew."""
    built("content/third.md", "---\ntitle: Third\n---\n\nWords of a third page.\n")
    from exporter.cli.options import open_cache

    flow = Flow(open_project(Path.cwd(), Diagnostics()), open_cache(None))
    for export in flow.plan(Diagnostics()):
        assert not flow.select(export).failed
    assert flow.pages_read == 1
    replaced(Path("content/good.md"), "Words of the first part", "A [link](fourth.md) in the first part")
    assert build() != set()
    assert "https://example.org/fourth.md" in Path("out/public/files/good.html").read_text()
    built("content/fourth.md", "---\ntitle: Fourth\n---\n\nWords.\n")
    assert build() == {"good", "first"}
    assert 'href="https://example.org/fourth"' in Path("out/public/files/good.html").read_text()


def test_moving_a_section_makes_nothing_of_it(built: Write) -> None:
    """Places are no content: what stands below moves down, and its export is current."""
    replaced(Path("content/good.md"), "Words of the first part.", "Words of the first part.\n\nMore of them.")
    assert build() == {"good", "first"}
    replaced(Path("content/good.md"), "title: Good", "title: Good\n# a remark")
    assert build() == set()


def test_a_picture_makes_what_shows_it(built: Write) -> None:
    """A picture's bytes are content, its date is not."""
    Path("content/public/images/dot.svg").touch()
    assert build() == set()
    built("content/public/images/dot.svg", DOT.format("blue"))
    assert build() == {"other"}


def test_a_title_in_the_configuration_makes_its_export(built: Write) -> None:
    """Of the configuration, what reaches an export is its content."""
    replaced(Path("exporter.yaml"), "output: files/other", "output: files/other, title: New")
    assert build() == {"other"}


def test_a_colour_makes_everything(built: Write) -> None:
    """A theme reaches every file."""
    built("theme/styles/theme.css", ":root { --accent: #123456; }")
    assert build("--theme", "theme") == ALL


def test_back_again_comes_from_the_cache(built: Write) -> None:
    """What was made once is not made again, also after something else was."""
    before = Path("out/public/files/second.html").read_bytes()
    replaced(Path("content/good.md"), "Words of the second", "Other words of the second")
    build()
    replaced(Path("content/good.md"), "Other words of the second", "Words of the second")
    assert build() == {"good", "second"}
    assert Path("out/public/files/second.html").read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, None])
def test_a_damaged_cache_does_no_harm(built: Write, tmp_path: Path, damage: bytes | None) -> None:
    """Broken entries are made anew; files that are current stay so."""
    for path in (p for p in (tmp_path / "cache").rglob("*") if p.is_file()):
        path.write_bytes(path.read_bytes()[:70] if damage is None else damage)
    assert build() == set()
    shutil.rmtree("out")
    assert build() == ALL


def test_force_makes_all_anew(built: Write) -> None:
    """Whatever is current or kept."""
    assert build("--force") == ALL


def test_dry_run_tells_why_and_writes_nothing(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The changed input is named."""
    replaced(Path("content/good.md"), "Words of the second", "Other words of the second")
    Path("out/public/files/other.html").unlink()
    before = {p: p.read_bytes() for p in Path("out").rglob("*") if p.is_file()}
    assert build("--dry-run") == set()
    told = capsys.readouterr().out.splitlines()
    assert "out/public/files/second.html: text changed" in told
    assert "out/public/files/other.html: gone" in told
    assert {p: p.read_bytes() for p in Path("out").rglob("*") if p.is_file()} == before


def test_what_is_of_another_version_is_named(
    built: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the environment is another, it is told what of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    capsys.readouterr()
    assert run(["build", "--dry-run"]) == 0
    assert "environment (SOURCE_DATE_EPOCH) changed" in capsys.readouterr().out


def test_files_of_others_are_not_touched(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither one that stood there before, nor one that was changed by hand; each is told; --force overwrites."""
    edited, foreign = Path("out/public/files/other.html"), Path("out/public/files/new.html")
    edited.write_text("by hand")
    foreign.write_text("theirs")
    built("exporter.yaml", CONFIGURATION + SECTIONS + "  - {page: good.md, section: First, output: files/new}\n")
    build(code=1)
    told = capsys.readouterr().err
    assert "error[edited-output]: 'out/public/files/other.html' was changed since the exporter wrote it" in told
    assert "error[foreign-file]: 'out/public/files/new.html' was not written by the exporter" in told
    assert (edited.read_text(), foreign.read_text()) == ("by hand", "theirs")
    build("--force")
    assert "by hand" not in edited.read_text()


def test_same_bytes_without_a_manifest_are_taken_over(built: Write) -> None:
    """Files that are as they would be made are fine, whoever wrote them."""
    Path("out/manifest.json").unlink()
    before = Path("out/public/files/good.html").stat().st_mtime_ns
    build()
    assert build() == set()
    assert Path("out/public/files/good.html").stat().st_mtime_ns == before


def test_files_whose_export_is_gone(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """They are listed as orphans, left where they are, and removed only when asked, but for one changed by hand."""
    built("exporter.yaml", CONFIGURATION)
    assert build() == set()
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert [e["path"] for e in manifest["orphans"]] == [f"public/files/{n}.html" for n in ("first", "other", "second")]
    assert Path("out/public/files/first.html").is_file()
    assert run(["check"]) == 0
    assert "warning[orphan]" in capsys.readouterr().err
    Path("out/public/files/other.html").write_text("by hand")
    assert run(["clean", "--orphans"]) == 0
    assert sorted(p.name for p in Path("out/public/files").iterdir()) == ["good.html", "other.html"]


def test_manifest_is_as_its_schema_says(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The schema that is printed fits the manifest that is written, and the manifest the files."""
    import hashlib

    assert run(["schema", "manifest"]) == 0
    schema = json.loads(capsys.readouterr().out)
    manifest = json.loads(Path("out/manifest.json").read_text())
    jsonschema.validate(manifest, schema)
    for entry in manifest["files"]:
        data = (Path("out") / entry["path"]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert [e["path"] for e in manifest["files"]] == sorted(e["path"] for e in manifest["files"])
    assert {e["section"] for e in manifest["files"] if "section" in e} == {"First", "Second"}


def test_manifest_of_a_part_keeps_the_rest(built: Write) -> None:
    """Building one output does not forget the others."""
    replaced(Path("content/good.md"), "Words of the second", "Other words of the second")
    assert build("files/second") == {"second"}
    assert len(json.loads(Path("out/manifest.json").read_text())["files"]) == 4


def test_shards_make_everything_once(built: Write) -> None:
    """The parts of a plan are even, and together the whole."""
    parts = [build("--force", "--shard", f"{n}/3", "--out", f"part{n}") for n in (1, 2, 3)]
    assert sorted(len(p) for p in parts) == [1, 1, 2]
    assert set.union(*parts) == ALL


def test_fail_fast_and_keep_going(built: Write) -> None:
    """The first failure ends the run, or none does."""
    for name in ("good", "other"):
        replaced(Path(f"content/{name}.md"), "title:", "# changed\ntitle:")
        with Path(f"content/{name}.md").open("a") as file:
            file.write("\n::ShFaq\n---\nqas: [\n---\n::\n")
    build("--fail-fast", code=1)
    assert list(states().values()).count("failed") == 1
    build(code=1)
    assert list(states().values()).count("failed") == 3


def test_strict_makes_warnings_grave(site: Write) -> None:
    """A warning is exit code 1 under --strict, and the file is there all the same."""
    site("content/good.md", "::ShFaqq\nWords.\n::\n")
    assert run(["build", "--in-process"]) == 0
    assert run(["build", "--in-process", "--strict"]) == 1


def test_one_file_where_the_user_says(site: Write, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """``-o`` writes one file, also to stdout, and notes nothing in the manifest."""
    assert run(["build", "files/good", "--in-process", "-o", str(tmp_path / "x.html")]) == 0
    capfdbinary.readouterr()
    assert run(["build", "files/good", "--in-process", "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "x.html").read_bytes()
    assert not Path("out").exists()


def test_summary_line(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """One line at the end, which names the folder, and nothing on stdout."""
    assert run(["build", "--in-process"]) == 0
    told = capsys.readouterr()
    assert re.fullmatch(r"1 built, 0 failed, 0 warnings, \d+\.\d s, in out\n", told.err)
    assert told.out == ""
    assert run(["build", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_check_names_what_changed(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Current, stale with the section that changed, missing, and changed by hand."""
    assert run(["check"]) == 0
    replaced(Path("content/good.md"), "Words of the second", "Other words of the second")
    Path("out/public/files/other.html").unlink()
    Path("out/public/files/first.html").write_text("by hand")
    capsys.readouterr()
    assert run(["check"]) == 1
    told = capsys.readouterr().err
    assert "error[stale-file]: 'files/good' is stale: section 'Second' changed" in told
    assert "error[missing-file]: 'out/public/files/other.html' is missing" in told
    assert "error[edited-output]: 'out/public/files/first.html' was changed since the exporter wrote it" in told
