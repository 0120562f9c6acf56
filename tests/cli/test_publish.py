"""``exporter publish`` and ``exporter check --links``: files where the links lead, and nobody else's touched."""

from pathlib import Path

import pytest

from exporter.cli import run
from tests.cli.conftest import Write

PAGE = """\
---
title: FAQ
---

## Questions

::sh-faq
---
qas:
  - q: "Why?"
    a: "Because."
---
::

::sh-alert
[As a page](/faq/Our%20FAQ.html), [elsewhere](https://files.example.org/docs/deep/Our-FAQ.html)
::
"""
CONFIGURATION = """\
site: {url: https://example.org, hosts: [files.example.org]}
formats: [html]
publish:
  /: www/public
  https://files.example.org/docs: ../files
"""
OURS = Path("www/public/faq/Our FAQ.html")
ELSEWHERE = Path("../files/deep/Our-FAQ.html")


@pytest.fixture
def built(site: Write) -> Write:
    """A page with two download links, built."""
    site("exporter.yaml", CONFIGURATION)
    site("content/good.md", PAGE)
    assert run(["build", "--in-process", "-q"]) == 0
    return site


def test_files_go_where_their_links_lead(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """By the longest prefix, percent-decoded; then every link is answered, and a second run has nothing to do."""
    assert run(["check", "--links"]) == 1
    assert "error[unanswered-link]: '/faq/Our%20FAQ.html' points to a missing file" in capsys.readouterr().err
    assert run(["publish", "--dry-run"]) == 0
    assert not OURS.exists()
    assert run(["publish"]) == 0
    assert OURS.read_bytes() == Path("out/public/faq/Our FAQ.html").read_bytes()
    assert ELSEWHERE.is_file()
    assert run(["check", "--links"]) == 0
    capsys.readouterr()
    assert run(["publish"]) == 0
    assert capsys.readouterr().err.startswith("2 current, 0 warnings")


def test_what_changed_is_copied_again(built: Write) -> None:
    """An older copy of ours is replaced; until then its link leads to other bytes."""
    assert run(["publish", "-q"]) == 0
    built("content/good.md", PAGE.replace("Because.", "Because it is so."))
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["check", "--links", "-q"]) == 1
    assert run(["publish", "-q"]) == 0
    assert "Because it is so." in OURS.read_text()


def test_what_others_wrote_is_never_touched(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of somebody else, and one of ours that was edited there, are errors and stay."""
    assert run(["publish", "-q"]) == 0
    OURS.write_text("edited there")
    ELSEWHERE.with_name("other.html").write_text("theirs")
    assert run(["publish"]) == 1
    assert (
        "error[foreign-file]: 'www/public/faq/Our FAQ.html' was not written by the exporter" in capsys.readouterr().err
    )
    assert OURS.read_text() == "edited there"
    assert ELSEWHERE.with_name("other.html").read_text() == "theirs"


def test_only_what_was_built_is_published(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file and one that was changed by hand in the output folder are errors."""
    Path("out/public/faq/Our FAQ.html").unlink()
    Path("out/public/docs/deep/Our-FAQ.html").write_text("by hand")
    assert run(["publish"]) == 1
    told = capsys.readouterr().err
    assert "error[missing-file]: 'out/public/faq/Our FAQ.html' is missing" in told
    assert "error[edited-output]: 'out/public/docs/deep/Our-FAQ.html' was changed" in told
    assert not OURS.exists()


def test_a_link_out_of_its_folder_writes_nothing(built: Write, tmp_path: Path) -> None:
    """A folder below the target that leads elsewhere is not followed."""
    (tmp_path / "elsewhere").mkdir()
    OURS.parent.parent.mkdir(parents=True)
    OURS.parent.symlink_to(tmp_path / "elsewhere")
    assert run(["publish", "-q"]) == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("linked", ["www", "www/public", "../files"])
@pytest.mark.parametrize("dry", [True, False])
def test_a_target_behind_a_link_is_refused(
    built: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], linked: str, dry: bool
) -> None:
    """Any part of a relative target that leads out of the project ends the run, and nothing is made behind it."""
    (tmp_path.parent / "elsewhere").mkdir(exist_ok=True)
    folder = tmp_path.parent / "elsewhere" / f"{linked.replace('/', '-')}{dry}"
    folder.mkdir()
    Path(linked).parent.mkdir(exist_ok=True)
    Path(linked).symlink_to(folder)
    assert run(["publish", *(["--dry-run"] if dry else [])]) == 2
    told = capsys.readouterr().err
    assert "exporter.yaml:4:6: error[write]: '" in told or "exporter.yaml:5:35: error[write]: '" in told
    assert "hint: remove it, or write its target as an absolute path in 'publish'" in told
    assert list(folder.iterdir()) == []
    assert not OURS.exists()


def test_a_target_that_is_named_by_its_absolute_path_may_be_anywhere(built: Write, tmp_path: Path) -> None:
    """Whoever writes an absolute path, through a link or not, says where files go; a link below it is not followed."""
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "way").symlink_to(real)
    built("exporter.yaml", CONFIGURATION.replace("www/public", f"{tmp_path}/way"))
    assert run(["publish", "-q"]) == 0
    assert (real / "faq/Our FAQ.html").is_file()
    (real / "faq/Our FAQ.html").unlink()
    (real / "faq").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (real / "faq").symlink_to(tmp_path / "elsewhere")
    assert run(["publish", "-q"]) == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_at_the_target_file_is_not_followed(built: Write, tmp_path: Path) -> None:
    """Neither one to a file nor one to nothing."""
    OURS.parent.mkdir(parents=True)
    for other in (tmp_path / "theirs.html", tmp_path / "nothing.html"):
        OURS.symlink_to(other)
        assert run(["publish", "-q"]) == 1
        assert OURS.is_symlink()
        assert not other.exists()
        OURS.unlink()


def test_nothing_says_where_to_publish(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Without ``publish:`` it is a wrong configuration, and links are answered by the output folder."""
    assert run(["publish"]) == 2
    assert "hint: add 'publish:'" in capsys.readouterr().err
    site("exporter.yaml", CONFIGURATION.partition("publish:")[0])
    site("content/good.md", PAGE)
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["check", "--links"]) == 0


def test_a_link_that_no_prefix_covers(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Such a link is told at its place."""
    site("exporter.yaml", CONFIGURATION.replace("  /: www/public\n", ""))
    site("content/good.md", PAGE)
    assert run(["build", "--in-process", "-q"]) == 0
    assert run(["publish", "-q"]) == 0
    assert run(["check", "--links"]) == 1
    told = capsys.readouterr().err
    assert "content/good.md:16:1: error[unanswered-link]: no prefix in 'publish' covers '/faq/Our%20FAQ.html'" in told


def test_a_file_with_holes_is_not_published(built: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The build makes it and ends with 1; check and publish refuse it until the picture is there."""
    built("content/good.md", PAGE + "\n![A dog](/dog.svg)\n")
    assert run(["build", "--in-process", "-q"]) == 1
    assert "[Missing picture: A dog]" in Path("out/public/faq/Our FAQ.html").read_text()
    assert [run(["check", "-q"]), run(["publish"])] == [1, 1]
    assert "error[faulty-file]: 'out/public/faq/Our FAQ.html' was built with errors" in capsys.readouterr().err
    assert not OURS.exists()
    built(
        "content/public/dog.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>',
    )
    assert [run(["build", "--in-process", "-q"]), run(["publish", "-q"])] == [0, 0]
