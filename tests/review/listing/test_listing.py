"""The list of a review in its forms, and the commands on a project of their own."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from exporter.cli import run as exporter
from exporter.review import as_csv, as_html, as_json, as_text, assess
from exporter.review.listing.rows import rows
from exporter.theme.files import Theme
from tests.review.docxfile import Reviewed, edit, gone, ins, link, new, read_page, run
from tests.review.sample import PAGE, PATH, listed, opened, review_copy


def _edited() -> Reviewed:
    file = review_copy()
    edit(file.part("every day"), "every", gone("every"), new("=each"))
    edit(file.part("widgit"), "widgit", gone("widgit", author="Bob"), new("<b>widget</b>", author="Bob"))
    words = f"<w:p>{run('Sure & certain?')}</w:p>"
    file.comments = f'<w:comment w:id="1" w:author="Rita" w:date="2026-01-02T03:04:05Z">{words}</w:comment>'
    part = file.part("The price is low")
    part.runs = '<w:r><w:commentReference w:id="1"/></w:r>' + part.runs
    return file


def test_looks_that_markdown_cannot_say(tmp_path: Path) -> None:
    """Another size, and other properties of a paragraph, are listed and left to people; none is silent."""
    file = review_copy()
    mark = 'w:id="9" w:author="Rita" w:date="2026-01-02T03:04:05Z"'
    look = f'<w:sz w:val="40"/><w:rPrChange {mark}><w:rPr/></w:rPrChange>'
    edit(file.part("every day"), "every", run("every", change=look))
    part = file.part("The price is low")
    part.more = (
        f'<w:jc w:val="right"/><w:pPrChange {mark}><w:pPr><w:pStyle w:val="{part.style}"/></w:pPr></w:pPrChange>'
    )
    found = listed(file, tmp_path)
    assert [(r.kind, r.author, r.status, r.after) for r in found] == [
        ("format", "Rita", "by hand", "another font, size or colour"),
        ("paragraph properties", "Rita", "by hand", ""),
    ]


def test_words_put_in_for_themselves(tmp_path: Path) -> None:
    """Where only the look or the link of words changes, the list says so instead of showing them twice."""
    file = review_copy()
    edit(file.part("every day"), "every", gone("every"), new("every", "b"))
    edit(file.part("repair them"), "shops", gone("shops"), ins(link(run("shops"), "https://a.org", file.links)))
    found = listed(file, tmp_path)
    assert [(r.kind, r.before, r.after) for r in found] == [
        ("format", "every", "bold"),
        ("link", "shops", "shops (https://a.org)"),
    ]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page and its reviewed file, which commands run in."""
    page = tmp_path / PATH
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8", newline="")
    rows = "exports:\n  - {page: page.md, output: back}\n"
    (tmp_path / "exporter.yaml").write_text(f"content: content\n{rows}", encoding="utf-8")
    _edited().save(tmp_path / "back.docx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_forms(tmp_path: Path) -> None:
    """Text, JSON, CSV and HTML hold the same rows; CSV has no formulas, HTML no markup from the file."""
    session = opened(_edited(), tmp_path)
    listed = rows(session, assess(session, read_page))
    value = json.loads(as_json(session, listed))
    assert [(c["kind"], c["place"], c["status"]) for c in value["changes"]] == [
        ("replace", f"{PATH}:12:19", "automatic"),
        ("replace", f"{PATH}:25:28", "automatic"),
        ("comment", f"{PATH}:30:7", "open"),
    ]
    table = list(csv.DictReader(io.StringIO(as_csv(session, listed))))
    assert table[1]["after"] == "'=each"
    text = as_text(session, listed)
    assert "Many shops sell them [-every-]{+=each+} day." in text
    assert "2 changes (2 automatic), 1 comment\n" in text
    page = as_html(session, listed, Theme())
    assert "&lt;b&gt;widget&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page


def test_ids_are_stable(tmp_path: Path) -> None:
    """The ids of a list hold for a later run, also where the page has changed."""
    first = [c.id for c in opened(_edited(), tmp_path).changes]
    later = [c.id for c in opened(_edited(), tmp_path, PAGE.replace("1901", "1902")).changes]
    assert first == later


def test_list_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``review list`` prints places in the page and writes HTML to a file."""
    assert exporter(["review", "list", "back.docx"]) == 0
    assert f"{PATH}:12:19" in capsys.readouterr().out
    assert exporter(["review", "list", "back.docx", "--format", "html", "-o", "list.html"]) == 0
    assert (project / "list.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``--dry-run`` prints a diff that git takes, and leaves the page alone."""
    assert exporter(["review", "apply", "back.docx", "--dry-run"]) == 0
    diff = capsys.readouterr().out
    assert (project / PATH).read_text(encoding="utf-8") == PAGE
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=project, check=True)
    assert "Many shops sell them =each day." in (project / PATH).read_text(encoding="utf-8")


def test_apply_keeps_line_ends_and_mark(project: Path) -> None:
    """The written page has the line ends and the byte order mark that the page has."""
    windows = "\ufeff" + PAGE.replace("\n", "\r\n")
    (project / PATH).write_bytes(windows.encode())
    assert exporter(["review", "apply", "back.docx", "--author", "Rita"]) == 0
    assert (project / PATH).read_bytes().decode() == windows.replace("every day", "=each day")


def test_unknown_id_and_missing_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that the file does not have, and a file that is not there, are errors of usage."""
    assert exporter(["review", "apply", "back.docx", "--only", "00000000"]) == 2
    assert exporter(["review", "list", "nowhere.docx"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_what_is_left_is_a_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change that nobody but a person can make is told at its place, and the exit code says so."""
    page = project / PATH
    page.write_text(PAGE.replace("every day", "once a year"), encoding="utf-8")
    assert exporter(["review", "apply", "back.docx"]) == 1
    told = capsys.readouterr().err
    assert f"{PATH}:25:28: conflict: replace" in told
    assert f"1 change written to {PATH}, 1 left to do by hand, 0 untracked, 1 comment listed" in told


def test_redline_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``redline`` writes a review file of two pages or of two revisions of one."""
    (project / "content" / "new.md").write_text(PAGE.replace("every day", "each day"), encoding="utf-8")
    assert exporter(["redline", PATH, "content/new.md", "-o", "changes.docx", "--date", "2026-01-31"]) == 0
    assert exporter(["review", "apply", "changes.docx"]) == 2
    assert (project / PATH).read_text(encoding="utf-8") == PAGE
    assert exporter(["review", "apply", "changes.docx", "--export", "back"]) == 0
    assert (project / PATH).read_text(encoding="utf-8") == PAGE.replace("every day", "each day")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    (project / PATH).write_text(PAGE, encoding="utf-8")
    assert exporter(["redline", PATH, "--from", "HEAD", "-o", "back.html"]) == 0
    assert "<ins" in (project / "back.html").read_text(encoding="utf-8")
    assert exporter(["redline", PATH, "--from", "nowhere", "-o", "x.docx"]) == 2
    assert exporter(["redline", PATH, "-o", "x.docx"]) == 2
    assert exporter(["redline", PATH, PATH, "-o", "x.xyz"]) == 2
    capsys.readouterr()


def test_invisible_characters_are_named(tmp_path: Path) -> None:
    """Changed words name no-break spaces and page breaks; the words around them stay as they are."""
    file = review_copy()
    edit(file.part("every day"), "day", run("day"), new("\u00a0long"))
    session = opened(file, tmp_path)
    text = as_text(session, rows(session, assess(session, read_page)))
    assert "every day{+[no-break space]long+}." in text
