"""Writing: whole files, below the output folder, never over what others wrote."""

from contextlib import ExitStack
from pathlib import Path
from threading import Timer

import pytest

from exporter.diagnostics import UsageError
from exporter.disk import ASIDE
from exporter.output import Entry, Folder, Manifest, Verdict


def entry(path: str, data: bytes) -> Entry:
    """The manifest's entry of a file."""
    import hashlib

    digest = hashlib.sha256(data).hexdigest()
    return Entry(
        path=path,
        export="a",
        format="pdf",
        sha256=digest,
        size=len(data),
        pages=1,
        title="A",
        page="a.md",
        section="",
        key=digest,
    )


def test_a_link_in_the_way_is_replaced_not_followed(tmp_path: Path) -> None:
    """A symbolic link at an output's place does not make the exporter write elsewhere."""
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.pdf").symlink_to(other)
    Folder(tmp_path / "out").write(tmp_path / "out", "a.pdf", b"new")
    assert other.read_bytes() == b"mine"


def test_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    """A symbolic link to a folder elsewhere is not written through."""
    (tmp_path / "elsewhere").mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "faq").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="points outside"):
        Folder(out).write(out, "faq/a.pdf", b"new")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_how_files_stand_to_the_manifest(tmp_path: Path) -> None:
    """Own, edited, foreign and missing files are told apart by their bytes."""
    folder = Folder(tmp_path)
    folder.write(tmp_path, "own.pdf", b"1")
    folder.write(tmp_path, "edited.pdf", b"2")
    folder.save({p: entry(p, d) for p, d in (("own.pdf", b"1"), ("edited.pdf", b"2"))}, {}, {})
    (tmp_path / "edited.pdf").write_bytes(b"by hand")
    (tmp_path / "foreign.pdf").write_bytes(b"theirs")
    again = Folder(tmp_path)
    names = ("own.pdf", "edited.pdf", "foreign.pdf", "missing.pdf")
    assert [again.verdict(n)[0] for n in names] == [Verdict.OWN, Verdict.EDITED, Verdict.FOREIGN, Verdict.MISSING]


def test_what_a_killed_run_wrote_is_known_as_own(tmp_path: Path) -> None:
    """A file that was written before the manifest could be is the exporter's own at the next run."""
    Folder(tmp_path).write(tmp_path, "a.pdf", b"1")
    assert Folder(tmp_path).verdict("a.pdf")[0] is Verdict.OWN


def test_leftovers_of_a_killed_run_go(tmp_path: Path) -> None:
    """The next run removes files that were written aside and never moved; a release below it is another run's."""
    halves = [tmp_path / name / f"{ASIDE}x.tmp" for name in ("faq", "releases/v1/faq")]
    for half in halves:
        half.parent.mkdir(parents=True)
        half.write_bytes(b"half")
    with Folder(tmp_path / "releases/v1").locked(wait=1):
        halves[1].write_bytes(b"half")
        with Folder(tmp_path).locked():
            pass
    assert [half.exists() for half in halves] == [False, True]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    """The second run ends with an error and changes nothing."""
    with Folder(tmp_path).locked(), pytest.raises(UsageError, match="another run"), Folder(tmp_path).locked(wait=0.2):
        pass


def test_a_run_that_waits_sees_what_the_other_one_wrote(tmp_path: Path) -> None:
    """The manifest is read anew once the other run has ended."""
    first, second = Folder(tmp_path), Folder(tmp_path)
    with ExitStack() as other:
        other.enter_context(first.locked())
        first.write(tmp_path, "a.pdf", b"1")
        first.save({"a.pdf": entry("a.pdf", b"1")}, {}, {})
        Timer(0.2, other.pop_all().close).start()
        with second.locked(wait=60):
            assert second.verdict("a.pdf")[0] is Verdict.OWN and "a.pdf" in second.manifest.files


def test_manifest_is_stable_and_comes_back(tmp_path: Path) -> None:
    """The same entries give the same bytes in any order, and reading gives them back."""
    one, two = entry("b.pdf", b"1"), entry("a.pdf", b"2")
    first, second = Manifest({"b.pdf": one, "a.pdf": two}), Manifest({"a.pdf": two, "b.pdf": one})
    assert first.to_json() == second.to_json()
    assert Manifest.from_json(first.to_json()) == second


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 9}', '{"version":1,"files":[{}]}'])
def test_a_broken_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    """Damage to the manifest ends no run; files without an entry are then foreign until they prove equal."""
    (tmp_path / "manifest.json").write_text(text)
    assert Folder(tmp_path).manifest == Manifest()


def test_removing_takes_empty_folders_with_it(tmp_path: Path) -> None:
    """Removing a file removes its empty folders, and no other file."""
    folder = Folder(tmp_path)
    folder.write(tmp_path, "faq/old/a.pdf", b"1")
    folder.write(tmp_path, "faq/b.pdf", b"2")
    folder.remove("faq/old/a.pdf")
    assert sorted(p.name for p in (tmp_path / "faq").iterdir()) == ["b.pdf"]
