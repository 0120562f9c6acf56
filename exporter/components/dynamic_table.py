"""ShDynamicTable: a table of data; shown where the data is a JSON file of the site."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from exporter.components import codes
from exporter.components.base import Component, Props
from exporter.components.call import Call
from exporter.diagnostics import counted
from exporter.lowering.context import Items
from exporter.model.characters import CONTROL
from exporter.model.nodes import Cell, Paragraph, Row, Table, Text


class Column(BaseModel):
    """A column: the field of the data that it shows, and its title. Other keys steer the website's filters."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    name: str = Field("", description="the field of the data")
    title: str = Field("", description="the column's title")
    hide: bool = Field(False, description="whether the column is left out")


class DynamicTableProps(Props):
    """Props of ShDynamicTable."""

    data_url: str = Field("", description="path or address of the data, JSON")
    data_field: str = Field("", description="the field of the data that holds the rows; parted by dots")
    columns: tuple[Column, ...] = Field((), description="the columns")
    header: str = Field("", description="the table's caption")
    footer: str = Field("", description="a line below the table, Markdown")
    transform_raw_data: str = Field("", description="a function of the website")


def lower(props: DynamicTableProps, call: Call) -> Items:
    """The table with its caption and footer; a link to the data where it is elsewhere."""
    header = call.line("header")
    footer = call.paragraph(call.line("footer"), "note")
    rows = _rows(props, call)
    if rows is None:
        target = call.target("dataUrl")
        link = [call.instead(target, target)] if target else []
        return [*call.paragraph(header, "caption"), *link, *footer, *call.blocks()]
    columns = [c for c in props.columns if not c.hide] or [
        Column.model_validate({"name": key}) for key in (rows[0] if rows else ())
    ]
    head = Row(cells=tuple(_cell(c.title or c.name, header=True) for c in columns))
    room = max(1, call.lowering.limits.table_cells // max(1, len(columns)))
    if len(rows) > room:
        call.report(
            codes.LOSS_DATA,
            f"{call.name}: shown without the last {len(rows) - room} of {counted(len(rows), 'row')}",
            "dataUrl",
        )
    body = tuple(Row(cells=tuple(_cell(_shown(r.get(c.name))) for c in columns)) for r in rows[:room])
    table = [Table(head=(head,), body=body, caption=header, pos=call.pos)] if columns else []
    return [*table, *footer, *call.blocks()]


def _rows(props: DynamicTableProps, call: Call) -> list[Mapping[str, Any]] | None:
    """The rows of the data; None, with a finding, where they cannot be had."""
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
        call.report(codes.LOSS_DATA, f"{call.name}: '{props.data_url}' is no JSON", "dataUrl", "the data must be JSON")
        return None
    for step in filter(None, props.data_field.split(".")):
        value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, list):
        where = f"'{props.data_field}' of '{props.data_url}'" if props.data_field else f"'{props.data_url}'"
        call.report(
            codes.LOSS_DATA, f"{call.name}: {where} is no list of rows", "dataField" if props.data_field else "dataUrl"
        )
        return None
    return [row for row in value if isinstance(row, dict)]


def _cell(words: str, header: bool = False) -> Cell:
    text = " ".join(CONTROL.sub("", words).split())
    children = (Paragraph(children=(Text(text=text),)),) if text else ()
    return Cell(children=children, scope="col" if header else None)


def _shown(value: Any) -> str:
    """A value of the data as words: a list's parts by commas, anything deeper as JSON."""
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
