"""A round of a working group: five reviewers, each with forty edits and comments in a file of one page.

Each clause has a place for each kind of edit, and each reviewer makes another kind there. In some clauses two reviewers
change the same words, alike or not, or make an edit that the page cannot hold.
"""

import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from exporter.cli import run as exporter
from tests.one_process import in_one_process
from tests.review.exported import export
from tests.review.redline_loop import PATH
from tests.review.word_edits import WordFile

REVIEWERS = ("Ada", "Bob", "Cleo", "Dan", "Eve")
CLAUSES = range(1, 41)
_CLAUSE = """
## Widget {i}

It is a small part of machine {i}. It works well.

- a bag of bolts, {i}.
- the manual of size {i}.

The price of widget {i}. is low.
"""
PAGE = "---\ntitle: Widgets\n---\n" + "".join(_CLAUSE.format(i=i) for i in CLAUSES)

Text = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a clause: a method of ``WordFile`` with its arguments, and the same in the page.

    A comment has the words that it is about, and its own.
    """

    clause: int
    make: tuple[str, ...] = ()
    write: Text = str
    comment: tuple[str, ...] = ()
    left: bool = False  # to people: it is against another reviewer's, or no page holds it


def edits_of(reviewer: int) -> Iterator[Edit]:
    """Yield the edits of a reviewer, one in each clause."""
    for i in CLAUSES:
        yield _KINDS[(i + reviewer) % len(_KINDS)](i)


def written(page: str) -> str:
    """The page with all edits that are not left, as people would write them."""
    for edit in (edit for reviewer in range(len(REVIEWERS)) for edit in edits_of(reviewer)):
        page = edit.write(page) if not edit.left else page
    return page


def _replaced(i: int, by: str = "tiny") -> Edit:
    """Replace a word; in each tenth clause, another reviewer replaces it by another one."""
    old = f"small part of machine {i}."
    return Edit(i, ("replace", "small", by, old), lambda t: t.replace(old, old.replace("small", by)), left=i % 10 == 0)


def _inserted(i: int) -> Edit:
    old = f"machine {i}. It works"
    return Edit(i, ("insert", " very", "works", old), lambda t: t.replace(old, f"{old} very"))


def _added(i: int) -> Edit:
    old, new = f"a bag of bolts, {i}.", f"spare screws, {i}."
    if i % 20 == 7:
        return Edit(i, ("add", "Caption", "A picture", old), left=True)
    return Edit(i, ("add", "", new, old), lambda t: t.replace(f"- {old}\n", f"- {old}\n- {new}\n"))


def _dropped(i: int) -> Edit:
    """Drop an item; in some clauses, do what another reviewer does there, or something against it."""
    if i % 5 == 0:
        return _replaced(i, "tiny" if i % 10 else "little")
    item = f"the manual of size {i}."
    return Edit(i, ("drop", item), lambda t: t.replace(f"- {item}\n", ""))


def _commented(i: int) -> Edit:
    return Edit(i, comment=(f"widget {i}.", f"te: How low is the price of widget {i}?"))


_KINDS = (_replaced, _inserted, _added, _commented, _dropped)


def file_of(reviewer: int) -> bytes:
    """The file that comes back from a reviewer, made in Word's XML."""
    file = WordFile(export(PAGE))
    edits = list(edits_of(reviewer))
    for name, *words in (edit.make for edit in edits if edit.make):
        _MAKE[name](file, *words)
    return _commented_file(file.data(), [edit.comment for edit in edits if edit.comment], REVIEWERS[reviewer])


_MAKE: dict[str, Callable[..., object]] = {
    "replace": lambda file, words, by, within: file.replace(words, by, within),
    "insert": lambda file, words, after, within: file.insert(words, after=after, within=within),
    "add": lambda file, style, words, behind: file.add(
        style or "ListParagraph", words, behind=behind, kind="" if style else "bullet"
    ),
    "drop": lambda file, words: file.drop(words),
}
# --- the round ----------------------------------------------------------------------------------------------------

_CONFIGURATION = "exports:\n  - {page: page.md, output: Widgets}\n"
_REASONS = ("against ", "a caption belongs to a picture or table: add it to that in the page")


def check_round(folder: Path, files: Sequence[str], patch: pytest.MonkeyPatch, *more: str) -> None:
    """Apply and record the files of a round as its secretary does; the judge is the page that people would write."""
    page = folder / PATH
    page.parent.mkdir()
    page.write_text(PAGE, "utf-8")
    (folder / "exporter.yaml").write_text(_CONFIGURATION, "utf-8")
    in_one_process(patch)
    patch.chdir(folder)
    given = [*files, "--export", "Widgets", *more]
    for _ in range(2):  # once more changes nothing
        assert exporter(["review", "apply", *given]) == 1
        assert page.read_text("utf-8") == written(PAGE)
    record = _record(given)
    every = [(clause["section"], entry) for clause in record["clauses"] for entry in clause["entries"]]
    assert len(every) == 200
    comments = [(section, entry) for section, entry in every if entry["kind"] == "comment"]
    assert len(comments) == 40
    assert all(entry["after"].endswith(f"{section.lower()}?") for section, entry in comments)
    left = [entry for _, entry in every if entry["outcome"] == "left" and entry["kind"] != "comment"]
    assert len(left) == sum(edit.left for number in range(len(REVIEWERS)) for edit in edits_of(number)) == 10
    assert all(entry["reason"].startswith(_REASONS) for entry in left)
    decisions = "".join(f"{entry['id']}: rejected, see clause 3\n" for entry in left)
    (folder / "decisions.yaml").write_text(decisions, "utf-8")
    final = _record([*given, "--decisions", "decisions.yaml"])["reviewers"]
    outcomes = {name: sum(own[name] for own in final) for name in ("taken", "answered", "rejected", "left", "void")}
    assert outcomes == {"taken": 150, "answered": 0, "rejected": 10, "left": 40, "void": 0}
    assert [(own["author"], own["changes"], own["comments"]) for own in final] == [(n, 32, 8) for n in REVIEWERS]


def _record(given: Sequence[str]) -> Any:
    assert exporter(["review", "report", *given, "--format", "json", "-o", "record.json"]) == 0
    return json.loads(Path("record.json").read_text("utf-8"))


# --- comments in Word's XML ---------------------------------------------------------------------------------------

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def _commented_file(data: bytes, notes: list[tuple[str, ...]], author: str) -> bytes:
    """The file of an author with comments on the paragraphs that have these words, as Word writes them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    listed = ""
    for number, (words, comment) in enumerate(notes):
        at = xml.index(words)
        start, end = xml.rindex("<w:r>", 0, at), xml.index("</w:r>", at) + len("</w:r>")
        mark = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        xml = f'{xml[:start]}<w:commentRangeStart w:id="{number}"/>{xml[start:end]}{mark}{xml[end:]}'
        by = 'w:author="Rita" w:date="2026-01-02T03:04:05Z"'
        listed += f'<w:comment w:id="{number}" {by}><w:p><w:r><w:t>{escape(comment)}</w:t></w:r></w:p></w:comment>'
    comments = f"<w:comments {_NAMES}>{listed}</w:comments>"
    for name, text in (("word/document.xml", xml), ("word/comments.xml", comments)):
        parts[name] = text.replace('"Rita"', f'"{author}"').encode()
    override = f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/></Types>'
    relation = f'<Relationship Id="comments" Type="{_RELATIONSHIP}" Target="comments.xml"/></Relationships>'
    for name, old, new in (
        ("[Content_Types].xml", "</Types>", override),
        ("word/_rels/document.xml.rels", "</Relationships>", relation),
    ):
        parts[name] = parts[name].decode().replace(old, new).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
