"""``exporter rename``: another name in the page and the configuration, and nothing else."""

import difflib
from pathlib import Path

import pytest

from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.cli import run
from exporter.diagnostics import Diagnostics
from tests.cli.conftest import Write, site
from tests.cli.seed import PAGE, UTILITIES, Reword, seed

__all__ = ["seed", "site"]

NEW = UTILITIES.replace("20231120", "20240101")


def changed(path: Path, before: str) -> list[tuple[str, str]]:
    """The texts that took each other's place in a file."""
    after = path.read_bytes().decode()
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(before[a:b], after[c:d]) for op, a, b, c, d in codes if op != "equal"]


def outputs() -> set[str]:
    """What is planned."""
    return {export.output for export in Flow(open_project(Path.cwd(), Diagnostics())).plan(Diagnostics())}


def test_the_date_in_a_link_and_in_the_configuration_changes(seed: Reword) -> None:
    """Only the letters of the name differ, the link keeps its host and suffix, the old files stay."""
    page, configuration = PAGE.read_text(), Path("exporter.yaml").read_text()
    old = Path(f"out/public/{UTILITIES}.pdf")
    old.parent.mkdir(parents=True)
    old.write_text("the old file")
    assert run(["rename", UTILITIES, NEW]) == 0
    assert PAGE.read_text() == page.replace("20231120-D", "20240101-D")
    assert Path("exporter.yaml").read_text() == configuration.replace("20231120-D", "20240101-D")
    assert old.read_text() == "the old file"
    assert NEW in outputs()
    assert UTILITIES not in outputs()


def test_blanks_and_other_characters_are_written_as_they_must_be(seed: Reword) -> None:
    """A link with blanks keeps them where it may, and is percent-encoded where it must be."""
    before = PAGE.read_bytes().decode()
    assert run(["rename", "OMASpecWorks FAQ", "Our own FAQ"]) == 0
    assert 'href="/faq/Our own FAQ.pdf"' in PAGE.read_text()
    assert run(["rename", "faq/Our own FAQ.pdf", "/faq/Q & A's"]) == 0
    assert 'href="/faq/Q%20%26%20A%27s.pdf"' in PAGE.read_text()
    assert "output: 'faq/Q & A''s'" in Path("exporter.yaml").read_text()
    assert "faq/Q & A's" in outputs()
    assert all("FAQ" in old or "%" in new or old + new for old, new in changed(PAGE, before))


def test_line_ends_mark_and_permissions_of_a_page_stay(seed: Reword) -> None:
    """Windows line ends, a byte order mark and the file's mode are as they were."""
    data = b"\xef\xbb\xbf" + PAGE.read_bytes().replace(b"\n", b"\r\n")
    PAGE.write_bytes(data)
    PAGE.chmod(0o640)
    assert run(["rename", UTILITIES, NEW]) == 0
    assert PAGE.read_bytes() == data.replace(b"20231120-D", b"20240101-D")
    assert PAGE.stat().st_mode & 0o777 == 0o640


def test_markdown_links_front_matter_and_published_copies(site: Write) -> None:
    """Every place that writes the name is changed, each in its own way."""
    page = (
        '---\ntitle: FAQ\nexports:\n  - output: "files/Old.html"\n    title: Ours\n---\n\n## Questions\n\n'
        "::sh-faq\n---\nqas:\n  - q: Why?\n    a: Because.\n---\n::\n\n"
        "::sh-alert\n[Here](/files/Old.html) and [there](https://example.org/files/Old.html#top)\n::\n"
    )
    site("exporter.yaml", "site: {url: https://example.org}\nformats: [html]\npublished: {'files/Old': old.pdf}\n")
    path = site("content/good.md", page)
    assert run(["rename", "files/Old", "New"]) == 0
    assert path.read_text() == page.replace('files/Old.html"', 'files/New"').replace("/files/Old", "/files/New")
    assert "published: {'files/New': old.pdf}" in Path("exporter.yaml").read_text()
    assert outputs() == {"files/New"}


def test_dry_run_changes_nothing(seed: Reword, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells the places alone."""
    before = PAGE.read_bytes()
    assert run(["rename", UTILITIES, NEW, "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith(f"content/about/faq.md:146:65: would become /{NEW}.pdf\n")
    assert PAGE.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("faq/LwM2M FQA", "x", "hint: did you mean 'faq/LwM2M FAQ'?"),
        ("faq/LwM2M FAQ", "../x", "error[bad-output]"),
        ("faq/LwM2M FAQ", "a:b", "error[bad-output]"),
        ("faq/LwM2M FAQ", "Test Events FAQ", "error[output-twice]"),
    ],
)
def test_names_that_cannot_be(seed: Reword, capsys: pytest.CaptureFixture[str], old: str, new: str, told: str) -> None:
    """A wrong name is exit code 2 and changes nothing."""
    before = PAGE.read_bytes(), Path("exporter.yaml").read_bytes()
    assert run(["rename", old, new]) == 2
    assert told in capsys.readouterr().err
    assert (PAGE.read_bytes(), Path("exporter.yaml").read_bytes()) == before


def test_a_link_that_is_not_written_plainly_is_left_alone(site: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the target does not stand in the page as it is, the person is asked to change it."""
    page = (
        "## Q\n\n::sh-faq\n---\nqas:\n  - q: Why?\n    a: Because.\n---\n::\n\n::sh-alert\n[x](/a&#47;Old.html)\n::\n"
    )
    site("exporter.yaml", "formats: [html]\n")
    path = site("content/good.md", page)
    assert run(["rename", "a/Old", "New"]) == 2
    assert "hint: change it by hand to '/a/New.html'" in capsys.readouterr().err
    assert path.read_text() == page
