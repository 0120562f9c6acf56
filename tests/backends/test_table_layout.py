"""Layouts of tables by estimates: which measure a table takes that is too wide, and its columns."""

from dataclasses import replace
from itertools import pairwise

import pytest

from exporter.backends.number_columns import number_columns
from exporter.backends.table_layout import SIZES, table_layout
from exporter.backends.table_split import split
from exporter.backends.word_breaks import BREAK, divided, text_width, word_pieces
from exporter.model.nodes import Block, Cell, FootnoteReference, Paragraph, Row, Span, Table, Text
from exporter.model.walk import plain_text, walk
from tests.backends.documents import paragraph

A4, LANDSCAPE = 48.2, 72.9  # rem


def row(*words: str, head: bool = False) -> Row:
    """A row of cells with these words."""
    return Row(cells=tuple(Cell(children=(paragraph(word),), scope="col" if head else None) for word in words))


def table(*words: str, times: int = 1, widths: tuple[str, ...] = ()) -> Table:
    """A table of two rows with these columns, ``times`` over."""
    return Table(head=(row(*words * times, head=True),), body=(row(*words * times),), widths=widths)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("urn:example:device:3303", ["urn:", "example:", "device:", "3303"]),
        ("LongestMachineToMachineClient", ["Longest", "Machine", "To", "Machine", "Client"]),
        ("EX-TS-Device_Core-V1_2", ["EX-", "TS-", "Device_", "Core-", "V1_2"]),
        ("parse(argument,other)", ["parse(", "argument,", "other)"]),
        ("LwM2M", ["LwM2M"]),
        ("2026-11-20", ["2026-11-20"]),
    ],
)
def test_long_words_break_at_marks_and_inner_capitals(word: str, pieces: list[str]) -> None:
    """A word of code or an address has break points; a short word, a name or a date has none."""
    assert word_pieces(word) == pieces


def test_words_that_fit_have_no_break_points() -> None:
    """Break points stand in identifiers alone that are too wide; plain words are hyphenated, and no letter is lost."""
    words = f"a short {'x' * 50} and example_of_a_long_name_of_code end"
    turns = divided(words, 12)
    assert "".join(turns).replace(BREAK, "") == words
    assert [BREAK in turn for turn in turns] == [False, False, False, True, False]
    assert turns[1] == "x" * 50
    assert all(text_width(piece) <= 12.5 for piece in turns[3].split(BREAK))


def test_short_cells_stay_on_one_line() -> None:
    """A date and a name have their room, beside a column of long text."""
    layout = table_layout(table("Resource 2", "20 November 2026", "long text " * 60), A4)
    first, second, third = layout.parts[0].widths
    assert layout.step == 0
    assert first > text_width("Resource 2") * SIZES[0]
    assert second > text_width("20 November 2026") * SIZES[0]
    assert third > A4 / 2


def test_measures_come_in_order() -> None:
    """With more and more columns: the usual size, smaller type, a landscape page, groups of columns."""
    layouts = [table_layout(table("Parameter 1", times=times), A4, LANDSCAPE) for times in range(2, 30)]
    measures = [
        (len(one.parts) > 1, one.landscape, 0 if one.landscape or len(one.parts) > 1 else one.step) for one in layouts
    ]
    assert measures == sorted(measures)
    assert {(False, False, 0), (False, False, 3), (False, True, 0), (True, False, 0)} <= set(measures)


def test_no_column_is_wider_than_its_room() -> None:
    """Whatever its words, a table takes the room that it has, in all its parts."""
    shapes = [("x" * 300,), ("a", "b" * 90), ("Interoperability",) * 9, ("a",) * 60, ("", "")]
    for words in shapes:
        for room in (3.0, 12.0, A4):
            for part in table_layout(table(*words), room).parts:
                assert part.room <= room + 0.01 or len(part.columns) == 2


@pytest.mark.parametrize(
    ("widths", "shares"),
    [(("70%", "15%", ""), (70, 15, 15)), (("100%", "", ""), (91, 4.5, 4.5)), (("241px", "", ""), (35.7, 32, 32))],
)
def test_widths_of_the_page_are_kept(widths: tuple[str, ...], shares: tuple[float, ...]) -> None:
    """Columns have the widths that the page gives, as long as the others keep their words."""
    part = table_layout(table("a", times=3, widths=widths), A4).parts[0]
    assert [100 * width / A4 for width in part.widths] == pytest.approx(shares, abs=1.5)


def test_a_split_table_repeats_its_first_column() -> None:
    """Each group starts with the first column; all others come once, spans end with it, anchors stay single."""
    label = Paragraph(
        children=(Span(anchor="here", children=(Text(text="Label"),)), FootnoteReference(label="n", number=1))
    )
    cells = [Cell(children=(label,)), *(Cell(children=(paragraph(f"Parameter {at}"),)) for at in range(1, 30))]
    spanning = Row(cells=(Cell(children=(paragraph("all"),), colspan=30),))
    whole = Table(head=(spanning,), body=(Row(cells=tuple(cells)),))
    layout = table_layout(whole, A4)
    tables = split(whole, layout.groups)
    assert [part.columns[0] for part in layout.parts] == [0] * len(tables)
    assert [c for part in layout.parts for c in part.columns[1:]] == list(range(1, 30))
    assert max(abs(a.room - b.room) for a, b in pairwise(layout.parts)) < 1
    for one, part in zip(tables, layout.parts, strict=True):
        assert one.head[0].cells[0].colspan == len(part.columns)
        assert plain_text(one.body[0].cells[0].children) == "Label"
    every: list[Block] = list(tables)
    assert sum(isinstance(node, Span) and node.anchor == "here" for node in walk(every)) == 1
    assert sum(isinstance(node, FootnoteReference) for node in walk(every)) == 1


def test_figures_of_number_columns_align() -> None:
    """Counts and prices align at the right; years do by themselves, versions and words are no numbers."""
    body = (row("1", "37.50", "2019", "1.0", "a"), row("112", "1,112.50", "2020", "1.1.1", "2"))
    assert number_columns(Table(head=(), body=body)) == {0: True, 1: True, 2: False}


def test_ideographs_need_no_wide_columns() -> None:
    """A line may end after each of them: seven columns of Japanese words keep the usual type."""
    words = (
        "登録",
        "デバイスはサーバーに登録します。そのあと通信を開始します。",
        "事業者",
        "再開可能なダウンロードを使う",
    )
    found = table_layout(Table(head=(), body=(row(*words, "有効", "2026年12月31日", "第四節"),)), A4)
    assert (found.step, found.landscape, len(found.parts)) == (0, False, 1)


@pytest.mark.parametrize("word", ["1250", "490154203237518", "1.234.567/89", "אבגדהוזחט/יכלמנסעפצ1.2.3456789"])
def test_numbers_and_words_from_right_to_left_have_no_break_points(word: str) -> None:
    """A break point inside one would turn its parts round on a page from right to left."""
    assert divided(word, 2) == ["", word, ""]


def test_a_given_width_that_is_too_small_takes_from_the_other_ones() -> None:
    """A narrow column with a long word makes the wide one smaller, neither the type nor the page a landscape one."""
    whole = replace(table("Certification", "text", "InteroperabilityTestSpecification"), widths=("10%", "80%", ""))
    layout = table_layout(whole, A4, landscape=70)
    assert (layout.step, layout.landscape) == (0, False)
    assert layout.parts[0].room == pytest.approx(A4)
