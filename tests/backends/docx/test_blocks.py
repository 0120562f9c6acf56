"""Lists, tables, pictures, notes, alerts and code as Word knows them."""

from dataclasses import replace
from io import BytesIO

from PIL import Image as Picture

from exporter.backends.docx import BACKEND
from exporter.backends.docx.columns import GAP
from exporter.backends.docx.options import DocxOptions
from exporter.model.document import Document
from exporter.model.nodes import (
    Cell,
    Code,
    CodeBlock,
    Columns,
    Container,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Rule,
    Strong,
    Table,
)
from exporter.ooxml.names import NAMESPACES, qname
from exporter.theme.files import Theme
from tests.backends.documents import assets, bullets, paragraph, sample_document, text
from tests.backends.docx.opened import Opened, faults, rendered, words

VALUE = qname("w:val")


def opened_body(*body: object, **fields: object) -> Opened:
    """A document of these blocks, rendered and opened."""
    return Opened(rendered(Document(title="Blocks", body=body, assets=assets(), **fields)))  # type: ignore[arg-type]


def test_numbered_lists_restart() -> None:
    """Each numbered list counts by itself, from its own first number; bulleted ones share one list."""
    first = bullets("a", "b", ordered=True)
    opened = opened_body(first, replace(first, start=7), bullets("c"), bullets("d"))
    used = [e.get(VALUE) for e in opened.find("//w:body//w:numId")]
    assert len(set(used)) == 3
    assert used[4] == used[5]
    starts = [opened.find(f"//w:num[@w:numId='{n}']//w:startOverride/@w:val", "word/numbering.xml") for n in used]
    assert starts == [["1"], ["1"], ["7"], ["7"], [], []]


def test_lists_nest_by_level() -> None:
    """A list inside a list is one level down and moves in; an item's further paragraphs stand under its words."""
    item = ListItem(children=(paragraph("outer"), bullets("inner"), paragraph("more")))
    opened = opened_body(List(items=(item,)))
    assert [e.get(VALUE) for e in opened.find("//w:body//w:ilvl")] == ["0", "1"]
    more = opened.find("//w:p[contains(., 'more')]/w:pPr/w:ind")[0]
    assert more.get(qname("w:left")) == "340"


def test_tables_repeat_their_head() -> None:
    """Header rows repeat, no row breaks over pages, spans fill the grid, the caption stands above."""
    opened = Opened(rendered(sample_document()))
    (table,) = opened.find("//w:tbl[w:tblPr/w:tblCaption]")
    rows = table.findall(qname("w:tr"))
    assert [row.find(f".//{qname('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 4
    assert all(row.find(f".//{qname('w:cantSplit')}") is not None for row in rows)
    assert [e.get(VALUE) for e in table.iter(qname("w:vMerge"))] == ["restart", None]
    above = table.getprevious()
    assert above is not None
    assert words(above) == "Objects that were read"


def test_table_columns_fit_their_words() -> None:
    """Columns share the width by their content, and no date is divided."""
    sample = next(b for b in sample_document().body if isinstance(b, Table))
    opened = opened_body(sample)
    widths = [int(e.get(qname("w:w"))) for e in opened.find("//w:gridCol")]
    assert sum(widths) == int(opened.find("//w:tblW/@w:w")[0])  # type: ignore[arg-type]
    assert widths[2] < widths[0]


def test_pictures_have_words_for_those_who_do_not_see() -> None:
    """Alternative text stands with the picture; decorative ones are marked; an SVG has a bitmap beside it."""
    opened = Opened(rendered(sample_document()))
    described = [e.get("descr") for e in opened.find("//wp:docPr")]
    assert "A client, a server and the registry" in described
    (mark,) = opened.find("//wp:docPr[.//adec:decorative]")
    assert mark.get("descr") == ""
    drawn = opened.find("//asvg:svgBlip/@r:embed")
    assert {opened.targets()[i].rpartition(".")[2] for i in drawn} == {"svg"}  # type: ignore[index]
    assert sum(name.startswith("word/media/") for name in opened.names) == 4


def test_pictures_fit_their_place() -> None:
    """A picture has the width that the page asks for, but never more than there is room for."""
    wide = Image(asset="diagram.png", alt="wide", width=4000)
    small = Image(asset="diagram.png", alt="small", width=32)
    sizes = opened_body(Paragraph(children=(wide, small))).find("//wp:extent")
    assert int(sizes[0].get("cx")) // 635 == 11906 - 1361 - 2552
    assert int(sizes[1].get("cx")) == 32 * 9525
    assert int(sizes[1].get("cy")) == 20 * 9525


def test_missing_picture_is_its_words_and_a_finding() -> None:
    """The alternative text stands for a missing picture, and a finding says so."""
    body = (Paragraph(children=(Image(asset="gone.png", alt="A map"),)),)
    made = BACKEND.render(Document(title="Map", body=body), DocxOptions(), Theme())
    assert made.data is not None
    assert Opened(made.data).paragraphs()[-1][1] == "[A map]"
    assert [f.code for f in made.findings] == ["docx-picture"]


def test_footnotes_are_words_own() -> None:
    """Each note has one mark; a second reference to it is a field that repeats the number."""
    opened = Opened(rendered(sample_document()))
    assert [e.get(qname("w:id")) for e in opened.find("//w:footnoteReference")] == ["1", "2"]
    assert [e.text for e in opened.find("//w:instrText[contains(., 'NOTEREF')]")] == [r" NOTEREF _note_1 \f \h "]
    notes = opened.find("//w:footnote[not(@w:type)]", "word/footnotes.xml")
    assert [words(note).strip() for note in notes] == [
        "Measured on a network of forty thousand meters.",
        "See the registry.objectsresources",
    ]


def test_alerts_say_their_kind() -> None:
    """An alert starts with the word for its kind; its paragraphs and its title have styles of their own."""
    alert = Container(role="alert-warning", title=text("Mind"), label=True, children=(paragraph("Stop."), bullets("x")))
    shown = opened_body(alert).paragraphs()[1:]
    assert shown == [("AlertWarningTitle", "Warning: Mind"), ("AlertWarning", "Stop."), ("ListParagraph", "x")]


def test_lists_in_alerts_stay_in_the_box() -> None:
    """A list in an alert has the alert's border and ground."""
    alert = Container(role="alert-tip", children=(bullets("inside"),))
    (item,) = opened_body(alert).find("//w:p[contains(., 'inside')]/w:pPr")
    assert item.find(qname("w:pBdr")) is not None
    assert item.find(qname("w:shd")) is not None


def test_a_box_without_a_frame_stays_in_the_outer_one() -> None:
    """Blocks in a container with a border have it, also inside an inner container without a border."""
    card = Container(role="card", children=(Container(role="profile", title=text("Ada"), children=(paragraph("x"),)),))
    looks = opened_body(card).find("//w:body/w:p[position() > 1]/w:pPr")
    assert [look.find(qname("w:pBdr")) is not None for look in looks] == [True, True]


def test_no_empty_paragraphs_make_space() -> None:
    """No paragraph is empty but rules, and those that Word wants between and after tables."""
    opened = Opened(rendered(sample_document()))
    empty = [p for p in opened.find("//w:body//w:p[not(.//w:r)]") if p.getparent() is not None]
    styles = {p.findtext("x") or p.find(f"{qname('w:pPr')}/{qname('w:pStyle')}").get(VALUE) for p in empty}  # type: ignore[union-attr]
    assert styles <= {"Rule", "TableText"}


def test_columns_read_in_order() -> None:
    """Columns are one row without borders; their words come in reading order."""
    opened = Opened(rendered(sample_document()))
    (row,) = opened.find("//w:tbl[not(w:tblPr/w:tblStyle)]/w:tr")
    assert [words(cell) for cell in row.findall(qname("w:tc"))] == ["Roles", "Beside the picture.onetwo"]


def test_headings_in_columns_stand_in_line() -> None:
    """A heading at the top of a column has no space above, so that it is as high as the words beside it."""
    heading = Heading(level=2, anchor="a", children=text("A"))
    opened = opened_body(heading, Columns(widths=(1, 2), columns=((paragraph("16:00"),), (heading, paragraph("x")))))
    assert opened.find("//w:tc//w:spacing/@w:before") == ["0"]
    assert opened.find("//w:body/w:p//w:spacing/@w:before") == []


def test_many_columns_go_on_in_rows() -> None:
    """Five columns do not become slivers: they take rows of three, in order."""
    block = Columns(widths=(1,) * 5, columns=tuple((paragraph(word),) for word in "abcde"))
    opened = opened_body(block, page_size="A4")
    rows = [[words(c) for c in row.findall(qname("w:tc"))] for row in opened.find("//w:tr")]
    assert rows == [["a", "b", "c"], ["d", "e", ""]]


def test_headings_of_columns_stand_level() -> None:
    """A heading at the top of a column has no space above it: its words stand beside those of the next column."""
    heading = Container(role="box", children=(Heading(level=3, anchor="a", children=text("Opening")),))
    opened = opened_body(Columns(widths=(1, 4), columns=((paragraph("16:00"),), (heading,))))
    spaces = [cell.find(f".//{qname('w:spacing')}[@{qname('w:before')}]") for cell in opened.find("//w:tc")]
    assert spaces[0] is None
    assert spaces[1] is not None
    assert spaces[1].get(qname("w:before")) == "0"


def test_a_long_address_crushes_no_column() -> None:
    """Where not all words have room, the widest columns give way: a short word stays on one line."""
    cells = ("290", "Maintainer", "x", "https://example.org/" + "a" * 200)
    row = Row(cells=tuple(Cell(children=(paragraph(word),)) for word in (*cells, *cells[3:] * 3)))
    opened = opened_body(Table(head=(), body=(row,)))
    widths = [int(e.get(qname("w:w"))) for e in opened.find("//w:gridCol")]
    assert widths[1] >= 1100  # at 7.5 pt
    assert max(widths[3:]) - min(widths[3:]) <= 1


def test_photographs_in_cards_are_cut_and_logos_never() -> None:
    """A high JPEG in a card is a wide cut of its middle; a high PNG with clear ground is whole, only smaller."""
    high = {"width": 100, "height": 400}
    photo = replace(assets()["face.png"], **high)
    clear = BytesIO()
    Picture.new("RGBA", (10, 40)).save(clear, "PNG")
    logo = replace(photo, data=clear.getvalue())
    both = {"logo": logo, "photo": replace(photo, media_type="image/jpeg")}
    found = {}
    for name, asset in both.items():
        card = Container(role="card", children=(Figure(image=Image(asset="it", alt="It"), caption=()),))
        opened = Opened(rendered(Document(title="T", body=(card,), assets={"it": replace(asset, name="it")})))
        found[name] = (len(opened.find("//a:srcRect")), opened.find("//wp:extent")[0])
    assert found["photo"][0] == 1
    assert found["logo"][0] == 0
    shape = {name: int(e.get("cx")) / int(e.get("cy")) for name, (_, e) in found.items()}
    assert shape["photo"] > 1.5
    assert round(shape["logo"], 2) == 0.25


def test_words_stay_with_what_they_lead_to() -> None:
    """An introduction stays with its list, bold words alone with their text, a rule below a heading with both."""
    body = (
        Heading(level=2, anchor="a", children=text("A")),
        Rule(),
        paragraph("as follows:"),
        bullets("one"),
        Paragraph(children=(Strong(children=text("Run in")),)),
        paragraph("plain"),
    )
    kept = opened_body(*body).find("//w:body/w:p[w:pPr/w:keepNext[not(@w:val='0')]]")
    assert [words(part) for part in kept] == ["", "as follows:", "Run in"]


def test_a_section_starts_with_its_first_question() -> None:
    """The introduction of a section stays with its first question."""
    asked = QuestionAnswer(question=text("Why?"), answer=(paragraph("So."),), anchor="q", number=1, level=3)
    opened = opened_body(Heading(level=2, anchor="a", children=text("A")), paragraph("Intro"), asked)
    assert [words(p) for p in opened.find("//w:body/w:p[w:pPr/w:keepNext]")] == ["Intro"]


def test_cards_side_by_side_stay_whole() -> None:
    """A row of cards does not break over pages, a row of text does; an empty row is left out."""
    cards = tuple((Container(role="card", children=(paragraph("in"),)),) for _ in range(3))
    assert len(opened_body(Columns(widths=(1, 1, 1), columns=cards)).find("//w:cantSplit")) == 1
    plain = ((paragraph("a"),), (paragraph("b"),))
    assert opened_body(Columns(widths=(1, 1), columns=plain)).find("//w:cantSplit") == []
    gaps = Columns(widths=(1,) * 8, columns=(*plain, *((),) * 6))
    assert len(opened_body(gaps).find("//w:tbl//w:tr")) == 1


def test_a_step_is_a_numbered_heading() -> None:
    """An item that starts with a heading has its number before the heading, on one line."""
    step = ListItem(children=(Heading(level=3, anchor="s", children=text("First")), paragraph("Do it.")))
    opened = opened_body(List(items=(step,), ordered=True, role="steps"))
    (heading,) = opened.find("//w:body/w:p[w:pPr/w:numPr]")
    assert words(heading) == "First"
    assert opened.find("//w:p[contains(., 'Do it.')]/w:pPr/w:ind/@w:left") == ["340"]


def kept_rows(table: Table) -> list[bool]:
    """A row stays on the page of the next one if all its cells say so."""
    rows = opened_body(table).find("//w:body/w:tbl[last()]/w:tr")
    marks = [
        [p.find(f"{qname('w:pPr')}/{qname('w:keepNext')}") is not None for p in row.iter(qname("w:p"))] for row in rows
    ]
    assert all(len(set(marked)) == 1 for marked in marks)
    return [marked[0] for marked in marks]


def rows(*words: str) -> tuple[Row, ...]:
    """Rows of two cells."""
    return tuple(Row(cells=(Cell(children=(paragraph(word),)), Cell(children=(paragraph("x"),)))) for word in words)


def test_tables_break_where_they_should() -> None:
    """A short table stays whole; of a long one those of ``paging.kept_rows``."""
    assert kept_rows(Table(head=rows("H"), body=rows("a", "b"))) == [True, True, False]
    bold = Paragraph(children=(Strong(children=text("Group")),))
    headline = Row(cells=(Cell(children=(bold,)), Cell(children=())))
    long = Table(head=rows("H"), body=(*rows(*"abcdefghijklmno"), headline, *rows("p", "q", "r")))
    assert [at for at, kept in enumerate(kept_rows(long)) if kept] == [0, 1, 16, 18]


def test_rows_that_end_early_are_filled() -> None:
    """In Word all rows are as wide as their table: empty cells fill a short row."""
    short = Row(cells=(Cell(children=(paragraph("alone"),)),))
    data = rendered(Document(title="T", body=(Table(head=rows("H"), body=(short, Row(cells=()))),)))
    assert [len(row.findall(qname("w:tc"))) for row in Opened(data).find("//w:tr")] == [2, 2, 2]
    assert faults(data) == []


def test_narrow_columns_leave_room_for_words() -> None:
    """Indents that a narrow column has no room for are left out: LibreOffice would not come to an end."""
    quoted = Quote(children=(bullets("a"),))
    many = tuple(Cell(children=(quoted if at else paragraph("words " * 40),)) for at in range(15))
    opened = opened_body(Table(head=(), body=(Row(cells=many),)))
    for cell in opened.find("//w:tc[position() > 1]"):
        width = int(cell.xpath("w:tcPr/w:tcW/@w:w", namespaces=NAMESPACES)[0])  # type: ignore[index, arg-type]
        for indent in cell.iter(qname("w:ind")):
            taken = sum(int(indent.get(qname(f"w:{side}"), "0")) for side in ("left", "right"))
            assert taken < width - 220


def test_tables_in_columns_break_anywhere() -> None:
    """Inside of columns nothing stays together: one row of the outer table has it all."""
    inner = Table(head=rows("H"), body=rows("a"))
    opened = opened_body(Columns(widths=(1, 1), columns=((inner,), (paragraph("x"),))))
    assert opened.find("//w:tbl//w:tbl//w:keepNext[not(@w:val='0')]") == []


def test_lists_in_cells_have_the_letters_of_cells() -> None:
    """An item in a table's cell or in a note keeps their style, since that is what makes its letters small."""
    row = Row(cells=(Cell(children=(bullets("small"),)),))
    (item,) = opened_body(Table(head=(), body=(row,))).find("//w:p[contains(., 'small')]/w:pPr")
    assert item.find(qname("w:pStyle")).get(VALUE) == "TableText"  # type: ignore[union-attr]
    assert item.find(qname("w:numPr")) is not None


def test_long_code_breaks_over_pages() -> None:
    """A short piece of code stays on one page, a long one starts where it stands."""
    short, long = (CodeBlock(text="line\n" * count, language="") for count in (9, 10))
    marks = opened_body(short, paragraph("between"), long).find("//w:p[contains(., 'line')]/w:pPr")
    assert [look.xpath("w:keepLines/@w:val", namespaces=NAMESPACES) for look in marks] == [[], ["0"]]


def test_all_code_has_one_size() -> None:
    """Many wide blocks make all letters of code smaller, few break their lines."""
    wide, narrow = (CodeBlock(text="x" * count, language="") for count in (100, 40))
    for codes, size in (((wide, narrow, narrow, narrow), ["16"]), ((wide, *(narrow,) * 4), [])):
        runs = opened_body(*codes).find("//w:r[w:t][contains(., 'x')]")
        assert [run.xpath("w:rPr/w:sz/@w:val", namespaces=NAMESPACES) for run in runs] == [size] * len(codes)


def test_code_in_headings_grows_with_them() -> None:
    """Code in a heading is as large beside its words as code is in the text, so larger than in headings below."""
    headings = [Heading(level=level, children=(Code(text="code"),), anchor=f"h{level}") for level in (1, 2, 3)]
    runs = opened_body(*headings, Paragraph(children=(Code(text="code"),))).find("//w:body//w:r[w:t='code']")
    sizes = [run.xpath("string(w:rPr/w:sz/@w:val)", namespaces=NAMESPACES) for run in runs]
    assert int(sizes[0]) > int(sizes[1]) > int(sizes[2])
    assert sizes[3] == ""


def test_neighbours_have_boxes_of_their_own() -> None:
    """Word draws one box around neighbours with the same borders and indents: no two neighbours have the same."""
    alerts = [Container(role="alert-tip", children=(paragraph(word),)) for word in ("one", "two", "three")]
    codes = [CodeBlock(text=word, language="") for word in ("four", "five", "six")]
    for shown in (alerts, codes):
        looks = opened_body(*shown).find("//w:body/w:p[position() > 1]/w:pPr")
        assert [look.find(qname("w:ind")) is None for look in looks] == [True, False, True]


def test_columns_longer_than_a_page_stand_below_each_other() -> None:
    """Narrow columns of long code become whole lines, in order."""
    code = CodeBlock(text="a line of code that is longer than a third of a page\n" * 30, language="")
    opened = opened_body(Columns(widths=(1, 1, 1), columns=((paragraph("a"), code), (paragraph("b"),), (code,))))
    assert opened.find("//w:tbl") == []
    assert [w for _, w in opened.paragraphs() if len(w) == 1] == ["a", "b"]


def test_figures_are_centred_by_their_styles() -> None:
    """A figure and its caption have styles of their own, which say where they stand."""
    figure = Figure(image=Image(asset="diagram.png", alt="A"), caption=text("What it shows"))
    opened = opened_body(figure)
    assert [style for style, _ in opened.paragraphs()[1:]] == ["Figure", "FigureCaption"]
    for name in ("Figure", "FigureCaption"):
        assert opened.find(f"//w:style[@w:styleId='{name}']//w:jc/@w:val", "word/styles.xml") == ["center"]


def test_pictures_in_cards_stand_in_their_frame() -> None:
    """A figure inside a card has the card's border, so that the box does not break."""
    card = Container(
        role="card", children=(paragraph("x"), Figure(image=Image(asset="diagram.png", alt="A"), caption=()))
    )
    (look,) = opened_body(card).find("//w:p[w:pPr/w:pStyle/@w:val='Figure']/w:pPr")
    assert look.find(qname("w:pBdr")) is not None


def test_a_wide_table_has_a_landscape_section() -> None:
    """A table for a landscape page stands in a section of its own with its heading; the rest stays upright."""
    cells = tuple(Cell(children=(paragraph(f"Parameter {at}"),)) for at in range(11))
    table = Table(head=(Row(cells=cells),), body=(Row(cells=cells),))
    heading = Heading(level=2, children=text("Wide"), anchor="wide")
    data = rendered(Document(title="T", body=(paragraph("before"), heading, table, paragraph("after"))))
    opened = Opened(data)
    assert opened.find("//w:pgSz/@w:orient") == ["landscape"]
    first, second, last = opened.find("//w:sectPr")
    assert words(second.getparent().getparent().getprevious().getprevious()) == "Wide"  # type: ignore[union-attr, arg-type]
    assert [section.find(qname("w:titlePg")) is not None for section in (first, second, last)] == [True, False, False]
    assert sum(int(e.get(qname("w:w"))) for e in opened.find("//w:gridCol")[-11:]) > 12000
    assert faults(data) == []


def test_a_document_that_ends_with_a_wide_table_ends_on_its_page() -> None:
    """No empty upright page follows: the last section is the landscape one."""
    cells = tuple(Cell(children=(paragraph(f"Parameter {at}"),)) for at in range(11))
    table = Table(head=(Row(cells=cells),), body=(Row(cells=cells),))
    data = rendered(Document(title="T", body=(paragraph("before"), table)))
    opened = Opened(data)
    first, last = opened.find("//w:sectPr")
    assert last.getparent().tag == qname("w:body")  # type: ignore[union-attr]
    assert last.find(qname("w:pgSz")).get(qname("w:orient")) == "landscape"  # type: ignore[union-attr]
    assert [section.find(qname("w:titlePg")) is not None for section in (first, last)] == [True, False]
    assert faults(data) == []


def test_no_empty_page_stands_between_wide_tables() -> None:
    """Headings with wide tables that follow each other have landscape sections alone, in containers too."""
    cells = tuple(Cell(children=(paragraph(f"Parameter {at}"),)) for at in range(11))
    part = (
        Heading(level=2, children=text("Wide"), anchor="wide"),
        Table(head=(Row(cells=cells),), body=(Row(cells=cells),)),
    )
    data = rendered(
        Document(title="T", body=(*part, *part, Container(role="section", children=part), paragraph("end")))
    )
    sizes = Opened(data).find("//w:sectPr/w:pgSz")
    assert [size.get(qname("w:orient")) for size in sizes] == [None, "landscape", "landscape", "landscape", None]
    assert faults(data) == []


def test_rows_of_a_low_span_stay_together() -> None:
    """Word shows the label on the first page alone; a span that is higher than a short table breaks."""

    def group(label: str, count: int) -> list[Row]:
        first = Row(cells=(Cell(children=(paragraph(label),), rowspan=count), Cell(children=(paragraph("one"),))))
        return [first, *(Row(cells=(Cell(children=(paragraph("next"),)),)) for _ in range(count - 1))]

    opened = opened_body(Table(head=(), body=(*group("low", 3), *group("high", 20), *group("last", 1))))
    rows = opened.find("//w:tbl/w:tr")
    kept = [bool(row.xpath(".//w:keepNext[not(@w:val='0')]", namespaces=NAMESPACES)) for row in rows]
    assert kept[:4] == [True, True, False, False]
    assert not any(kept[4:22])


def test_descriptions_are_indented_below_their_terms() -> None:
    """A term stands at the edge, its descriptions and their second paragraphs one step inside."""
    described = Container(role="description", title=text("term"), children=(paragraph("one"), paragraph("two")))
    opened = opened_body(Container(role="descriptions", children=(described,)))
    indents = [p.xpath("string(w:pPr/w:ind/@w:left)", namespaces=NAMESPACES) for p in opened.find("//w:body/w:p")[1:]]
    assert indents == ["", "340", "340"]


def test_a_low_alert_stays_on_one_page() -> None:
    """Its paragraphs keep together, the last one of them with itself alone; a high alert breaks."""
    low, high = (Container(role="alert-tip", children=(paragraph("word " * 20),) * count) for count in (2, 30))
    kept = [
        [bool(p.xpath(f"w:pPr/w:{name}", namespaces=NAMESPACES)) for name in ("keepLines", "keepNext")]
        for p in opened_body(low).find("//w:body/w:p[contains(., 'word')]")
    ]
    assert kept == [[True, True], [True, False]]
    assert not opened_body(high).find("//w:body/w:p[contains(., 'word')]/w:pPr/w:keepLines")


def test_the_last_column_ends_with_the_text() -> None:
    """The gap behind the last column hangs in the margin: boxes in it are flush with the words above."""
    opened = opened_body(Columns(widths=(1, 1), columns=((paragraph("a"),), (paragraph("b"),))))
    page = opened.find("//w:sectPr")[-1]
    sides = [int(page.xpath(f"string(w:{name})", namespaces=NAMESPACES)) for name in ("pgSz/@w:w", "pgMar/@w:left")]
    text = sides[0] - sides[1] - int(page.xpath("string(w:pgMar/@w:right)", namespaces=NAMESPACES))
    widths = [int(one.get(qname("w:w"))) for one in opened.find("//w:tbl/w:tblGrid/w:gridCol")]
    assert 0 <= text - (sum(widths) - GAP) < len(widths)
