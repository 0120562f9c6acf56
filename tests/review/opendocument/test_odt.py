"""A reviewed ODT: with tracked changes as a Word file, without them compared as text."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from exporter.cli import run as exporter
from exporter.ooxml.package import PackageError, read_package
from exporter.review import assess, read_pages, rows, select_changes, session_of, write_changes
from exporter.review.listing.rows import ListedRow
from exporter.review.opendocument.reader import read as read_odt
from exporter.review.session import Session
from tests.one_process import in_one_process
from tests.review.docxfile import read_page
from tests.review.exported import changed_lines, export
from tests.review.redline_loop import PATH
from tests.review.round.reviewers import numbered_export

PAGE = """---
title: Widgets
---

## Scope

A widget is a small part of a machine.

- iron
- steel

Many shops sell widgets.

The price is low.
"""
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{p: f"{_OASIS}:{p}:1.0" for p in ("office", "text", "style", "table")},
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
_STYLES = """<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style>
</office:automatic-styles>"""
FRESH = """<text:p text:style-name="Title">Page</text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Scope</text:h>
<text:p text:style-name="Standard">A widget is a small
  part of a machine.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p text:style-name="Standard">iron</text:p></text:list-item>
<text:list-item><text:p text:style-name="Standard">steel</text:p></text:list-item></text:list>
<text:p text:style-name="Standard">Many shops sell widgets.</text:p>
<text:p text:style-name="Standard">The price is low.</text:p>"""


def odt(body: str, more: str = "", kind: str = "text") -> bytes:
    """An ODT with this body."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"{more}<office:document-content {_NAMES}>{_STYLES}{text}</office:document-content>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return out.getvalue()


def region(name: str, kind: str, content: str = "", author: str = "Rita") -> str:
    """A changed region."""
    about = f"<dc:creator>{author}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>"
    change = f"<office:change-info>{about}</office:change-info>{content}"
    return f'<text:changed-region text:id="{name}"><text:{kind}>{change}</text:{kind}></text:changed-region>'


def start(name: str) -> str:
    """The beginning of an insertion or another format."""
    return f'<text:change-start text:change-id="{name}"/>'


def end(name: str) -> str:
    """The end of it."""
    return f'<text:change-end text:change-id="{name}"/>'


def opened(body: str) -> Session:
    """The session of an ODT, with the map of the file that was sent."""
    sent = read_package(BytesIO(export(PAGE)))
    session = session_of(read_package(BytesIO(odt(body)), "back.odt", opendocument=True), sent)
    read_pages(session, {PATH: PAGE}.get, read_page)
    return session


def listed(session: Session) -> list[ListedRow]:
    """The rows of a session."""
    return rows(session, assess(session, read_page))


def test_tracked_changes() -> None:
    """Insertions, deletions, paragraphs, looks and comments come out, and are written, as those of a Word file."""
    regions = (
        region("d1", "deletion", "<text:p>small</text:p>"),
        region("i1", "insertion"),
        region("d2", "deletion", '<text:p text:style-name="Standard">steel</text:p><text:p/>'),
        region("i2", "insertion", author="Bob"),
        region("f1", "format-change"),
        region("d3", "deletion", "<text:insertion><office:change-info/></text:insertion><text:p>gone</text:p>"),
    )
    comment = "<dc:creator>Bob</dc:creator><dc:date>2026-01-03T00:00:00</dc:date><text:p>Still true?</text:p>"
    body = (
        f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>{FRESH}".replace(
            "small\n", f'<text:change text:change-id="d1"/>{start("i1")}tiny<text:s/>{end("i1")}\n'
        )
        .replace("part of", f'{start("f1")}<text:span text:style-name="T1">part</text:span>{end("f1")} of')
        .replace('<text:list-item><text:p text:style-name="Standard">steel</text:p></text:list-item>', "")
        .replace(">Many", '><text:change text:change-id="d2"/>Many')
        .replace("shops", '<text:change text:change-id="d3"/>shops')
        .replace(
            '<text:p text:style-name="Standard">The price',
            f'<text:p text:style-name="Standard">{start("i2")}New words.</text:p>'
            f'<text:p text:style-name="Standard">{end("i2")}The '
            f'<office:annotation office:name="a" loext:resolved="true">{comment}</office:annotation>price'
            '<office:annotation-end office:name="a"/>',
        )
    )
    session = opened(body)
    assert [(r.kind, r.author, r.status, r.before, r.after) for r in listed(session)] == [
        ("replace", "Rita", "automatic", "small", "tiny "),
        ("format", "Rita", "automatic", "part", "bold"),
        ("deleted paragraph", "Rita", "automatic", "steel¶", ""),
        ("void", "Rita", "no effect", "gone", ""),
        ("new paragraph", "Bob", "automatic", "", "New words.¶"),
        ("comment", "Bob", "resolved", "price", "Still true?"),
    ]
    texts, _ = write_changes(session, select_changes(session)[0], read_page)
    assert changed_lines(PAGE, texts[PATH]) == [
        "-A widget is a small part of a machine.",
        "+A widget is a tiny  **part** of a machine.",
        "-- steel",
        "+New words.",
    ]


def test_without_tracking() -> None:
    """Differences of the text are untracked and never automatic; equal texts are no proof that nothing changed."""
    session = opened(
        FRESH.replace("small", "tiny").replace('<text:p text:style-name="Standard">The price is low.</text:p>', "")
    )
    assert [(r.kind, r.status, r.before) for r in listed(session)] == [
        ("replace", "untracked", "small"),
        ("deleted paragraph", "untracked", "The price is low.¶"),
    ]
    assert select_changes(session)[0] == set()
    fresh = opened(FRESH)
    assert not listed(fresh)
    assert any("has no tracked changes" in note for note in fresh.notes)


def test_a_deletion_that_names_itself() -> None:
    """A deletion is read once, however often a file names it, and a number of blanks is bounded."""
    change = '<text:change text:change-id="a"/>'
    body = f"<text:tracked-changes>{region('a', 'deletion', f'<text:p>again{change}{change}</text:p>')}"
    body += f'</text:tracked-changes><text:p>{change}{change}x<text:s text:c="99999999"/></text:p>'
    document = read_odt(read_package(BytesIO(odt(body)), opendocument=True))
    words = "".join(c.char for c in document.characters)
    assert (words.count("again"), words.count(" ")) == (1, 100_000)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (odt(FRESH, '<!DOCTYPE x [<!ENTITY e "words">]>'), "document type"),
        (odt(FRESH.replace("iron", "<text:broken>")), "not well-formed"),
        (odt(FRESH, kind="spreadsheet"), "OpenDocument"),
    ],
    ids=["entities", "broken", "a spreadsheet"],
)
def test_bad_files(data: bytes, fault: str) -> None:
    """A bad ODT is an error with a reason, never a fault."""
    with pytest.raises(PackageError, match=fault):
        session_of(read_package(BytesIO(data), "back.odt", opendocument=True))


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The built Word file, or the one that was sent, says where the paragraphs of an ODT come from."""
    in_one_process(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text(PAGE, encoding="utf-8")
    (tmp_path / "exporter.yaml").write_text("exports:\n  - {page: page.md, output: back}\n", encoding="utf-8")
    (tmp_path / "back.odt").write_bytes(odt(FRESH.replace("small", "tiny")))
    assert exporter(["review", "list", "back.odt"]) == 2
    assert "--sent" in capsys.readouterr().err
    (tmp_path / "sent.docx").write_bytes(numbered_export(PAGE, "back"))
    assert exporter(["review", "list", "back.odt", "--sent", "sent.docx"]) == 0
    (tmp_path / "out" / "review").mkdir(parents=True)
    (tmp_path / "out" / "review" / "back.docx").write_bytes(export(PAGE))
    assert exporter(["review", "list", "back.odt", "--sent", "sent.docx", "--format", "comments-csv"]) == 0
    assert "1,Paragraph 1,,,Replace “small” by “tiny”" in capsys.readouterr().out
    assert exporter(["review", "apply", "back.odt"]) == 1
    assert "1 untracked" in capsys.readouterr().err
    assert exporter(["review", "apply", "back.odt", "--untracked"]) == 0
    assert "a tiny part" in (tmp_path / PATH).read_text("utf-8")
