"""Widths of columns and pictures as rules of the style sheet."""

from io import BytesIO

from PIL import Image as Drawn

from exporter.backends.html.size_classes import picture_classes, size_css
from exporter.model.document import Asset, Document
from exporter.model.nodes import Columns, Image, Paragraph


def rules(*blocks: object, screen: bool = True) -> list[str]:
    """The rules for a document of these blocks."""
    return size_css(Document(title="T", body=blocks), screen=screen).split("\n")  # type: ignore[arg-type]


def columns(*widths: int) -> Columns:
    """Empty columns of these widths."""
    return Columns(widths=widths, columns=tuple(() for _ in widths))


def test_each_shape_once_in_order() -> None:
    """The same shape twice is one rule, and the order is that of the names."""
    picture = Paragraph(children=(Image(asset="a", alt="a", width=320),))
    assert rules(columns(3, 1), columns(1, 3), columns(3, 1), picture) == [
        ".columns-1-3 { grid-template-columns: minmax(0, 1fr) minmax(0, 3fr) }",
        ".columns-3-1 { grid-template-columns: minmax(0, 3fr) minmax(0, 1fr) }",
        ".width-320 { width: 320px; height: auto }",
    ]


def test_many_equal_columns_wrap() -> None:
    """Five equal columns wrap as the screen asks, and stand three in a row on paper; three stay beside each other."""
    assert "auto-fill" in rules(columns(1, 1, 1, 1, 1))[0]
    assert "@media print { .columns-of-5 { grid-template-columns: repeat(3," in rules(columns(1, 1, 1, 1, 1))[0]
    assert "repeat(3, minmax(0, 1fr))" in rules(columns(1, 1, 1, 1, 1), screen=False)[0]
    assert "repeat" not in rules(columns(1, 1, 1))[0]


def test_rows_of_paper_are_even() -> None:
    """Four equal columns are two and two on paper, seven are three, three and one."""
    assert "repeat(2," in rules(columns(1, 1, 1, 1), screen=False)[0]
    assert "repeat(3," in rules(columns(*[1] * 7), screen=False)[0]


def test_shapes_of_pictures() -> None:
    """A high JPEG is a photograph, as is a PNG of many colours without clear ground; one with may be a logo."""
    high = {"name": "a", "data": b"", "width": 100, "height": 300}
    wide = {**high, "width": 300}
    assert picture_classes(Asset(media_type="image/jpeg", **high)) == "upright photo"  # type: ignore[arg-type]
    assert picture_classes(Asset(media_type="image/png", **{**high, "width": 290})) == "upright"  # type: ignore[arg-type]
    assert picture_classes(Asset(media_type="image/png", **wide)) == ""  # type: ignore[arg-type]
    for mode, expected in (("RGB", "photo"), ("RGBA", ""), ("P", "")):
        out = BytesIO()
        Drawn.new(mode, (3, 3)).save(out, "PNG")
        asset = Asset(media_type="image/png", **{**wide, "data": out.getvalue()})  # type: ignore[arg-type]
        assert picture_classes(asset) == expected, mode


def test_only_sheets_have_widths_of_cells() -> None:
    """A row of columns is a table on the sheets of a PDF alone: in an e-book its columns take their whole room."""
    document = Document(title="T", body=(columns(1, 1),))
    assert ".breaking" in size_css(document, sheets=True)
    assert ".breaking" not in size_css(document) + size_css(document, screen=True)
