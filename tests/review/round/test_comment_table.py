"""The comment table of a round, and its way back as replies in the next review file."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.backends.pdf import BACKEND as PDF
from exporter.backends.pdf.options import PdfOptions
from exporter.cli import run as exporter
from exporter.ooxml.edited_package import EditedPackage
from exporter.ooxml.elements import Element
from exporter.ooxml.names import qname
from exporter.ooxml.package import PackageLimits, open_package
from exporter.ooxml.runs import text
from exporter.review.word.document import text_of
from exporter.review.word.reader import read
from exporter.theme.files import Theme
from tests.one_process import in_one_process
from tests.review.edit_cases import edited
from tests.review.exported import edited as edited_xml
from tests.review.round.reviewers import commented, numbered_document, numbered_export

PAGE = """---
title: Widgets
---

## Scope

Some words.

A widget is a small part of a machine, which others may see or not, as they like; it works well every day.

## Terms

### Parts

| Name | Size |
|------|------|
| Bolt | Ten  |

Table: Sizes

The price is low.
"""
CONFIG = """
exports:
  - {page: page.md, output: Widgets, numbering: true, formats: [docx]}
pdf: {line_numbers: true}
review:
  comment_table:
    members: {Rita: DE, Bob: FR}
"""
ISO = [
    *("MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table", "Type of comment"),
    *("Comments", "Proposed change", "Observations of the secretariat"),
]
ROWS = [
    [*("DE", "3", "1", "Paragraph 2", "te", "'=Too big?"), "Replace “small” by “tiny” in “{}small{}”", ""],
    ["DE", "4", "1", "Paragraph 2", "ge", "Says who?\nBob: The tests do.", "", ""],
    ["FR", "", "2.1", "Table 1", "ed", "Use digits.", "Replace “Ten” by “10”", ""],
    ["FR", "8", "2.1", "Paragraph 1", "", "", "Replace “low” by “high” in “The price is low.”", ""],
]
ROWS[0][6] = ROWS[0][6].format("A widget is a ", " part of a machine, which others may see")
FILES = ("rita.docx", "bob.docx")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose document has numbers, and the files that two reviewers made of it."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "content").mkdir()
    (folder / "content" / "page.md").write_text(PAGE, encoding="utf-8")
    (folder / "exporter.yaml").write_text(CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        in_one_process(patch)
        patch.chdir(folder)
        sent = numbered_export(PAGE, "Widgets")
        pdf = PDF.render(numbered_document(PAGE, "Widgets"), PdfOptions(line_numbers=True), Theme()).data
        assert pdf is not None
        (folder / "out" / "public").mkdir(parents=True)
        (folder / "out" / "public" / "Widgets.pdf").write_bytes(pdf)
        rita = commented(sent, "small", ("Rita", "Technical: =Too big?"))
        rita = commented(rita, "works well", ("Rita", "ge: Says who?"), ("Bob", "The tests do."))
        (folder / FILES[0]).write_bytes(edited(rita, 'replace "small" by "tiny"'))
        bob = commented(sent, "Ten", ("Bob", "ed: Use digits."))
        bob = edited(bob, 'replace "Ten" by "10" then replace "low" by "high"')
        (folder / FILES[1]).write_bytes(edited_xml(bob, lambda xml: xml.replace('w:author="Rita"', 'w:author="Bob"')))
        assert exporter(["review", "list", *FILES, "--format", "comments-docx", "-o", "table.docx"]) == 0
    return folder


@pytest.fixture
def project(reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the project, which commands run in."""
    in_one_process(monkeypatch)
    monkeypatch.chdir(reviewed)
    return reviewed


def table_of(file: Path) -> list[list[str]]:
    """The cells of the first table of a Word file."""
    root = open_package(file).xml("word/document.xml")
    assert root is not None
    rows = next(root.iter(qname("w:tbl"))).iterfind(qname("w:tr"))
    return [[_words(cell) for cell in row.iterfind(qname("w:tc"))] for row in rows]


def _words(cell: Element) -> str:
    paragraphs = cell.iterfind(qname("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qname("w:t"))) for p in paragraphs)


def edit_table(file: Path, edit: Callable[[list[Element]], None]) -> None:
    """Let a secretary edit the rows of a table."""
    with file.open("rb") as opened:
        package = EditedPackage.read(opened, file.name, PackageLimits())
    document = package.document()
    edit(list(document.iter(qname("w:tr"))))
    package.set(package.main, document)
    file.write_bytes(package.data())


def answer(row: Element, words: str) -> None:
    """Write the observation of a row."""
    row.findall(qname("w:tc"))[-1].findall(qname("w:p"))[-1].append(text(words))


def test_the_form_of_iso(project: Path) -> None:
    """The table has the eight columns, clauses and blocks of the document, types by prefix, changes as proposals."""
    assert exporter(["review", "list", *FILES, "--format", "comments-csv", "-o", "table.csv"]) == 0
    found = list(csv.reader(io.StringIO((project / "table.csv").read_text("utf-8"))))
    assert found == [ISO, *ROWS]
    in_word = table_of(project / "table.docx")
    assert in_word == [ISO, *([cell.removeprefix("'") for cell in row] for row in ROWS)]
    xml = open_package(project / "table.docx").parts["word/document.xml"]
    assert b"tblHeader" in xml
    assert not any(merged in xml for merged in (b"gridSpan", b"vMerge"))
    assert exporter(["review", "list", *FILES, "--format", "comments-docx"]) == 2


def test_observations_come_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Answered comments have a reply and are resolved in the next review file; the others are named as open."""

    def fill(rows: list[Element]) -> None:
        answer(rows[1], "Accepted")
        answer(rows[2], "Open: ask the lab")
        for mark in [*rows[3].iter(qname("w:bookmarkStart")), *rows[3].iter(qname("w:bookmarkEnd"))]:
            around = mark.getparent()
            assert around is not None
            around.remove(mark)
        answer(rows[3], "Noted")
        around = rows[4].getparent()
        assert around is not None
        around.insert(1, rows[3])  # sorted otherwise
        around.remove(rows[4])

    (project / "filled.docx").write_bytes((project / "table.docx").read_bytes())
    edit_table(project / "filled.docx", fill)
    (project / "content" / "page.md").write_text(PAGE.replace("Some words.", "Some more words."), encoding="utf-8")
    assert exporter(["review", "resolve", "filled.docx", "-o", "next/Widgets.docx", "--date", "2026-02-01"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "open: 1: Rita, Bob: Says who? Bob: The tests do.",
        "open: 2.1: Bob: Replace “low” by “high” in “The price is low.”; its row is not in the table",
        "2 comments answered and resolved, 2 open",
    ]
    document = read(open_package(project / "next" / "Widgets.docx"))
    found = [
        (c.author, c.text, c.resolved, bool(c.parent), text_of(document.characters[c.start or 0 : c.end or 0]))
        for c in document.comments
    ]
    assert found == [
        ("Rita", "Technical: =Too big?", True, False, "small"),
        ("Rita", ROWS[0][6], True, True, "small"),
        ("Secretariat", "Accepted", True, True, "small"),
        ("Rita", "ge: Says who?", False, False, "works well"),
        ("Bob", "The tests do.", False, True, "works well"),
        ("Secretariat", "Open: ask the lab", False, True, "works well"),
        ("Bob", "ed: Use digits.", True, False, "Ten"),
        ("Bob", "Replace “Ten” by “10”", True, True, "Ten"),
        ("Secretariat", "Noted", True, True, "Ten"),
        ("Bob", ROWS[3][6], False, False, "The price is low."),
    ]
    assert exporter(["review", "list", "next/Widgets.docx", "--format", "json"]) == 0
    assert '"automatic"' not in capsys.readouterr().out
    assert exporter(["review", "resolve", "rita.docx", "-o", "next/Widgets.docx"]) == 2


def test_a_csv_comes_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A CSV as a spreadsheet saves it has no hidden marks: its reviewed files say what its rows are about."""
    page = PAGE.replace("small", "tiny").replace("price is low", "price is high")  # taken meanwhile, as the list knows
    (project / "content" / "page.md").write_text(page, encoding="utf-8")
    answers = ["Accepted", "Open", "Noted: see “3”", "Accepted"]
    lines = [ISO, *([*row[:-1], answer] for row, answer in zip(ROWS, answers, strict=True))]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([lines[0], *reversed(lines[1:])])
    (project / "answers.csv").write_bytes(out.getvalue().encode("cp1252"))
    arguments = ["-o", "next/Widgets.docx", "--date", "2026-02-01"]
    assert exporter(["review", "resolve", "answers.csv", *arguments]) == 2
    assert "name the reviewed files" in capsys.readouterr().err
    assert exporter(["review", "resolve", "answers.csv", *FILES, "--export", "Widgets", *arguments]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[-2:] == [
        "open: 1: Rita, Bob: Says who? Bob: The tests do.",
        "3 comments answered and resolved, 1 open",
    ]
    found = read(open_package(project / "next" / "Widgets.docx")).comments
    replies = [c.text for c in found if c.author == "Secretariat"]
    (project / "content" / "page.md").write_text(PAGE, encoding="utf-8")
    assert replies == ["Accepted", "Open", "Noted: see “3”", "Accepted"]


def test_own_form_and_columns(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other bodies have other columns, and a form of their own, whose last row gives the look; it comes back too."""
    columns = "columns: [id, {field: comment, heading: Remark}, {field: observation, heading: Answer}]"
    (project / "own.yaml").write_text(f"{CONFIG}    {columns}\n    form: form.docx\n", encoding="utf-8")
    form = project / "form.docx"
    form.write_bytes((project / "table.docx").read_bytes())

    def cut(rows: list[Element]) -> None:
        for row in rows:
            for cell in row.findall(qname("w:tc"))[3:]:
                row.remove(cell)
        for row in rows[2:]:
            around = row.getparent()
            assert around is not None
            around.remove(row)
        for words in [*rows[1].iter(qname("w:t")), *rows[1].iter(qname("w:bookmarkStart"))]:
            around = words.getparent()
            assert around is not None
            around.remove(words)

    edit_table(form, cut)
    arguments = ["--config", "own.yaml", "--format", "comments-docx", "-o", "own.docx"]
    assert exporter(["review", "list", "bob.docx", *arguments]) == 0
    header, first, second = table_of(project / "own.docx")
    assert header == ISO[:3]  # as the form has it
    assert first[0].startswith("comment-")
    assert (first[1:], second[1:]) == (["Use digits.", ""], ["", ""])
    assert exporter(["review", "list", "bob.docx", *arguments[:4], "-o", "form.docx"]) == 2
    (project / "own.yaml").write_text(f"{CONFIG}    form: form.docx\n", encoding="utf-8")
    assert exporter(["review", "list", "bob.docx", *arguments]) == 2
    (project / "own.yaml").write_text(f"{CONFIG}    {columns}\n    form: form.docx\n", encoding="utf-8")
    edit_table(project / "own.docx", lambda rows: answer(rows[1], "Done"))
    capsys.readouterr()
    assert exporter(["review", "resolve", "own.docx", "--config", "own.yaml", "-o", "next/Widgets.docx"]) == 1
    assert "1 comment answered and resolved, 1 open" in capsys.readouterr().err
