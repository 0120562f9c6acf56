"""A round of a working group: five reviewers, each with forty edits and comments in a file of one page.

Each clause has a place for each kind of edit, and each reviewer makes another kind there. In some clauses two reviewers
change the same words, alike or not, or make an edit that the page cannot hold.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from tests.review.exported import export
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
    """An edit of a clause: in Word, and in the page; a comment has words in place of both."""

    clause: int
    make: Callable[[WordFile], object] | None = None
    write: Text = str
    comment: str = ""
    left: bool = False  # to people: it is against another reviewer's, or no page holds it


def edits_of(reviewer: int) -> Iterator[Edit]:
    """Yield the edits of a reviewer, one in each clause."""
    for i in CLAUSES:
        yield _KINDS[(i + reviewer) % len(_KINDS)](i)


def _replaced(i: int, by: str = "tiny", *, left: bool = False) -> Edit:
    old = f"small part of machine {i}."
    return Edit(i, lambda f: f.replace("small", by, old), lambda t: t.replace(old, old.replace("small", by)), left=left)


def _inserted(i: int) -> Edit:
    old = f"machine {i}. It works"
    return Edit(i, lambda f: f.insert(" very", after="works", within=old), lambda t: t.replace(old, f"{old} very"))


def _added(i: int) -> Edit:
    old, new = f"a bag of bolts, {i}.", f"spare screws, {i}."
    if i % 20 == 7:
        return Edit(i, lambda f: f.add("Caption", "A picture", behind=old), left=True)
    return Edit(
        i,
        lambda f: f.add("ListParagraph", new, behind=old, kind="bullet"),
        lambda t: t.replace(f"- {old}\n", f"- {old}\n- {new}\n"),
    )


def _dropped(i: int) -> Edit:
    """Drop an item; in some clauses, do what another reviewer does there, or something against it."""
    if i % 10 == 5:
        return _replaced(i)
    if i % 10 == 0:
        return _replaced(i, "little", left=True)
    return Edit(
        i, lambda f: f.drop(f"the manual of size {i}."), lambda t: t.replace(f"- the manual of size {i}.\n", "")
    )


def _commented(i: int) -> Edit:
    return Edit(i, comment=f"te: How low is the price of widget {i}?")


_KINDS = (_replaced, _inserted, _added, _commented, _dropped)


def file_of(reviewer: int) -> bytes:
    """The file that comes back from a reviewer."""
    file = WordFile(export(PAGE))
    edits = list(edits_of(reviewer))
    for edit in edits:
        if edit.make is not None:
            edit.make(file)
    notes = [(f"widget {edit.clause}.", edit.comment) for edit in edits if edit.comment]
    return _commented_file(file.data(), notes, REVIEWERS[reviewer])


_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def _commented_file(data: bytes, notes: list[tuple[str, str]], author: str) -> bytes:
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
