from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from exporter.backends.gfm import BACKEND
from exporter.model.document import Control, Document
from exporter.model.nodes import (
    Block,
    BlockChange,
    Cell,
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from exporter.model.walk import walk
from exporter.theme.files import Theme
from tests.backends.documents import bullets, faq_document, paragraph, sample_document, text

GOLDEN = Path(__file__).with_name("sample.md")
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def written(document: Document) -> str:
    """The document as Markdown."""
    data = BACKEND.render(document, BACKEND.options(), Theme()).data
    assert data is not None
    return data.decode()


def body(*blocks: Block) -> str:
    """The blocks as Markdown, without the title of their document."""
    return written(Document(title="T", body=blocks)).removeprefix("# T\n\n").rstrip("\n")


def line(*inlines: Inline) -> str:
    """A paragraph as Markdown."""
    return body(Paragraph(children=inlines))


def shown(markdown: str) -> str:
    """The words that a reader of the Markdown sees."""
    return "".join(
        child.content if child.type in ("text", "code_inline") else " "
        for token in PARSER.parse(markdown)
        if token.type == "inline"
        for child in token.children or ()
    )


def test_every_node_as_markdown() -> None:
    """The sample of all nodes, its head and its end, as the golden file has it."""
    assert written(sample_document()) == GOLDEN.read_text("utf-8")


def test_words_and_links_come_back_from_a_parser() -> None:
    """A CommonMark parser with GFM's tables finds every word and every link of the FAQ page, and no mark among them."""
    document = faq_document()
    markdown = written(document)
    words = iter("".join(shown(markdown).split()))
    assert all(c in words for n in walk(document.body) if isinstance(n, Text) for c in "".join(n.text.split()))
    found = [
        child.attrs["href"] for t in PARSER.parse(markdown) for child in t.children or () if child.type == "link_open"
    ]
    targets = [n.target for n in walk(document.body) if isinstance(n, Link)]
    assert found == [*targets, document.control.address]


SYNTAX = "* _a_ `b` [c](d) <e> ~f~ &amp; \\ |", "- no item", "1. no item", "# no heading", "=== no underline", "+ none"


@pytest.mark.parametrize("words", SYNTAX)
def test_words_that_look_like_syntax_are_words(words: str) -> None:
    """Characters are escaped where they are syntax."""
    assert shown(line(Text(text=words))) == words


EMPHASIS = {
    "blanks go outside": ((Strong(children=text(" a ")), *text("b")), " **a** b".strip()),
    "a quote before a letter": ((Strong(children=text("“a”")), *text("b")), "<strong>“a”</strong>b"),
    "after a letter": ((*text("a"), Emphasis(children=text("(b)"))), "a<em>(b)</em>"),
    "two in a row": ((Emphasis(children=text("a")), Strong(children=text("b"))), "<em>a</em><strong>b</strong>"),
}


@pytest.mark.parametrize(("inlines", "markdown"), EMPHASIS.values(), ids=EMPHASIS)
def test_emphasis_that_no_mark_can_give(inlines: tuple[Inline, ...], markdown: str) -> None:
    """Where a mark would be a mere asterisk (GFM 6.4), an element that GitHub lets through stands."""
    assert line(*inlines) == markdown


def test_links_lead_to_the_ids_of_github() -> None:
    """Headings of the same words are counted, the title among them; a question is a heading too."""
    heading = Heading(level=2, children=text("T"), anchor="one")
    question = QuestionAnswer(number=1, anchor="two", question=text("What’s “new”, T?"), answer=())
    links = (Link(target="#one", children=text("a")), *text(" "), Link(target="#two", children=text("b")))
    assert body(Paragraph(children=links), heading, question).startswith("[a](#t-1) [b](#whats-new-t)")


def test_pictures_are_where_the_site_has_them() -> None:
    """With a site's address a link to the picture, without one its description."""
    picture = Image(asset="/a b.png", alt="A [dot]")
    control = Control(address="https://example.org/about/faq")
    document = Document(title="T", body=(Paragraph(children=(picture,)),), control=control)
    assert "![A \\[dot\\]](https://example.org/a%20b.png)" in written(document)
    assert line(picture) == "*A \\[dot\\]*"


def test_a_bar_in_a_cell_ends_no_cell() -> None:
    """In code too; lists are lines, and a cell over two rows leaves the one below it empty."""
    first = Cell(children=(Paragraph(children=(Code(text="a|b"),)),), rowspan=2)
    second = Cell(children=(bullets("one", "two"), CodeBlock(text="x|y\n")))
    last = Cell(children=(paragraph("p|q"),))
    table = Table(head=(), body=(Row(cells=(first, second)), Row(cells=(last,))))
    assert body(table).splitlines()[2:] == ["| `a\\|b` | - one<br>- two<br>`x\\|y` |", "|  | p\\|q |"]


def test_lists_behind_each_other_stay_two() -> None:
    """Other marks tell them apart."""
    assert body(bullets("a"), bullets("b"), bullets("c")) == "- a\n\n* b\n\n- c"


def test_an_ordered_list_from_three_in_a_tight_item() -> None:
    """It would be words of the paragraph above it (GFM 5.3)."""
    inner = List(items=(ListItem(children=(paragraph("c"),)),), ordered=True, start=3)
    outer = List(items=(ListItem(children=(paragraph("a"), inner)),))
    assert [t.tag for t in PARSER.parse(body(outer)) if t.type.endswith("_list_open")] == ["ul", "ol"]


def test_alerts_are_githubs_at_the_top_alone() -> None:
    """Inside of others GitHub knows none: the label stands in words there."""
    alert = Container(role="alert-warning", label=True, children=(paragraph("Mind."),))
    assert body(alert) == "> [!WARNING]\n> Mind."
    assert body(Quote(children=(alert,))) == "> > **Warning**\n> >\n> > Mind."


def test_changes_of_whole_blocks_are_marked() -> None:
    """A redline as Markdown says what goes and what comes."""
    new, old = (BlockChange(change, "A", "") for change in ("inserted", "deleted"))
    heading = Heading(level=2, children=text("New"), anchor="new", change=new)
    assert body(heading, Paragraph(children=text("Old."), change=old)) == "## <ins>New</ins>\n\n<del>Old.</del>"
