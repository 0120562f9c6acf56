"""Pictures: a new alternative text is written at its place, a new picture is told, whatever holds the picture."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from exporter.cli import run as exporter
from exporter.cli.exit_codes import Exit
from tests.backends.documents import png
from tests.review.exported import Edit, all_of, edited, export, outcome, reviewed, session_of, words_replaced
from tests.review.redline_loop import PATH

PAGE = """---
title: Pictures
---

## Part

![A figure](/a.png)

Words with ![a sign](/b.png) between, and <img src="/c.png" alt="a mark"> too.

![A figure with a title](/d.png "The title")

- an item with ![a dot](/e.png)

::ShFaq
---
qas:
  - q: "Why?"
    a: |
      Because of ![a reason](/f.png) here.
---
::

| A | B |
|---|---|
| 1 | ![a cell](/g.png) |
"""


def alt(old: str, new: str) -> Edit:
    """Another alternative text of the picture that has this one."""
    return lambda xml: xml.replace(f'descr="{old}"', f'descr="{new}"')


NEW = {
    "figure": ("A figure", "A square, red", ["-![A figure](/a.png)", "+![A square, red](/a.png)"]),
    "figure with a title": (
        "A figure with a title",
        "Another",
        ['-![A figure with a title](/d.png "The title")', '+![Another](/d.png "The title")'],
    ),
    "signs": ("A figure", "A [*] and `b`", ["-![A figure](/a.png)", "+![A \\[\\*\\] and \\`b\\`](/a.png)"]),
    "in words": (
        "a sign",
        "a stop sign",
        [
            '-Words with ![a sign](/b.png) between, and <img src="/c.png" alt="a mark"> too.',
            '+Words with ![a stop sign](/b.png) between, and <img src="/c.png" alt="a mark"> too.',
        ],
    ),
    "in HTML": (
        "a mark",
        "a &quot;tick&quot; &amp; more",
        [
            '-Words with ![a sign](/b.png) between, and <img src="/c.png" alt="a mark"> too.',
            '+Words with ![a sign](/b.png) between, and <img src="/c.png" alt="a &quot;tick&quot; &amp; more"> too.',
        ],
    ),
    "in an item": ("a dot", "a spot", ["-- an item with ![a dot](/e.png)", "+- an item with ![a spot](/e.png)"]),
    "in an answer": (
        "a reason",
        "a cause",
        ["-      Because of ![a reason](/f.png) here.", "+      Because of ![a cause](/f.png) here."],
    ),
    "in a cell": ("a cell", "a room", ["-| 1 | ![a cell](/g.png) |", "+| 1 | ![a room](/g.png) |"]),
}


@pytest.mark.parametrize("name", NEW)
def test_alternative_text(name: str) -> None:
    """The alternative text is written in the picture's own syntax."""
    old, new, lines = NEW[name]
    assert outcome(PAGE, alt(old, new), untracked=True) == (lines, [])


def test_with_an_older_map() -> None:
    """Older maps do not have the pictures: those of a page that has not changed are compared with the page."""
    edit = alt("A figure", "A square")
    lines = ["-![A figure](/a.png)", "+![A square](/a.png)"]
    assert outcome(PAGE, edit, old_map=True, untracked=True) == (lines, [])


def test_beside_words_that_change() -> None:
    """Words and alternative texts of one paragraph are written together."""
    edit = all_of(alt("a sign", "a board"), words_replaced(" between, and ", " in it, and "))
    lines, left = outcome(PAGE, edit, untracked=True)
    assert lines[1] == '+Words with ![a board](/b.png) in it, and <img src="/c.png" alt="a mark"> too.'
    assert left == []


def test_told_by_default() -> None:
    """No program tracks it: it is listed, and written only on demand, as other untracked changes."""
    session = session_of(PAGE, alt("A figure", "A square"))
    assert [(c.kind, c.before, c.after) for c in session.changes] == [("alt text", "A figure", "A square")]
    assert outcome(PAGE, alt("A figure", "A square"))[0] == []


def test_taken_away() -> None:
    """An empty alternative text is left to people: it says that the picture means nothing."""
    lines, left = outcome(PAGE, alt("A figure", ""), untracked=True)
    assert (lines, [reason.split(":")[0] for reason in left]) == ([], ["by hand"])


def test_a_new_picture_is_saved_beside_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replaced picture is listed, and its bytes are saved beside the report."""
    monkeypatch.chdir(tmp_path)
    page = "---\ntitle: One\n---\n\n## Part\n\n![A figure](/a.png)\n"
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text(page, encoding="utf-8")
    (tmp_path / "exporter.yaml").write_text("exports:\n  - {page: page.md, output: back}\n", encoding="utf-8")
    other = png(9, 9, "#123456")
    data = edited(export(page), lambda xml: xml)
    (tmp_path / "back.docx").write_bytes(with_picture(data, other))
    assert exporter(["review", "list", "back.docx", "-o", "report.txt"]) == Exit.FINE
    assert "picture replaced" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    (saved,) = tmp_path.glob("report-*.png")
    assert saved.read_bytes() == other


DRAWN = "## Part\n\n![A drawing](/a.svg)\n\n![A figure](/b.png)\n"


def test_a_drawing_replaced() -> None:
    """Another bitmap of a drawing is another picture, unless LibreOffice saved the file: then a note says so."""
    other = replaced_bytes(export(DRAWN), png(320, 80), png(9, 9, "#123456"))
    session = reviewed(other, DRAWN)
    assert ([c.kind for c in session.changes], session.notes) == (["picture replaced"], [])
    session = reviewed(with_part(other, "docProps/app.xml", b"<Properties>LibreOffice/7.4</Properties>"), DRAWN)
    assert session.changes == []
    assert session.notes == ["LibreOffice draws SVG pictures anew: look yourself whether one was replaced"]


def test_an_older_map_has_no_pictures() -> None:
    """A replaced picture in a file whose map is older cannot be found: a note says so."""
    session = session_of(PAGE, str, old_map=True)
    assert session.notes == ["the file does not say which pictures it had: look yourself whether one was replaced"]


def replaced_bytes(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with other bytes of one part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            part = package.read(name)
            made.writestr(name, new if part == old else part)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one more part."""
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


def with_picture(data: bytes, picture: bytes) -> bytes:
    """The file with another picture."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, picture if "/media/" in name else old.read(name))
    return out.getvalue()
