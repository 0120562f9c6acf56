"""Footnotes that come and go with their marks: the mark in the text, and its definition in the page."""

import re

import pytest

from exporter.review import select_changes, write_changes
from tests.review.docxfile import read_page
from tests.review.exported import BY, Edit, changed_lines, edited, export, reasons, reviewed
from tests.review.redline_loop import PATH

PAGE = """---
title: Notes
---

## Part

First words here.

Words with a note[^1] and more[^2].

A last one[^3].

| A | B |
|---|---|
| one | two |

[^1]: Words of the note.
[^2]: Second *note*.
[^3]: The last.
"""
NOTES = "word/footnotes.xml"


def new(words: str, number: int, text: str) -> tuple[Edit, Edit]:
    """A footnote behind words that are a part of one run, with tracking on: in the text, and in the notes."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def inside(xml: str) -> str:
        at = xml.index(words) + len(words)
        start = xml.rindex("<w:t", 0, at)
        text = xml[xml.index(">", start) + 1 : at]
        end = xml.index("</w:t></w:r>", at)
        runs = f'<w:t xml:space="preserve">{text}</w:t></w:r><w:ins w:id="9" {BY}>{mark}</w:ins>'
        return f'{xml[:start]}{runs}<w:r><w:t xml:space="preserve">{xml[at:end]}{xml[end:]}'

    run = f'<w:ins w:id="8" {BY}><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:ins>'
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:footnoteRef/></w:r>{run}</w:p>'
    note = f'<w:footnote w:id="{number}">{paragraph}</w:footnote></w:footnotes>'
    return inside, lambda xml: xml.replace("</w:footnotes>", note)


def without(number: int) -> tuple[Edit, Edit]:
    """The mark of a footnote deleted with tracking on."""
    mark = re.compile(rf'<w:r>(?:(?!</w:r>).)*<w:footnoteReference w:id="{number}"/></w:r>')
    return lambda xml: mark.sub(lambda m: f'<w:del w:id="9" {BY}>{m[0]}</w:del>', xml), str


def all_gone(words: str) -> Edit:
    """A paragraph of several runs deleted with tracking on."""

    def edit(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index(words))
        end = xml.index("</w:p>", start)
        runs = xml[start:end].replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ")
        runs = runs.replace("</w:t>", "</w:delText>").replace("<w:r>", f'<w:del w:id="9" {BY}><w:r>')
        mark = f'<w:pPr><w:rPr><w:del w:id="8" {BY}/></w:rPr></w:pPr>'
        return xml[:start] + runs.replace("</w:r>", "</w:r></w:del>").replace("<w:p>", "<w:p>" + mark) + xml[end:]

    return edit


def result(page: str, *edits: tuple[Edit, Edit]) -> tuple[list[str], list[str]]:
    """The changed lines of a page, and the reasons of what is left."""
    data = export(page)
    for inside, notes in edits:
        data = edited(edited(data, inside), notes, NOTES)
    session = reviewed(data, page)
    texts, statuses = write_changes(session, select_changes(session)[0], read_page)
    return changed_lines(page, texts.get(PATH, page)), reasons(session, statuses)


LINE = "Words with a note[^1] and more[^2]."
WRITTEN: dict[str, tuple[list[tuple[Edit, Edit]], list[str]]] = {
    "in front of the others": (
        [new("First words", 9, "New *one*.")],
        ["-First words here.", "+First words[^4] here.", "+[^4]: New \\*one\\*."],
    ),
    "between the others": (
        [new("and more", 9, "New.")],
        ["-" + LINE, "+Words with a note[^1] and more[^4][^2].", "+[^4]: New."],
    ),
    "in a cell": ([new("two", 9, "New.")], ["-| one | two |", "+| one | two[^4] |", "+[^4]: New."]),
    "two": (
        [new("A last", 9, "New."), new("First", 10, "Another.")],
        [
            *("-First words here.", "+First[^4] words here.", "-A last one[^3].", "+A last[^5] one[^3]."),
            *("+[^4]: Another.", "+[^5]: New."),
        ],
    ),
    "deleted": ([without(1)], ["-" + LINE, "+Words with a note and more[^2].", "-[^1]: Words of the note."]),
    "two deleted": (
        [without(1), without(2)],
        ["-" + LINE, "+Words with a note and more.", "-[^1]: Words of the note.", "-[^2]: Second *note*."],
    ),
    "deleted with its paragraph": (
        [(all_gone("A last one"), str)],
        ["-A last one[^3].", "-[^3]: The last."],
    ),
    "the last deleted and one new": (
        [without(3), new("First", 9, "New.")],
        [
            *("-First words here.", "+First[^4] words here.", "-A last one[^3].", "+A last one."),
            *("-[^3]: The last.", "+[^4]: New."),
        ],
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name: str) -> None:
    """The mark and the definition come and go together, and the website numbers them anew."""
    edits, lines = WRITTEN[name]
    assert result(PAGE, *edits) == (lines, [])


def test_words_as_labels() -> None:
    """A page whose labels are words gets a word."""
    page = PAGE.replace("[^3]", "[^last]")
    assert result(page, new("First words", 9, "New."))[0][1] == "+First words[^note-1] here."


def test_another_mark_stays() -> None:
    """A footnote with a second mark is left to people, and the reason says so."""
    lines, left = result(PAGE.replace("A last one[^3]", "A last one[^3], as before[^1]"), without(1))
    reason = "the page has another mark of this footnote: delete all of them in the page"
    assert (lines, left) == ([], [f"by hand: {reason}"])


def test_a_footnote_of_data() -> None:
    """An answer in YAML has no footnotes of the page: that is told."""
    faq = '\n::ShFaq\n---\nqas:\n  - q: "Why?"\n    a: |\n      Because of this.\n---\n::\n\n[^1]: Words'
    lines, left = result(PAGE.replace("\n[^1]: Words", faq), new("Because", 9, "New."))
    assert (lines, left) == ([], ["by hand: it is in a component's data, which has no footnotes"])
