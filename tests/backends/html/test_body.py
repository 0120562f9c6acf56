"""The markup of nodes: valid, without anything active, and of the shape that a tagged PDF needs."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import html5lib
import nh3
import pytest
from lxml import html

from exporter.backends.contents import Toc
from exporter.backends.html.body import Body
from exporter.backends.html.page import contents_for, flattened, print_page
from exporter.model.document import Document, TocEntry
from exporter.model.nodes import (
    BlockChange,
    Cell,
    Code,
    Container,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Revision,
    Row,
    Span,
    Table,
    Text,
)
from exporter.model.walk import plain_text, walk
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, paragraph, question, sample_document, text
from tests.backends.html.conftest import DOCUMENTS, written

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}"
INLINE = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "img", "ins", "kbd", "mark", "s", "small", "span"} | {
    "strong",
    "sub",
    "sup",
    "u",
}


def paper(document: Document) -> html.HtmlElement:
    """The page for a PDF as a tree."""
    return html.document_fromstring(print_page(document, Theme(), contents=True))


def body_of(document: Document, theme: Theme, *, screen: bool = False) -> str:
    """The markup of a document's body."""
    return Body(document, theme, screen=screen).blocks(document.body)


def shown(*blocks: object, screen: bool = False) -> str:
    """The markup of ``blocks`` in a document with the pictures of the sample."""
    document = Document(title="T", body=blocks, assets=sample_document().assets)  # type: ignore[arg-type]
    return str(body_of(document, Theme(), screen=screen))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_are_valid(name: str) -> None:
    """html5lib's strict parser takes both the page for a browser and the page for a PDF."""
    document = DOCUMENTS[name]()
    html5lib.HTMLParser(strict=True).parse(written(document))
    html5lib.HTMLParser(strict=True).parse(print_page(document, Theme(), contents=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ids_are_unique_and_links_meet_them(name: str) -> None:
    """No id comes twice and every link inside the page has its target, on the screen and on paper."""
    document = DOCUMENTS[name]()
    for page in (written(document), print_page(document, Theme(), contents=True)):
        tree = html.document_fromstring(page)
        ids = Counter(tree.xpath("//@id"))
        assert [i for i, n in ids.items() if n > 1] == []
        assert {a for a in tree.xpath("//a/@href") if a.startswith("#") and a[1:] not in ids} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_is_lost(name: str) -> None:
    """Every text of the model is in the markup, in order."""
    document = DOCUMENTS[name]()
    words = re.sub(r"\s+", "", html.fromstring(f"<div>{body_of(document, Theme())}</div>").text_content())
    at = 0
    for node in walk(document.body):
        if isinstance(node, Text | Code):
            wanted = re.sub(r"\s+", "", node.text)
            assert wanted in words[at:]
            at = words.index(wanted, at) + len(wanted)


@pytest.mark.parametrize("screen", [True, False])
def test_nothing_active_comes_from_content(screen: bool) -> None:
    """nh3, which knows what is active, takes nothing from a body but what is on its list of our own."""
    body = str(body_of(hostile_document(), Theme(), screen=screen))
    tags = {*INLINE, "blockquote", "caption", "col", "details", "div", "figcaption", "figure", "h2", "h3", "hr", "li"}
    tags |= {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
    names = {"class", "id", "lang", "role", "aria-label", "tabindex", "data-role", "data-number", "aria-hidden"}
    names |= {"data-checked", "data-language", "src", "alt", "width", "height", "title", "scope", "colspan", "rowspan"}
    kept = nh3.clean(
        body,
        tags=tags,
        attributes={"*": {*names, "start", "datetime", "href", "open"}},
        url_schemes={"http", "https", "mailto", "tel", "asset"},
        link_rel=None,
    )
    assert html.tostring(html.fromstring(f"<div>{kept}</div>")) == html.tostring(html.fromstring(f"<div>{body}</div>"))


def hostile_document() -> Document:
    """The sample with script and template code wherever content can put text."""
    bad = text(HOSTILE)
    blocks = (
        Heading(level=2, children=bad, anchor='a"b'),
        Paragraph(children=(*bad, Code(text=HOSTILE), Link(target='https://x/"><b>', children=bad, title=HOSTILE))),
        Paragraph(children=(Image(asset="face.png", alt=HOSTILE), Span(children=bad, role='r" onclick="x'))),
        Container(role='x" onclick="y', title=bad, children=(paragraph(HOSTILE),)),
        question(9, HOSTILE, paragraph(HOSTILE)),
    )
    return replace(sample_document(), body=(*sample_document().body, *blocks))


def test_content_is_never_template_text() -> None:
    """Template code in content stays as it is typed."""
    assert "{{ 7*7 }}" in written(hostile_document())


def test_what_a_tagged_pdf_needs() -> None:
    """List items hold one block, links only inlines, no div stands in a dl, header cells have a scope, no style."""
    tree = paper(sample_document())
    for item in tree.xpath("//main//li"):
        assert [child.tag for child in item] == ["div"]
    for link in tree.xpath("//a"):
        assert {child.tag for child in link.iterdescendants()} <= INLINE
    assert tree.xpath("//dl/div") == []
    assert tree.xpath("//th[not(@scope)]") == []
    assert tree.xpath("//@style | //script | //details | //@tabindex") == []
    assert tree.xpath("//img[not(@alt)]") == []


def test_rows_are_equally_wide() -> None:
    """With spans counted, each row of the sample's table has as many cells."""
    for table in paper(sample_document()).xpath("//main//table"):
        widths = Counter[int]()
        for n, row in enumerate(table.xpath(".//tr")):
            for cell in row:
                for below in range(int(cell.get("rowspan", 1))):
                    widths[n + below] += int(cell.get("colspan", 1))
        assert len(set(widths.values())) == 1


def test_headings_go_step_by_step() -> None:
    """The title is the one h1, and no level is left out below it."""
    for document in (sample_document(), faq_document()):
        levels = [int(h.tag[1]) for h in paper(document).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_question_on_screen_and_on_paper() -> None:
    """A question is a fold with its heading in the summary on the screen, and a heading with its answer on paper."""
    node = QuestionAnswer(number=3, anchor="why", question=text("Why?"), answer=(paragraph("Because."),))
    screen = html.fromstring(shown(node, screen=True))
    assert screen.xpath("string(details/summary/h3)") == "Q. Why?"
    assert screen.xpath("details/div[@id='why']/p/text()") == ["Because."]
    assert html.fromstring(shown(node)).xpath("h3[@id='why']/following-sibling::div[@class='answer']/p")


def test_tight_items_have_no_paragraphs() -> None:
    """A tight item's one paragraph is bare, also before a nested list; a loose item's is not."""
    nested = List(items=(ListItem(children=(paragraph("inner"),)),))
    items = (ListItem(children=(paragraph("outer"), nested)),)
    assert "<p>" not in shown(List(items=items))
    assert '<p class="role-leading">outer</p>' in shown(List(items=items, tight=False))


def test_empty_header_cell_is_a_plain_cell() -> None:
    """A header cell without words is no header: assistive technology would announce nothing."""
    cells = (Cell(children=(paragraph(words),) if words else (), scope="col") for words in ("", "\u00a0", "B"))
    head = Row(cells=tuple(cells))
    assert '<tr><td></td><td>\u00a0</td><th scope="col">B</th></tr>' in shown(Table(head=(head,), body=()))


def test_footnotes_go_both_ways() -> None:
    """Each reference has its own id, the second to a note too; the notes link back to the first."""
    tree = html.document_fromstring(written(sample_document()))
    assert tree.xpath("//sup/a/@id") == ["reference.1", "reference.2", "reference.1.2"]
    assert tree.xpath("//section[@role='doc-endnotes']//a[@role='doc-backlink']/@href") == [
        "#reference.1",
        "#reference.2",
    ]


def test_decorative_picture_has_no_words() -> None:
    """A decorative picture has an empty alternative text, whatever it was given."""
    assert 'alt=""' in shown(Paragraph(children=(Image(asset="face.png", alt="x", decorative=True),)))


def test_unknown_role_is_shown() -> None:
    """A role that the table does not have still gives its class and its content."""
    assert 'class="role-own"' in shown(Container(role="own", children=(paragraph("kept"),)))


def test_alert_has_a_word_for_its_kind() -> None:
    """The label is in the document's language and stands before the title; without `label` there is none."""
    alert = Container(role="alert-warning", title=text("Hot"), children=(), label=True)
    document = Document(title="T", language="de-AT", body=(alert,))
    assert plain(body_of(document, Theme())) == "Warnung: Hot"
    assert plain(shown(replace(alert, label=False))) == "Hot"


def plain(markup: str) -> str:
    """The text of ``markup``."""
    return html.fromstring(str(markup)).text_content()


def test_redline() -> None:
    """Revisions in a line and whole blocks are ins and del with their date."""
    change = BlockChange(change="deleted", author="A", date="2024-01-02")
    inserted = Revision(change="inserted", children=text("new"), author="A", date="2024-01-02")
    made = shown(Paragraph(children=(inserted,)), Paragraph(children=text("old"), change=change))
    assert '<ins class="change" datetime="2024-01-02">new</ins>' in made
    assert '<del class="block-change" datetime="2024-01-02"><p>old</p></del>' in made


def test_contents_nest_and_are_unlinked() -> None:
    """Entries hold those of lower levels, depth counts without gaps, and no link stands in a link."""
    inner = Link(target="https://x", children=text("linked"))
    toc = (
        TocEntry(level=2, anchor="a", children=text("A")),
        TocEntry(level=4, anchor="b", children=(inner,), question=True),
        TocEntry(level=2, anchor="c", children=text("C")),
    )
    body = Body(Document(title="T", toc=toc), Theme(), screen=True)
    tree = contents_for(body.document, body, Toc())
    assert [(e.anchor, e.depth, len(e.entries)) for e in flattened(tree)] == [("a", 1, 1), ("b", 2, 0), ("c", 1, 0)]
    assert str(tree[0].entries[0].content) == "linked"


def test_contents_only_where_they_help() -> None:
    """A document with one heading or none shows no contents, unless they are asked for."""
    toc = (TocEntry(level=2, anchor="a", children=text("A")),)
    body = Body(Document(title="T", toc=toc), Theme(), screen=True)
    assert contents_for(body.document, body, Toc()) == ()
    assert len(contents_for(body.document, body, Toc(show="always"))) == 1


def test_right_to_left() -> None:
    """A page in Arabic reads from right to left."""
    page = written(Document(title="أسئلة", language="ar", body=(paragraph("مرحبا"),)), fonts="system")
    assert '<html lang="ar" dir="rtl">' in page


def test_review_notes_are_not_shown() -> None:
    """A writer's note to the reviewer is in no page."""
    assert "Is this still so" not in written(sample_document())


def test_question_titles_in_links_are_plain() -> None:
    """The name of a question's link is the question's words."""
    node = question(1, "Why & how?", paragraph("So."))
    assert 'aria-label="Copy the link to “Why &amp; how?”"' in shown(node, screen=True)
    assert plain_text(node.question) == "Why & how?"
