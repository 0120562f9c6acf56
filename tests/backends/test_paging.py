"""Rules for page breaks, the same for every format: blocks that keep with the next, estimates of lines."""

import pytest

from exporter.backends.html.paper_tables import TableLook
from exporter.backends.paging import (
    PAGE,
    are_long,
    estimated_lines,
    estimated_pages,
    estimated_table_lines,
    is_short,
    keeps_with_next,
    rows_kept_with_next,
)
from exporter.backends.table_layout import table_layout
from exporter.model.document import Document
from exporter.model.nodes import (
    Block,
    Cell,
    CodeBlock,
    Columns,
    Container,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    Paragraph,
    QuestionAnswer,
    Row,
    Rule,
    Strong,
    Table,
)
from tests.backends.documents import bullets, paragraph, text

HEADING = Heading(level=2, children=text("Part"), anchor="part")


def row(*words: str) -> Row:
    """A row of these words."""
    return Row(cells=tuple(Cell(children=(paragraph(word),)) for word in words))


def test_words_in_bold_alone_lead() -> None:
    """A paragraph of bold words alone stays with what follows; one that only begins with them is a paragraph."""
    bold = Strong(children=text("Grid modernization"))
    assert keeps_with_next(Paragraph(children=(bold,)))
    assert not keeps_with_next(Paragraph(children=(bold, *text(": it changes"))))


def test_a_run_of_bold_paragraphs_leads_nowhere() -> None:
    """Bold paragraphs one after the other are text, and so is a long one: they may stand at the foot of a page."""
    bold, long = (Paragraph(children=(Strong(children=text(words)),)) for words in ("Grid", "Grid " * 20))
    assert not keeps_with_next(bold, None, bold)
    assert keeps_with_next(bold, bold, Paragraph(children=text("It changes.")))
    assert not keeps_with_next(long)


def test_words_below_a_heading_lead_to_columns() -> None:
    """So do words with a colon at their end; others stand for themselves."""
    heading = Heading(level=2, anchor="a", children=text("A"))
    columns = Columns(widths=(1, 1), columns=((), ()))
    words = Paragraph(children=text("Features of it"))
    assert keeps_with_next(words, heading, columns)
    assert not keeps_with_next(words, words, columns)
    assert keeps_with_next(Paragraph(children=text("Its features:")), words, columns)


def test_words_below_a_heading_lead_to_its_first_question() -> None:
    """Words that stand below other words are an answer's, or stand for themselves."""
    question = QuestionAnswer(question=text("Why?"), answer=(), anchor="why", level=3, number=1)
    assert keeps_with_next(paragraph("Intro"), HEADING, question)
    assert not keeps_with_next(paragraph("Intro"), paragraph("x"), question)


@pytest.mark.parametrize("below", [Rule(), Paragraph(children=(Emphasis(children=text("A subtitle")),))])
def test_a_line_below_a_heading_leads(below: Block) -> None:
    """A rule, or a line in italics, does not end a page that its heading stands on."""
    assert keeps_with_next(below, HEADING, paragraph("x"))
    assert not keeps_with_next(below, paragraph("x"), paragraph("x"))


def test_words_lead_to_nothing_that_comes_or_goes() -> None:
    """A paragraph keeps with the list that it introduces, and with no other paragraph."""
    assert keeps_with_next(paragraph("Such as:"), None, bullets("a"))
    assert not keeps_with_next(paragraph("Such as:"), None, paragraph("a"))


def test_hard_breaks_and_long_words_make_lines() -> None:
    """A cell is as high as its lines; its row as the highest cell, its table as its rows."""
    broken = Row(cells=(Cell(children=(Paragraph(children=(LineBreak(), LineBreak())),)), *row("a").cells))
    assert estimated_table_lines(Table(head=(), body=(broken, row("a", "b")))) == 4
    assert estimated_lines((paragraph("word " * 40),), 25) > 2 * estimated_lines((paragraph("word " * 40),), 75)


def test_a_picture_takes_the_room_of_many_lines() -> None:
    """As a figure and among words alike; one in a line of text does not, and one in a narrow column takes less."""
    image = Image(asset="a", alt="a")
    alone, among = Figure(image=image), Paragraph(children=(*text("a"), image))
    assert estimated_lines((alone,), 92) > 10
    assert estimated_lines((among,), 92) > 8
    assert estimated_lines((among,), 30) < estimated_lines((among,), 92) / 2
    assert estimated_lines((Paragraph(children=(*text("a"), Image(asset="a", alt="a", role="icon"))),), 92) < 2


def test_short_code_and_tables_stay_on_a_page() -> None:
    """Fourteen lines do, of a table and of code."""
    assert is_short(CodeBlock(text="a\n" * 9))
    assert not is_short(CodeBlock(text="a\n" * 10))
    assert is_short(Table(head=(), body=(row("a", "b"),) * 14))
    assert not is_short(Table(head=(), body=(row("a", "b"),) * 15))


def test_rows_that_stay_with_the_next() -> None:
    """All of a short table but the last; of a long one head, headings of rows, low rows at the beginning and end."""
    assert rows_kept_with_next(Table(head=(row("H"),), body=(row("a"), row("b")))) == [True, True, False]
    bold = Row(cells=(Cell(children=(Paragraph(children=(Strong(children=text("Group")),)),)), Cell(children=())))
    long = Table(head=(row("H", "I"),), body=(*[row("a", "b")] * 15, bold, *[row("c", "d")] * 3))
    assert [at for at, kept in enumerate(rows_kept_with_next(long)) if kept] == [0, 1, 16, 18]
    high = row("word " * 100, "b")
    ends = Table(head=(row("H", "I"),), body=(high, *[row("a", "b")] * 15, high, row("c", "d")))
    assert [at for at, kept in enumerate(rows_kept_with_next(ends)) if kept] == [0]


def test_columns_of_a_page_stand_below_each_other() -> None:
    """Columns that may be longer than a page are; a pair of paragraphs is not."""
    blocks = (paragraph("word " * 30),) * 10
    assert are_long([(blocks, 40), ((), 40)])
    assert not are_long([(blocks[:2], 40), (blocks[:2], 40)])


def test_pages_are_counted_by_their_lines() -> None:
    """As many lines as a page has room for are a page."""
    one = (Container(role="box", children=(paragraph("a"),) * (PAGE // 2)), Columns(widths=(1,), columns=((),)))
    assert 0.5 < estimated_pages(Document(title="T", body=one)) < 1
    assert estimated_pages(Document(title="T", body=one * 3)) > 2


def test_rows_are_as_high_as_their_columns_make_them() -> None:
    """A narrow column beside a wide one leaves the words few lines: the table stays on one page, its rows together."""
    long = Table(head=(row("ID", "Words"),), body=(row("1", "word " * 36),) * 4)
    assert not is_short(long)
    assert [at for at, kept in enumerate(rows_kept_with_next(long)) if kept] == [0, 1, 3]
    chosen = table_layout(long, 48.0)
    columns = chosen.column_letters(chosen.parts[0])
    assert is_short(long, columns=columns)
    assert rows_kept_with_next(long, columns=columns) == [True] * 4 + [False]
    assert TableLook(chosen, chosen.parts[0]).short(long)
