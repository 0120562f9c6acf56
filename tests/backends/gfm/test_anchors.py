"""Links inside a document lead somewhere, on GitHub and in readers with other rules for ids."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from exporter.backends.gfm import BACKEND
from exporter.model.document import Document
from exporter.model.markdown_escapes import escape
from exporter.model.nodes import Block, Cell, Heading, Image, Link, Paragraph, QuestionAnswer, Row, Table
from exporter.model.slugs import Slugs, anchor_of
from exporter.theme.files import Theme
from tests.backends.documents import paragraph, text


def heading(words: str, anchor: str = "") -> Heading:
    """A heading with the anchor that the site gives it."""
    return Heading(level=2, children=text(words), anchor=anchor or anchor_of(words))


def link(anchor: str) -> Paragraph:
    """A paragraph with a link to an anchor."""
    return Paragraph(children=(Link(target=f"#{anchor}", children=text(f"to {anchor}")),))


def written(*body: Block) -> str:
    """The body as Markdown."""
    data = BACKEND.render(Document(title="Title", body=body), BACKEND.options(), Theme()).data
    assert data is not None
    return data.decode().removeprefix("# Title\n\n")


def targets(markdown: str) -> Iterator[tuple[str, str]]:
    """The words of each link inside the page, and of what it leads to on GitHub: the first element with its id."""
    page = html.fromstring(f"<div>{MarkdownIt('gfm-like', {'linkify': False}).render(markdown)}</div>")
    slugs, ids = Slugs(), dict[str, str]()
    for element in page.iter("h1", "h2", "a", "td"):
        if element.tag in ("h1", "h2"):
            ids.setdefault(slugs.numbered(element.text_content()), element.text_content())
        elif element.get("id"):
            ids.setdefault(element.get("id"), element.getparent().text_content())
    for element in page.xpath("//a[starts-with(@href, '#')]"):
        yield element.text_content(), ids.get(unquote(element.get("href").removeprefix("#")), "")


def test_an_anchor_that_github_gives_too_is_not_written() -> None:
    """Signs and raised figures are in no id, on the site and on GitHub alike."""
    assert written(link("area-in-m"), heading("Area in m²")) == "[to area-in-m](#area-in-m)\n\n## Area in m²\n"


@pytest.mark.parametrize(("words", "anchor"), [("2 What?", "_2-what"), ("A – B", "a-b"), ("???", "part")])
def test_an_anchor_on_which_readers_differ_is_written_where_a_link_leads_to_it(words: str, anchor: str) -> None:
    """An id of the file's own leads there in every reader; a heading without links stays clean."""
    expected = f'[to {escape(anchor)}](#{anchor})\n\n## <a id="{anchor}"></a>{words}\n'
    assert written(link(anchor), heading(words, anchor)) == expected
    assert written(heading(words, anchor)) == f"## {words}\n"


def test_a_link_has_the_id_that_github_gives_the_heading_that_is_meant() -> None:
    """Of two headings of one name the site may number the first; GitHub numbers the second."""
    body = (link("costs-1"), link("costs"), heading("Costs", "costs-1"), heading("Costs", "costs"))
    assert written(*body).startswith("[to costs-1](#costs)\n\n[to costs](#costs-1)\n\n## Costs")


def test_a_question_in_a_table_has_its_anchor() -> None:
    """Headings that Markdown cannot show as headings have ids of their own."""
    asked = QuestionAnswer(number=1, anchor="why", question=text("Why?"), answer=(paragraph("So."),))
    table = Table(head=(), body=(Row(cells=(Cell(children=(asked,)),)),))
    assert list(targets(written(link("why"), table))) == [("to why", "Why?So.")]


def test_pictures_are_in_no_id() -> None:
    """GitHub makes ids of the words alone."""
    drawn = Heading(level=2, anchor="a", children=(Image(asset="x.png", alt="Drawing"), *text("A")))
    assert written(link("a"), drawn).startswith("[to a](#a)\n")


@given(st.lists(st.text("aB1 -²_.–é", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=5))
def test_every_link_leads_to_its_heading(names: list[str]) -> None:
    """Whatever the names, and however often: the first element with the id on GitHub is the heading that is meant."""
    anchors = Slugs()
    parts = [heading(f"x {name}", anchors.numbered(name) or "part") for name in names]
    body = [block for part in parts for block in (link(part.anchor), part)]
    found = list(targets(written(*body)))
    assert [" ".join(to.split()) for _, to in found] == [" ".join(f"x {name}".split()) for name in names]
