"""The comment table as a Word file: in a form of its own, or in a form of the user's."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Final

from exporter.diagnostics import UsageError
from exporter.ooxml import archive, comment_rows, names, runs
from exporter.ooxml.anchors import bookmark
from exporter.ooxml.edited_package import EditedPackage
from exporter.ooxml.elements import Element, element, properties, root, serialize
from exporter.ooxml.names import qname
from exporter.ooxml.package import PackageLimits
from exporter.ooxml.settings import settings_part
from exporter.ooxml.theme import theme
from exporter.review.listing.comment_table import Column, TableRow

_WIDTHS: Final = {"member": 3, "line": 3, "clause": 4, "paragraph": 5, "type": 4, "comment": 12, "proposal": 12}
_WIDTH: Final = 8  # of other columns
_SHEET: Final = 15136  # twips of text on A4 landscape with margins of 15 mm
_MARGIN: Final = 851
_FONT: Final = "Arial"
_FIRST_ID: Final = 900_000  # of the rows' bookmarks, above those of a form


def comments_docx(title: str, export: str, table: Sequence[TableRow], shown: Sequence[Column]) -> bytes:
    """Return the table as a Word file: landscape, no merged cells, the header row on each page."""
    shares = [_WIDTHS.get(column.field, _WIDTH) for column in shown]
    widths = [_SHEET * share // sum(shares) for share in shares]
    made = element(
        "w:tbl",
        properties("w:tblPr", _table_properties()),
        element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)),
        _row([column.heading for column in shown], widths, header=True),
        *(
            _marked(_row([row.cells[c.field] for c in shown], widths), row.origin.name, number)
            for number, row in enumerate(table)
        ),
    )
    size = element("w:pgSz", w=16838, h=11906, orient="landscape")
    edges: dict[str, object] = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), _MARGIN)
    layout = element("w:sectPr", size, element("w:pgMar", **edges, gutter=0))
    heading = element("w:p", properties("w:pPr", [element("w:pStyle", val="Title")]), runs.text(f"Comments on {title}"))
    document = root("w:document", ("r",))
    document.append(element("w:body", heading, made, element("w:p"), layout))
    data = archive.word_package(serialize(document), list(_related()))
    return _with_rows(EditedPackage.read(BytesIO(data), "table", PackageLimits()), export, table)


def filled_form(
    form: bytes, name: str, export: str, table: Sequence[TableRow], shown: Sequence[Column], limits: PackageLimits
) -> bytes:
    """Return a user's form with the rows in its table. Raises ``UsageError`` and ``PackageError``."""
    package = EditedPackage.read(BytesIO(form), name, limits)
    document = package.document()
    models = (_model(table, len(shown)) for table in document.iter(qname("w:tbl")))
    model = next((found for found in models if found is not None), None)
    if model is None:
        hint = "add a table, or name the columns of the form below 'review.comment_table.columns'"
        raise UsageError(f"the form '{name}' has no table with {len(shown)} columns", hint=hint)
    around = model.getparent()
    assert around is not None
    first = around.index(model) + 1
    for at, row in enumerate(table):
        around.insert(first + at, _marked(_filled(model, [row.cells[c.field] for c in shown]), row.origin.name, at))
    if not "".join(t.text or "" for t in model.iter(qname("w:t"))).strip():
        around.remove(model)
    package.set(package.main, document)
    return _with_rows(package, export, table)


def _model(table: Element, count: int) -> Element | None:
    """Return the last row of a table that has this many cells."""
    fitting = [row for row in table.iterfind(qname("w:tr")) if len(row.findall(qname("w:tc"))) == count]
    return fitting[-1] if fitting else None


def _filled(model: Element, cells: Sequence[str]) -> Element:
    """Return a row in the look of the form's model row."""
    row = deepcopy(model)
    header = row.find(f"{qname('w:trPr')}/{qname('w:tblHeader')}")
    if header is not None and (around := header.getparent()) is not None:
        around.remove(header)
    for cell, words in zip(row.iterfind(qname("w:tc")), cells, strict=True):
        first = cell.find(qname("w:p"))
        formatting = None if first is None else first.find(qname("w:pPr"))
        look = None if first is None else first.find(f"{qname('w:r')}/{qname('w:rPr')}")
        for child in list(cell):
            if child.tag != qname("w:tcPr"):
                cell.remove(child)
        cell.extend(_paragraphs(words, formatting, look))
    return row


def _paragraphs(words: str, formatting: Element | None = None, look: Element | None = None) -> list[Element]:
    made = []
    for line in words.split("\n"):
        run = runs.text(line) if line else None
        if run is not None and look is not None:
            run.insert(0, deepcopy(look))
        made.append(element("w:p", deepcopy(formatting) if formatting is not None else None, run))
    return made


def _row(cells: Sequence[str], widths: Sequence[int], *, header: bool = False) -> Element:
    look = properties("w:rPr", [element("w:b")]) if header else None
    kept = [element("w:cantSplit"), element("w:tblHeader") if header else None]
    made = [
        element(
            "w:tc",
            properties("w:tcPr", [element("w:tcW", w=width, type="dxa"), _shading() if header else None]),
            *_paragraphs(words, look=look),
        )
        for words, width in zip(cells, widths, strict=True)
    ]
    return element("w:tr", properties("w:trPr", kept), *made)


def _shading() -> Element:
    return element("w:shd", val="clear", color="auto", fill="E7E6E6")


def _table_properties() -> list[Element]:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(f"w:{side}", val="single", sz=4, space=0, color="808080") for side in sides]
    return [
        element("w:tblW", w=_SHEET, type="dxa"),
        element("w:tblBorders", *borders),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", firstRow=1),
    ]


def _related() -> Iterator[archive.RelatedPart]:
    """Yield the parts that programs expect of every Word file."""
    yield archive.RelatedPart("styles.xml", names.STYLES, names.STYLES_TYPE, serialize(_styles()))
    yield archive.RelatedPart("settings.xml", names.SETTINGS, names.SETTINGS_TYPE, settings_part())
    fonts = root("w:fonts")
    fonts.append(element("w:font", element("w:family", val="swiss"), name=_FONT))
    yield archive.RelatedPart("fontTable.xml", names.FONT_TABLE, names.FONT_TABLE_TYPE, serialize(fonts))
    colors = ("000000", "FFFFFF", "1F2937", "E7E6E6", *["1F4E79"] * 6, "0563C1", "954F72")
    yield archive.RelatedPart(
        "theme/theme1.xml", names.THEME, names.THEME_TYPE, serialize(theme("Comments", colors, _FONT, _FONT))
    )


def _styles() -> Element:
    fonts = element("w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT)
    made = root("w:styles")
    normal = [fonts, element("w:sz", val=18), element("w:lang", val="en-GB")]
    made.append(element("w:docDefaults", element("w:rPrDefault", properties("w:rPr", normal))))
    for style, name, size in (("Normal", "Normal", 18), ("Title", "Title", 28)):
        made.append(
            element(
                "w:style",
                element("w:name", val=name),
                properties("w:rPr", [element("w:b") if style == "Title" else None, element("w:sz", val=size)]),
                type="paragraph",
                styleId=style,
                default="1" if style == "Normal" else None,
            )
        )
    return made


def _marked(row: Element, name: str, number: int) -> Element:
    """Return a row with a bookmark around the words of its first cell."""
    paragraph = next(row.iter(qname("w:p")))
    formatting = paragraph.find(qname("w:pPr"))
    paragraph.extend(bookmark(name, _FIRST_ID + number, [child for child in paragraph if child is not formatting]))
    return row


def _with_rows(package: EditedPackage, export: str, table: Sequence[TableRow]) -> bytes:
    """Return the file with the part that leads from the rows' bookmarks to the comments."""
    data = comment_rows.to_xml(export, [row.origin for row in table])
    package.add_custom_xml(comment_rows.ITEM_ID, comment_rows.NAMESPACE, data)
    return package.data()
