"""Published releases beside wrong repetitions, other people's files and deleted exports."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from exporter.cli import run
from exporter.output.downloads import downloads_schema
from exporter.output.publish_folder import JOURNAL, NOTE

CONFIGURATION = """\
site: {url: https://example.org}
formats: [html, text]
publish: {/: site/public}
exports:
  - {output: "guides/Handbook-{version}", page: guide.md}
  - {output: notes/Minutes-20260105-D, page: notes.md, formats: [text]}
  - {output: notes/Plain, page: notes.md, formats: [text]}
"""
GUIDE = (
    "---\ntitle: The Handbook\nlang: de\n---\n\n## Anfang\n\nErste Worte. [Diese Datei](/guides/Handbook-latest.html)\n"
)
PUBLIC = Path("site/public")


def git(*arguments: str) -> None:
    """One git command in the repository."""
    names = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


def release(name: str) -> int:
    """Commit, tag, build and publish a release; the exit code of its publication."""
    git("add", ".")
    git("commit", "-q", "--allow-empty", "-m", name)
    git("tag", name)
    assert run(["build", "--in-process", "-q", "--strict", "--release", name]) == 0
    return run(["publish", "-q", "--release", name])


def published() -> dict[str, bytes]:
    """The published files by their paths."""
    files = (path for path in sorted(PUBLIC.rglob("*")) if path.is_file() and path.name != NOTE)
    return {path.relative_to(PUBLIC).as_posix(): path.read_bytes() for path in files}


def downloads() -> list[dict[str, object]]:
    """The list of downloads, which keeps its schema."""
    value = json.loads((PUBLIC / "downloads.json").read_bytes())
    Draft202012Validator(downloads_schema()).validate(value)
    return list(value["downloads"])


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repository with two published releases."""
    folder = tmp_path_factory.mktemp("releases")
    with pytest.MonkeyPatch.context() as patch:
        (folder / "site" / "content").mkdir(parents=True)
        patch.chdir(folder / "site")
        patch.setenv("EXPORTER_CACHE", str(folder / "cache"))
        for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        Path("exporter.yaml").write_text(CONFIGURATION)
        Path(".gitignore").write_text("out/\n")
        Path("content/guide.md").write_text(GUIDE)
        Path("content/notes.md").write_text("---\ntitle: Notes\n---\n\n## One\n\nPlain words.\n")
        git("init", "-q", "-b", "main")
        assert release("v4.9") == 0
        Path("content/guide.md").write_text(GUIDE.replace("Erste", "Zweite"))
        assert release("v4.10") == 0
        yield folder


@pytest.fixture
def repository(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository, in which the test runs."""
    shutil.copytree(released, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy" / "site")
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "copy" / "cache"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path / "copy"


def test_the_first_release_is_marked_in_its_language(repository: Path) -> None:
    """Its page has a line, other files a note; both lead to the newest version. A name with a date has a copy too."""
    files = published()
    line = (
        '<p class="superseded"><span class="draft">Ersetzt</span> '
        '<a rel="latest-version" href="Handbook-latest.html">The Handbook (Handbook-latest.html)</a></p>'
    )
    assert line in files["guides/Handbook-v4.9.html"].decode()
    note = files["guides/Handbook-v4.9.superseded.txt"].decode()
    assert note == "The Handbook (v4.9): Ersetzt\n/guides/Handbook-latest.html\n/guides/Handbook-latest.txt\n"
    assert b"Zweite" in files["guides/Handbook-latest.txt"]
    assert files["notes/Minutes-20260105-D.txt"] == files["notes/Minutes-latest.txt"]


def test_the_list_says_which_version_counts(repository: Path) -> None:
    """By its schema: the newest version first, with its files, sizes and addresses."""
    handbook = [one for one in downloads() if one["route"] == "/guide"]
    assert [(one["version"], one["superseded"], one["language"]) for one in handbook] == [
        ("v4.10", False, "de"),
        ("v4.9", True, "de"),
    ]
    files = [file for one in handbook for file in one["files"]]  # type: ignore[attr-defined]
    for file in files:
        assert file["size"] == (PUBLIC / file["address"].lstrip("/")).stat().st_size
        assert file["latest"].startswith("/guides/Handbook-latest.")
    assert [file["accessible"] for file in files] == [True, None, True, None]


def test_a_second_publication_has_nothing_to_do(repository: Path) -> None:
    """Neither for the newest release nor for the marked one, and links to ``latest`` are answered."""
    before = published()
    assert [run(["publish", "-q", "--release", name]) for name in ("v4.9", "v4.10")] == [0, 0]
    assert published() == before
    assert run(["check", "--links", "-q"]) == 0


def test_a_published_version_is_never_written_over(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other content under the same version, or the same date, is an error, and the file stays."""
    before = published()
    Path("content/guide.md").write_text(GUIDE.replace("Erste", "Dritte"))
    Path("content/notes.md").write_text("---\ntitle: Notes\n---\n\n## One\n\nOther words.\n")
    assert run(["build", "--in-process", "-q", "--force", "--release", "v4.10"]) == 0
    assert run(["publish", "--release", "v4.10"]) == 1
    told = capsys.readouterr().err
    assert "error[dated-file]: 'site/public/guides/Handbook-v4.10.html' was published with other content" in told
    assert "hint: publish it under the next date: exporter rename 'notes/Minutes-20260105-D'" in told
    changed = {name for name, data in published().items() if data != before[name]}
    assert changed == {"notes/Plain.txt", "downloads.json"}


def test_a_maintenance_release_is_not_the_latest(repository: Path) -> None:
    """A lower version that is published later is marked at once, and ``latest`` stays."""
    before = published()
    assert release("v4.9.1") == 0
    assert b"superseded" in (PUBLIC / "guides/Handbook-v4.9.1.html").read_bytes()
    assert (PUBLIC / "guides/Handbook-latest.html").read_bytes() == before["guides/Handbook-latest.html"]


def test_copies_without_an_export_go_when_asked(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are named first; with ``--remove-orphans`` they go, but for files that others changed or wrote."""
    Path("exporter.yaml").write_text(
        CONFIGURATION.replace('  - {output: "guides/Handbook-{version}", page: guide.md}\n', "")
    )
    (PUBLIC / "guides/theirs.html").write_text("theirs")
    (PUBLIC / "guides/Handbook-v4.9.txt").write_text("edited there")
    before = published()
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["publish"]) == 0
    told = capsys.readouterr().err
    assert told.count("warning[orphaned-copy]") == 6
    assert "'site/public/guides/Handbook-latest.html' belongs to a deleted export" in told
    assert set(published()) == set(before)
    assert run(["publish", "--remove-orphans", "--dry-run"]) == 0
    assert set(published()) == set(before)
    assert run(["publish", "--remove-orphans"]) == 0
    left = {name for name in published() if name.startswith("guides/")}
    assert left == {"guides/theirs.html", "guides/Handbook-v4.9.txt"}
    assert [one["route"] for one in downloads()] == ["/guide", "/notes", "/notes"]


def test_a_dated_copy_of_0_1_is_kept(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its record has the hash alone; a copy of a name without a date is one of a deleted export."""
    note = json.loads((PUBLIC / NOTE).read_text())
    for name in ("notes/Minutes-20250105-D.txt", "notes/Old.txt"):
        (PUBLIC / name).write_text("old")
        note[name] = hashlib.sha256(b"old").hexdigest()
    (PUBLIC / NOTE).write_text(json.dumps(note))
    assert run(["publish", "--release", "v4.10"]) == 0
    told = capsys.readouterr().err
    assert told.count("warning[orphaned-copy]") == 1
    assert "'site/public/notes/Old.txt' belongs to a deleted export" in told


def test_nothing_of_others_is_marked_or_replaced(repository: Path, tmp_path: Path) -> None:
    """A changed page, a foreign note, ``latest`` and list stay, and a record cannot lead out of the folder."""
    note = json.loads((PUBLIC / NOTE).read_text())
    outside = tmp_path / "outside.txt"
    outside.write_text("theirs")
    note["../../../../outside.txt"] = {**note["notes/Plain.txt"], "export": "gone"}
    note["../../../../outside.txt"]["sha256"] = hashlib.sha256(b"theirs").hexdigest()
    (PUBLIC / NOTE).write_text(json.dumps(note))
    theirs = (
        "guides/Handbook-latest.txt",
        "guides/Handbook-v4.10.html",
        "guides/Handbook-v4.10.superseded.txt",
        "downloads.json",
    )
    for name in theirs:
        (PUBLIC / name).write_text("theirs")
    assert release("v4.11") == 1
    assert run(["publish", "--remove-orphans", "-q", "--release", "v4.11"]) == 1
    assert {(PUBLIC / name).read_text() for name in theirs} == {"theirs"}
    assert outside.read_text() == "theirs"


def test_a_note_that_cannot_be_written_is_a_finding(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in its place, and a journal that is a link: nothing is followed or lost."""
    before = published()
    (PUBLIC / NOTE).unlink()
    (PUBLIC / NOTE).mkdir()
    (PUBLIC / JOURNAL).symlink_to("../../exporter.yaml")
    assert run(["publish", "--release", "v4.10"]) == 1
    assert f"error[write]: cannot write 'site/public/{NOTE}'" in capsys.readouterr().err
    assert Path("exporter.yaml").read_text() == CONFIGURATION
    assert published() == {**before, JOURNAL: CONFIGURATION.encode()}


def test_a_build_without_a_version_is_not_published(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A note says how; ``latest`` stays the newest release."""
    before = published()
    Path("content/guide.md").write_text(GUIDE.replace("Erste", "Dritte"))
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["publish", "-v"]) == 0
    assert "note[unreleased]: 'guides/Handbook-latest' has no version" in capsys.readouterr().err
    assert {name for name, data in published().items() if data != before[name]} == {"notes/Plain.txt", "downloads.json"}


def test_changes_since_a_release_are_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its tag, as words, without its name; by its built files or its unpacked archive, as parts that changed."""
    assert run(["diff", "--from", "v4.9"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("### 1 download changes since `v4.9`\n")
    assert "| `guides/Handbook-latest (html, text)` | 1 section reworded |" in told
    assert "**section `Anfang` reworded** (`content/guide.md:6`): **−** `Erste` **+** `Zweite` `Worte." in told
    shutil.rmtree("out/releases/v4.9")
    shutil.unpack_archive("out/releases/v4.9.zip", "out/releases/v4.9")
    assert run(["check", "--release", "v4.10"]) == 0
    assert run(["check", "--release", "v4.9"]) == 1
    told = capsys.readouterr().err
    assert "content/guide.md:6:1: error[stale-file]: 'guides/Handbook-v4.9' is stale: " in told
    assert "warning[old-date]: 'guides/Handbook-v4.9' changed since v4.9, the version in its name" in told


def test_published_files_of_a_release_are_compared(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the release is not built, its published PDF is read; a release without files is wrong use."""
    Path("exporter.yaml").write_text(CONFIGURATION.replace("formats: [html, text]", "formats: [pdf]"))
    Path("content/guide.md").write_text(GUIDE.replace(".html)", ".pdf)"))
    assert release("v5") == 0
    shutil.rmtree("out")
    assert run(["check", "--release", "v5"]) == 0
    Path("content/guide.md").write_text(GUIDE.replace("Erste", "Dritte"))
    assert run(["check", "--release", "v5"]) == 1
    assert "error[published-" in capsys.readouterr().err
    assert run(["check", "--release", "v6"]) == 2
    assert "no files of the release 'v6'" in capsys.readouterr().err


def test_the_schema_of_the_list_is_the_published_one() -> None:
    """The file in the documentation is what ``exporter schema downloads`` prints."""
    schema = Path(__file__).parents[2] / "docs" / "schemas" / "downloads.schema.json"
    assert json.loads(schema.read_text("utf-8")) == downloads_schema()
