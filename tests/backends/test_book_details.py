"""Details that a reader of any format meets: the mark of a draft, the author on a cover, notes, steps, descriptions."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import html

from exporter.backends import FORMATS
from exporter.model.document import Control, Document, Footnote
from exporter.model.nodes import Container, FootnoteReference, Heading, List, ListItem, Paragraph
from tests.backends.documents import paragraph, text
from tests.backends.docx.opened import Opened
from tests.backends.test_every_word import document, rendered, said


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_a_draft_says_so(name: str) -> None:
    """Every format for readers has the status as a fact, and once more as a mark: on each page where it has pages."""
    draft, final = (said(name, document("en", control=Control(status=status))) for status in ("draft", "final"))
    assert re.search("draft", final, re.IGNORECASE) is None
    assert len(re.findall("Status:? Draft", draft)) == 1
    assert len(re.findall("draft(?!ed)", draft, re.IGNORECASE)) >= 2


def test_a_word_cover_names_its_author_and_has_no_page_number() -> None:
    """The footer of the first page has no number; that of the others does."""
    shown = document("en", author="Ada Lovelace", cover=True, body=(paragraph("Words"),))

    def numbered(file: bytes) -> list[bool]:
        opened = Opened(file)
        footers = sorted(name for name in opened.names if name.startswith("word/footer"))
        return sorted(bool(opened.find("//w:instrText", name)) for name in footers)

    assert "Ada Lovelace" in said("docx", shown)
    assert numbered(rendered("docx", shown)) == [False, True]
    assert numbered(rendered("docx", replace(shown, cover=False))) == [True, True]


def _noted() -> Document:
    note = Footnote(label="a", number=1, children=(paragraph("A note."),))
    words = Paragraph(children=(*text("Words"), FootnoteReference(label="a", number=1)))
    return document("en", body=(words,), footnotes=(note,))


def test_notes_of_an_e_book_open_and_lead_back() -> None:
    """EPUB's types name mark and note, and a link leads from the note to the mark (EPUB 3.3, 5.7.2)."""
    tree = html.fromstring(_content(rendered("epub", _noted())))
    (mark,), (note,) = tree.xpath("//*[@*='noteref']"), tree.xpath("//*[@*='footnote']")
    assert mark.get("href") == f"#{note.get('id')}"
    assert note.xpath(".//a[@role='doc-backlink']/@href") == [f"#{mark.get('id')}"]


def _content(data: bytes) -> bytes:
    return ZipFile(BytesIO(data)).read("EPUB/content.xhtml")


@pytest.mark.parametrize("name", ["html", "epub"])
def test_descriptions_are_a_description_list(name: str) -> None:
    """Each term stands before its descriptions; a description without a term has an empty one, as HTML asks for."""
    items = (
        Container(role="description", title=text("Term"), children=(paragraph("one"), paragraph("two"))),
        Container(role="description", children=(paragraph("stray"),)),
    )
    data = rendered(name, document("en", body=(Container(role="descriptions", children=items),)))
    tree = html.fromstring(_content(data) if name == "epub" else data)
    found = tree.xpath("//dl[@data-role]//*[self::dt or self::dd]")
    assert [(one.tag, one.text_content().split()) for one in found] == [
        *(("dt", ["Term"]), ("dd", ["one", "two"])),
        *(("dt", []), ("dd", ["stray"])),
    ]


def test_numbers_of_steps_are_as_large_as_their_headings() -> None:
    """A list of steps has the class of its headings' level; other lists, and steps of plain words, have none."""

    def classes(*blocks: Heading | Paragraph, role: str = "steps") -> str:
        shown = List(items=(ListItem(children=blocks),), ordered=True, tight=False, role=role)
        return str(html.fromstring(rendered("html", document("en", body=(shown,)))).xpath("//main//ol/@class")[0])

    heading = Heading(level=4, children=text("Install"), anchor="install")
    assert classes(heading) == "loose role-steps steps-4"
    assert classes(paragraph("a")) == "loose role-steps"
    assert classes(heading, role="") == "loose"
