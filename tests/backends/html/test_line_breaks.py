"""Line breaks on paper: last words stay whole, long addresses break, short tables and code stay on a page."""

import re

import pytest

from exporter.backends.html.body import Body
from exporter.backends.html.line_breaks import has_long_word, with_whole_last_words
from exporter.model.document import Document
from exporter.model.nodes import (
    Cell,
    Code,
    CodeBlock,
    Inline,
    LineBreak,
    Paragraph,
    Row,
    Rule,
    Strong,
    Table,
    Text,
)
from exporter.model.walk import plain_text
from exporter.theme.files import Theme


def text(words: str) -> tuple[Text, ...]:
    """Words as inlines."""
    return (Text(text=words),)


def paper(*children: Inline) -> str:
    """A paragraph as markup for paper."""
    return str(Body(Document(title="T"), Theme()).blocks([Paragraph(children=children)]))


def table(*rows: tuple[str, ...]) -> Table:
    """A table of these words."""
    return Table(
        head=(),
        body=tuple(Row(cells=tuple(Cell(children=(Paragraph(children=text(w)),)) for w in row)) for row in rows),
    )


def test_the_last_word_stays_whole() -> None:
    """A long last word is in a span of its own, also in bold before a full stop; no word is lost."""
    assert paper(*text("of the implementation.")) == '<p>of the <span class="role-whole">implementation.</span></p>'
    bold = Strong(children=text("in their deployments"))
    assert '<span class="role-whole">deployments</span></strong>.' in paper(*text("Help "), bold, *text("."))
    assert paper(*text("a short end")) == "<p>a short end</p>"


def test_words_before_hard_breaks_stay_whole() -> None:
    """Each line that ends by itself ends with a whole word; very many of them are no matter."""
    lines = tuple(node for _ in range(3000) for node in (Text(text="one management"), LineBreak()))
    made = with_whole_last_words(lines)
    assert plain_text(made) == plain_text(lines)
    assert len(made) == len(lines) + 3000


def test_a_screen_knows_no_such_spans() -> None:
    """A browser's page is as plain as before."""
    body = Body(Document(title="T"), Theme(), screen=True)
    assert "role-whole" not in body.blocks([Paragraph(children=text("of the implementation."))])


def test_words_before_a_list_lead() -> None:
    """Words that introduce a list, a table or code have a class for that on paper, and none on a screen."""
    words = Paragraph(children=text("Such as:"), role="lead")
    blocks = [words, CodeBlock(text="a\n"), words, Rule(), words]
    assert Body(Document(title="T"), Theme()).blocks(blocks).count('class="role-lead role-leading"') == 1
    assert "role-leading" not in Body(Document(title="T"), Theme(), screen=True).blocks(blocks)


def test_no_style_sheet_asks_for_siblings() -> None:
    """``:has(+ …)`` takes a time that grows with the square of a page's length: 3,000 paragraphs took 20 seconds."""
    styles = [Theme().read(f"styles/{name}").decode() for name in ("print.css", "screen.css")]
    assert not [found for css in styles for found in re.findall(r":has\(\s*[+~][^)]*\)", css)]


def test_long_addresses_break() -> None:
    """Words too long for a narrow column are told from others."""
    assert has_long_word(text("see https://example.org/a/very/long/address"))
    assert not has_long_word(text("see the implementation guidelines"))


def test_short_tables_and_code_stay_on_a_page() -> None:
    """Tables and code of few lines are marked; tall rows and hard breaks count."""
    body = Body(Document(title="T"), Theme())
    assert body.short(table(*[("1", "2")] * 8))
    assert not body.short(table(*[("1", "word " * 60)] * 5))
    assert body.short(CodeBlock(text="a\n" * 9))
    assert not body.short(CodeBlock(text="a\n" * 10))


def test_rows_of_bold_words_stay_with_the_next() -> None:
    """A row that heads others is marked on paper; one of several filled cells, and a web page's, are not."""
    bold = Cell(children=(Paragraph(children=(Strong(children=text("Leadership")),)),))
    plain = Cell(children=(Paragraph(children=text("Yes")),))
    rows = Table(head=(), body=(Row(cells=(bold, Cell(children=()))), Row(cells=(bold, plain))))
    assert str(Body(Document(title="T"), Theme()).block(rows)).count('<tr class="leading">') == 1
    assert "leading" not in Body(Document(title="T"), Theme(), screen=True).block(rows)


@pytest.mark.parametrize("screen", [True, False])
def test_options_of_code_in_a_line_are_whole(screen: bool) -> None:
    """A line ends before an option of a command, not within, on a screen as on paper."""
    code = Code(text="npm install --save x")
    made = Body(Document(title="T"), Theme(), screen=screen).inline(code)
    assert 'install <span class="option">--save</span> x' in made
