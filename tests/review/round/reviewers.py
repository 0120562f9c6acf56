"""Files of several reviewers of one page, and the outcome of their round."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from exporter.backends.docx import BACKEND
from exporter.backends.docx.options import DocxOptions
from exporter.diagnostics import Diagnostics
from exporter.model.document import Document, Numbering
from exporter.ooxml.comment_rows import Remark
from exporter.ooxml.comment_threads import CommentThread, add_threads
from exporter.ooxml.edited_package import EditedPackage
from exporter.ooxml.names import qname
from exporter.ooxml.package import PackageLimits
from exporter.review import ChangeFilter, Round, as_text, join, joint_rows, select_changes, write_round
from exporter.theme.files import Theme
from exporter.transforms.numbers import with_numbers
from tests.review.docxfile import read_page
from tests.review.edit_cases import edited
from tests.review.exported import changed_lines, export
from tests.review.exported import edited as edited_xml
from tests.review.redline_loop import PATH, document, reviewed

EVERYTHING = ChangeFilter()
PAGE = """---
title: Widgets
---

## Scope

A widget is a small part of a machine. It works well every day.

Many shops sell widgets.

## Price

The price is low.
"""


def file_of(author: str, edit: str, page: str = PAGE) -> bytes:
    """The file of one reviewer."""
    xml = edited(export(page), edit) if edit else export(page)
    return edited_xml(xml, lambda text: text.replace('w:author="Rita"', f'w:author="{author}"'))


def numbered_document(page: str, name: str) -> Document:
    """A page with numbers as a document, as the export of this name."""
    shown = document(read_page(PATH, page)[0])
    control = replace(shown.control, export=name)
    shown = replace(shown, control=control, numbering=Numbering(headings=True, figures=True, tables=True))
    return with_numbers(shown, Diagnostics())


def numbered_export(page: str, name: str) -> bytes:
    """The review file of a page with numbers, as the export of this name."""
    options = DocxOptions(review=True, fonts="none")
    data = BACKEND.render(numbered_document(page, name), options, Theme()).data
    assert data is not None
    return data


def commented(data: bytes, words: str, *remarks: tuple[str, str], at: str = "", resolved: bool = False) -> bytes:
    """The file with a comment on words of the paragraph that has them, or ``at``, and its answers."""
    package = EditedPackage.read(BytesIO(data), "file", PackageLimits())
    document = package.document()
    texts = {p: "".join(t.text or "" for t in p.iter(qname("w:t"))) for p in document.iter(qname("w:p"))}
    paragraph = next(p for p, text in texts.items() if (at or words) in text)
    said = tuple(Remark(author, "2026-01-03T00:00:00Z", text) for author, text in remarks)
    add_threads(package, document, [CommentThread(paragraph, words, said, resolved)])
    return package.data()


def round_of(edits: Mapping[str, str], today: str = PAGE, built: Mapping[str, str] = {}) -> Round:
    """The round of reviewers by name, each with an edit, of the page as ``built`` for them."""
    names = [f"{author}.docx" for author in edits]
    files = (file_of(author, edit, built.get(author, PAGE)) for author, edit in edits.items())
    return join([reviewed(data, today, name) for data, name in zip(files, names, strict=True)], names)


def outcome(joint: Round, choice: ChangeFilter = EVERYTHING, today: str = PAGE) -> list[str]:
    """The rows of a round, each in a line, without ids, and the changed lines of the page."""
    chosen = [select_changes(session, choice)[0] for session in joint.sessions]
    texts, statuses = write_round(joint, chosen, [read_page] * len(chosen))
    listed = joint_rows(joint, statuses)
    return [*_without_ids(as_text(joint, listed), joint), *changed_lines(today, texts.get(PATH, today))]


def _without_ids(text: str, joint: Round) -> Sequence[str]:
    for change in joint.changes.values():
        text = text.replace(change.id, "id")
    return [line.strip() for line in text.splitlines() if line.startswith(("  ", "note:"))]
