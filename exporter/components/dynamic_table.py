"""ShDynamicTable: a table of data; shown where the data is a JSON file of the site."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from exporter.components import codes
from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Props, unshown
from exporter.diagnostics import counted
from exporter.lowering.context import Items
from exporter.lowering.links import accepted, clean
from exporter.markdown.tree import SourceSpan
from exporter.model.nodes import Cell, Inline, Link, Paragraph, Row, Table, Text


class Column(BaseModel):
    """A column: the field of the data that it shows, and its title. Other keys steer the website's filters."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    name: str = Field("", description="the field of the data")
    title: str = Field("", description="the column's title, if it shows anything")
    hide: bool = Field(False, description="whether to leave out the column")
    type: str = Field("", description="the kind of value: text, number, date; url, subs and email are links")
    type_data: Any = Field(None, alias="typeData", description="the field of the data with a link's address")


class DynamicTableProps(Props):
    """Props of ShDynamicTable."""

    data_url: str = Field("", description="path or address of the JSON data")
    data_field: str = Field("", description="the field of the data with the rows; nested fields are separated by dots")
    columns: tuple[Column, ...] = Field((), description="the columns")
    header: str = Field("", description="the table's caption")
    caption: str = Field("", description="the table's caption, if there is no 'header'")
    footer: str = Field("", description="a line below the table, Markdown")
    transform_raw_data: str = unshown("", "a function of the website; not used in documents")


def lower(props: DynamicTableProps, call: Call) -> Items:
    """Lower to the table with its caption and footer; to a link to data that is not a file of the site."""
    header = call.line("header") or call.line("caption")
    footer = call.paragraph(call.line("footer"), "note")
    rows = _rows(props, call)
    if rows is None:
        _report_titles(props, call)
        target = call.target("dataUrl")
        link = [call.instead(target, target)] if target else []
        return [*call.paragraph(header, "caption"), *link, *footer, *call.blocks()]
    columns = _columns(props, call, rows)
    head = Row(cells=tuple(data_cell(_text(call, c.title or c.name, _place(call, i)), True) for i, c in columns))
    most = most_rows(call, rows, len(columns), "dataUrl")
    body = tuple(Row(cells=tuple(data_cell(_value(call, c, r)) for _, c in columns)) for r in rows[:most])
    table = [Table(head=(head,), body=body, caption=header, pos=call.pos)] if columns else call.paragraph(header)
    return [*table, *footer, *call.blocks()]


def _report_titles(props: DynamicTableProps, call: Call) -> None:
    """Report the titles of columns that have no rows."""
    call.value("columns")
    titles = [f"'{column.title}'" for column in props.columns if column.title and not column.hide]
    if titles:
        word = "columns" if len(titles) > 1 else "column"
        call.report(
            codes.LOSS_DATA,
            f"{call.name}: without rows its {word} {', '.join(titles)} cannot be shown",
            "columns",
        )


def _columns(
    props: DynamicTableProps, call: Call, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[int | None, Column]]:
    """Return the columns that are shown, each with its index among those written; by default one for each field.

    The website does not show other fields either.
    """
    call.value("columns")
    if not props.columns:
        return [
            (None, Column.model_validate({"name": key})) for key in dict.fromkeys(key for row in rows for key in row)
        ]
    for index, column in enumerate(props.columns):
        if rows and not column.hide and not any(column.name in row for row in rows):
            message = f"{call.name}: no row of the data has a field '{column.name}'"
            call.report(codes.LOSS_DATA, message, ("columns", index), "name the column as the data has it")
    return [(index, column) for index, column in enumerate(props.columns) if not column.hide]


def _place(call: Call, index: int | None) -> SourceSpan:
    """Return the place of a column, or of the data."""
    return call.place("dataUrl") if index is None else call.place(("columns", index, "title"))


def _rows(props: DynamicTableProps, call: Call) -> list[Mapping[str, Any]] | None:
    """Return the rows of the data; None, with a finding, if they cannot be read."""
    call.value("dataField")
    path = props.data_url.strip()
    if not path.startswith("/") or path.startswith("//"):
        call.report(
            codes.LOSS_DATA,
            f"{call.name}: data of another site is not shown",
            "dataUrl",
            "save it as a file of the site",
        )
        return None
    if props.transform_raw_data:
        call.report(
            codes.LOSS_DATA, f"{call.name}: data that '{props.transform_raw_data}' makes is not shown", "dataUrl"
        )
        return None
    data = call.lowering.site.data_file(path)
    if data is None:
        call.report(codes.LOSS_DATA, f"{call.name}: no file '{path}' in the site", "dataUrl", "put it below public/")
        return None
    return _read(props, call, data)


def _read(props: DynamicTableProps, call: Call, data: bytes) -> list[Mapping[str, Any]] | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        call.report(codes.LOSS_DATA, f"{call.name}: '{props.data_url}' is not JSON", "dataUrl", "the data must be JSON")
        return None
    for step in filter(None, props.data_field.split(".")):
        value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, list):
        where = f"'{props.data_field}' of '{props.data_url}'" if props.data_field else f"'{props.data_url}'"
        call.report(
            codes.LOSS_DATA,
            f"{call.name}: {where} is not a list of rows",
            "dataField" if props.data_field else "dataUrl",
        )
        return None
    rows: list[Mapping[str, Any]] = [row for row in value if isinstance(row, dict)]
    if len(rows) < len(value):
        message = f"{call.name}: {len(value) - len(rows)} of {len(value)} rows are not objects, and not shown"
        call.report(codes.LOSS_DATA, message, "dataUrl", "write each row as {field: value}")
    return rows


def most_rows(call: Call, rows: Sequence[Any], columns: int, prop: str) -> int:
    """Return how many rows of so many columns are within the limit of cells; report rows beyond it at ``prop``."""
    most = max(1, call.lowering.limits.table_cells // max(1, columns))
    if len(rows) > most:
        left = f"shown without the last {len(rows) - most} of {counted(len(rows), 'row')}"
        call.report(codes.LOSS_DATA, f"{call.name}: {left}", prop)
    return most


def data_cell(inlines: tuple[Inline, ...], header: bool = False) -> Cell:
    """Return a cell with words, empty without any."""
    children = (Paragraph(children=inlines),) if inlines else ()
    return Cell(children=children, scope="col" if header else None)


def _text(call: Call, words: str, at: SourceSpan) -> tuple[Inline, ...]:
    text = " ".join(call.lowering.printable(words, at).split())
    return (Text(text=text),) if text else ()


def _value(call: Call, column: Column, row: Mapping[str, Any]) -> tuple[Inline, ...]:
    """Return a value of the data; in a column of links as a link to the row's address."""
    at = call.place("dataUrl")
    address = _address(column, row)
    target = accepted(call.lowering, address, at) if address else None
    words = _text(call, shown_value(row.get(column.name)), at) or (_text(call, address, at) if target else ())
    if not target or not words:
        return words
    return (Link(target=target, children=words, written=target, pos=call.lowering.pos(at)),)


def _address(column: Column, row: Mapping[str, Any]) -> str:
    """Return the target of a value in a column of links: the field that ``typeData`` names, else the value itself."""
    own = row.get(column.name)
    if column.type == "email":
        return f"mailto:{own}" if isinstance(own, str) and "@" in own and " " not in own.strip() else ""
    if column.type not in ("url", "link", "subs"):
        return ""
    found = next((row[name] for name in _fields(column.type_data) if isinstance(row.get(name), str)), None)
    if found is None and column.type != "subs" and isinstance(own, str):
        found = own
    return clean(found) if found else ""


def _fields(type_data: Any) -> Iterator[str]:
    """Yield the names of fields in ``typeData``: one, or a list of them."""
    for name in type_data if isinstance(type_data, list) else [type_data]:
        if isinstance(name, str):
            yield name


def shown_value(value: Any) -> str:
    """Return a value of the data as words: a list's parts joined by commas, anything deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_word(part) for part in value)
    return _word(value)


def _word(value: Any) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "…"


DYNAMIC_TABLE = Component("ShDynamicTable", DynamicTableProps, lower, "a table of data")
