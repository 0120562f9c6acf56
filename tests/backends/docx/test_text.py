"""No word of a document is lost or changed in Word: text, order, emphasis, links, languages."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from exporter.backends.docx import BACKEND
from exporter.backends.docx.links import safe_address
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Document
from exporter.model.nodes import Code, CodeBlock, Link, Paragraph, QuestionAnswer, Span, Text
from exporter.model.walk import walk
from exporter.ooxml.names import qname
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, paragraph, sample_document, text
from tests.backends.docx.opened import Opened, audit, rendered, words

STRUCK = qname("w:strike")


@pytest.mark.parametrize("make", [sample_document, faq_document])
def test_every_text_run_is_there_in_order(make: object) -> None:
    """Each text of the model follows the one before it."""
    document: Document = make()  # type: ignore[operator]
    shown = words(Opened(rendered(document)).document)
    at = 0
    for node in walk(document.body):
        if isinstance(node, Text | Code):
            found = shown.find(node.text, at)
            assert found >= 0, node.text
            at = found + len(node.text)
        elif isinstance(node, CodeBlock):
            assert node.text.strip() in shown


def test_questions_are_their_own_style() -> None:
    """Each question of the FAQ page is one paragraph of the question style, its answer follows in the answer's."""
    document = faq_document()
    shown = Opened(rendered(document)).paragraphs()
    questions = [node for node in document.body if isinstance(node, QuestionAnswer)]
    assert [w for style, w in shown if style == "FAQQuestion"] == [words_of(q) for q in questions]
    assert all(then[0] in ("FAQAnswer", "ListParagraph") for now, then in pairwise(shown) if now[0] == "FAQQuestion")


def words_of(node: QuestionAnswer) -> str:
    """A question's words."""
    return "".join(n.text for n in walk(node.question) if isinstance(n, Text))


def test_question_mark_is_in_the_documents_language() -> None:
    """The sign in front of questions is the list's own, from the labels."""
    opened = Opened(rendered(replace(sample_document(), labels={"question_mark": "F."})))
    assert [e.get(qname("w:val")) for e in opened.find("//w:lvl[w:pStyle]/w:lvlText", "word/numbering.xml")] == ["F."]


def test_outline_starts_at_the_first_level() -> None:
    """A page whose headings start at level 2 has Heading 1 in Word, and its questions stand one level below."""
    opened = Opened(rendered(faq_document()))
    styles = [style for style, _ in opened.paragraphs()]
    assert styles.count("Heading1") == 4
    assert not opened.find("//w:p[w:pPr/w:pStyle/@w:val='FAQQuestion']/w:pPr/w:outlineLvl")
    only = Document(title="One", body=tuple(b for b in faq_document().body if isinstance(b, QuestionAnswer))[:2])
    assert {e.get(qname("w:val")) for e in Opened(rendered(only)).find("//w:outlineLvl")} == {"0"}


def test_emphasis_and_roles_are_formats() -> None:
    """Strong words are bold, emphasised ones italic, roles and code character styles, also inside a link."""
    opened = Opened(rendered(sample_document()))
    bold = opened.find("//w:hyperlink/w:r[w:rPr/w:b]")
    assert [words(run) for run in bold] == ["registry"]
    assert words(opened.find("//w:r[w:rPr/w:i]")[0]) == "now and then"
    assert words(opened.find("//w:r[w:rPr/w:rStyle/@w:val='VerbatimChar']")[0]) == "/3/0/9"
    assert words(opened.find("//w:r[w:rPr/w:rStyle/@w:val='Struck']")[0]) == "strike"


def test_style_inside_a_style_keeps_both() -> None:
    """Code inside a link has the code's style and the link's colour and line written out."""
    link = Link(target="https://www.example.org/", children=(Code(text="GET"),))
    opened = Opened(rendered(Document(title="Both", body=(Paragraph(children=(link,)),))))
    (run,) = opened.find("//w:hyperlink/w:r")
    assert [c.tag.partition("}")[2] for c in run[0]] == ["rStyle", "color", "u"]


def test_foreign_passages_have_their_language() -> None:
    """A foreign passage is marked for proofing; one written from right to left runs so."""
    body = (Paragraph(children=(Span(children=text("Guten Tag"), lang="de"), Span(children=text("سلام"), lang="fa"))),)
    opened = Opened(rendered(Document(title="Tongues", language="fr", body=body)))
    german, persian = opened.find("//w:body//w:lang")
    assert german.get(qname("w:val")) == "de-DE"
    assert persian.get(qname("w:bidi")) == "fa-IR"
    assert opened.find("//w:r[w:rPr/w:rtl]")
    assert opened.find("//w:docDefaults//w:lang", "word/styles.xml")[0].get(qname("w:val")) == "fr-FR"


def test_right_to_left_documents_run_so(tmp_path: Path) -> None:
    """In an Arabic document paragraphs, runs, tables and heavy type go by its script."""
    sample = sample_document()
    document = replace(sample, language="ar", body=(paragraph("يسجل الجهاز نفسه."), *sample.body))
    data = rendered(document)
    opened = Opened(data)
    assert opened.find("//w:pPrDefault/w:pPr/w:bidi", "word/styles.xml")
    assert opened.find("//w:style[@w:styleId='Title']/w:rPr[w:bCs][w:szCs]", "word/styles.xml")
    assert opened.find("//w:body//w:r[w:rPr/w:rtl]/w:t[. = 'يسجل الجهاز نفسه.']")
    assert len(opened.find("//w:tbl")) == len(opened.find("//w:tbl/w:tblPr/w:bidiVisual"))
    assert audit(data, tmp_path) == []


def test_links_lead_out_and_inside() -> None:
    """Addresses are relationships to the outside, each once; anchors lead to bookmarks; a title is the tip."""
    document = sample_document()
    opened = Opened(rendered(document))
    targets = opened.targets()
    outside = [targets[e.get(qname("r:id"))] for e in opened.find("//w:body//w:hyperlink[@r:id]")]
    assert [t for t in outside if "about/sample" not in t] == [
        node.target for node in walk(document.body) if isinstance(node, Link) and not node.target.startswith("#")
    ]
    assert len(set(targets.values())) == len(targets)
    assert opened.find("//w:hyperlink[@w:anchor='_questions']")
    assert opened.find("//w:hyperlink[@w:tooltip='by mail']")


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "\\\\host\\share",
        "//host/x",
        "data:text/html,x",
        "http://",
        "#gone",
    ],
)
def test_unsafe_and_dangling_links_are_words_with_a_finding(target: str) -> None:
    """Nothing but http, https, mailto and tel leads out, and nothing leads nowhere; the words stay."""
    body = (Paragraph(children=(Link(target=target, children=text("here")),)),)
    made = BACKEND.render(Document(title="Links", body=body), DocxOptions(), Theme())
    assert made.data is not None
    opened = Opened(made.data)
    assert not opened.find("//w:hyperlink")
    assert opened.paragraphs()[-1] == ("", "here")
    assert [f.code for f in made.findings] == ["docx-link"]


def test_addresses_are_encoded() -> None:
    """Blanks, quotes and other signs that are not allowed in an address are encoded, what is encoded stays."""
    assert safe_address('https://example.org/a b"c%20d?é#f') == "https://example.org/a%20b%22c%20d?%C3%A9#f"


def test_words_never_enter_field_codes() -> None:
    """A title or label that looks like a field stays text."""
    evil = 'x" } INCLUDETEXT "file:///etc/passwd'
    document = replace(faq_document(), title=evil, body=(*faq_document().body, paragraph(evil)))
    codes = {e.text for e in Opened(rendered(document, toc="always")).find("//w:instrText")}
    assert codes == {r' TOC \o "1-3" \n \h \z \u '}
