"""Files for review: anchors, map, protection, comments, notice, margin, watermark."""

from dataclasses import replace

import pytest

from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Document, Footnote, Review
from exporter.model.nodes import FootnoteReference, Paragraph, ReviewNote, Text
from exporter.model.position import Places, Point, Pos
from exporter.ooxml import review_map
from exporter.ooxml.names import qname
from tests.backends.documents import faq_document, sample_document
from tests.backends.docx.opened import Opened, rendered, words

NAME = qname("w:name")


def map_of(opened: Opened) -> review_map.ReviewMap:
    """The review map of a package."""
    return review_map.from_xml(opened.files["customXml/item1.xml"])


def test_every_paragraph_of_the_page_is_in_the_map() -> None:
    """Bookmarks and entries are the same, in the same order, and say the same words."""
    opened = Opened(rendered(faq_document()))
    entries = map_of(opened).entries
    marks = [e for e in opened.find("//w:bookmarkStart") if (e.get(NAME) or "").startswith("x_")]
    assert [m.get(NAME) for m in marks] == [entry.name for entry in entries]
    for mark, entry in zip(marks, entries, strict=True):
        paragraph = mark.getparent()
        assert paragraph is not None
        assert words(paragraph) == entry.text
    assert [e.kind for e in entries].count("question") == 23


def test_map_knows_kinds_keys_and_sections() -> None:
    """The number identifies a question, the heading above it any other paragraph."""
    entries = map_of(Opened(rendered(sample_document()))).entries
    first = next(e for e in entries if e.kind == "question")
    assert (first.key, first.text, first.section) == ("q1", "What is an Object?", "Questions")
    assert [e.kind for e in entries if e.key == "q1"] == ["question", "paragraph", "item", "item"]
    assert {e.kind for e in entries} == review_map.KINDS
    label = next(e for e in entries if e.text.startswith("Warning: "))
    assert label.text[: label.generated] == "Warning: "


def test_map_has_places_counted_from_its_first() -> None:
    """A paragraph's place goes from its first word to its last; lines and offsets count from the first place."""
    places = Places.of("content/a.md", "one\n\ntwo three\n  four\n")
    words_ = (Text(text="two ", pos=places.pos(5, 9)), Text(text="three", pos=places.pos(9, 14)))
    below = Paragraph(children=(Text(text="four", pos=places.pos(17, 21)),))
    found = map_of(Opened(rendered(Document(title="A", body=(Paragraph(children=words_), below)))))
    spans = [entry.pos for entry in found.entries[-2:]]
    assert spans == [
        Pos("content/a.md", Point(0, 1, 0), Point(0, 10, 9)),
        Pos("content/a.md", Point(1, 3, 12), Point(1, 7, 16)),
    ]
    assert found.files == ("content/a.md",)


def test_map_is_the_same_wherever_the_section_stands() -> None:
    """Text that moves down as a whole gives the same bytes."""
    texts = ("A word.\n", "More above.\n\nA word.\n")
    places = [Places.of("content/a.md", text).pos(text.index("A word"), len(text) - 1) for text in texts]
    made = [Document(title="A", body=(Paragraph(children=(Text(text="A word.", pos=p),)),)) for p in places]
    assert rendered(made[0]) == rendered(made[1])


def test_tracking_is_on_and_protected() -> None:
    """Changes are tracked, and only stopping the protection switches that off."""
    settings = Opened(rendered(sample_document())).xml("word/settings.xml")
    assert settings.find(qname("w:trackRevisions")) is not None
    protection = settings.find(qname("w:documentProtection"))
    assert protection is not None
    assert protection.get(qname("w:edit")) == "trackedChanges"
    assert protection.get(qname("w:enforcement")) == "1"


def test_plain_file_has_none_of_it() -> None:
    """With ``review: false`` there is no map, no mark, no protection, and the usual margin."""
    opened = Opened(rendered(sample_document(), review=False))
    assert not [n for n in opened.names if n.startswith("customXml")]
    assert not opened.find("//w:bookmarkStart[starts-with(@w:name, 'x_')]")
    assert not opened.find("//w:trackRevisions | //w:documentProtection", "word/settings.xml")
    assert opened.find("//w:pgMar/@w:right") == ["1361"]


def test_writers_notes_are_comments() -> None:
    """A note to the reviewer is a comment at its place, by the document's author."""
    opened = Opened(rendered(sample_document()))
    (comment,) = opened.find("//w:comment", "word/comments.xml")
    assert words(comment) == "Is this still so?"
    assert comment.get(qname("w:author")) == "Working Group DM"
    (start,) = opened.find("//w:commentRangeStart")
    before = start.getprevious()
    assert before is not None


def test_notes_in_footnotes_are_comments_at_their_marks() -> None:
    """No office program opens a file with a comment in a footnote: it stands where the note's mark is."""
    said = Paragraph(children=(Text(text="The note."), ReviewNote(text="Which edition?")))
    mark = Paragraph(children=(Text(text="Words"), FootnoteReference(label="a", number=1)))
    document = Document(title="A", body=(mark,), footnotes=(Footnote(label="a", number=1, children=(said,)),))
    opened = Opened(rendered(document))
    assert not opened.find("//w:commentReference", "word/footnotes.xml")
    assert len(opened.find("//w:commentReference")) == 1
    assert [words(e) for e in opened.find("//w:comment", "word/comments.xml")] == ["Which edition?"]


def test_plain_files_have_no_notes_to_reviewers() -> None:
    """Only files for review have notes to reviewers."""
    opened = Opened(rendered(sample_document(), review=False))
    assert "word/comments.xml" not in opened.names
    assert not opened.find("//w:commentReference | //w:commentRangeStart")


def test_notice_asks_and_says_until_when() -> None:
    """The first page has the notice to reviewers, except in a plain file."""
    document = replace(faq_document(), review=Review(instructions="Check the numbers.", until="2026-02-01"))
    shown = [w for style, w in Opened(rendered(document)).paragraphs() if style == "ReviewNotice"]
    assert shown == ["Please review until 2026-02-01", "Check the numbers."]
    assert "ReviewNotice" not in dict(Opened(rendered(document, review=False)).paragraphs())


def test_watermark_is_the_status_of_a_draft() -> None:
    """A draft has its status behind the text on every page; options say another word, or none."""

    def marks(**options: object) -> list[str]:
        opened = Opened(rendered(sample_document(), **options))
        headers = [n for n in opened.names if n.startswith("word/header")]
        return [e.get("string") or "" for n in headers for e in opened.find("//v:textpath[@string]", n)]

    assert marks() == ["DRAFT", "DRAFT"]
    assert marks(watermark="For comment") == ["For comment"] * 2
    assert marks(watermark="") == []


def test_lines_are_numbered_where_asked() -> None:
    """Line numbers are an option."""
    assert not Opened(rendered(faq_document())).find("//w:lnNumType")
    assert Opened(rendered(faq_document(), line_numbers=True)).find("//w:sectPr/w:lnNumType")
    with pytest.raises(ValueError, match="Word counts lines"):
        DocxOptions.model_validate({"line_numbers": "paragraphs"})
