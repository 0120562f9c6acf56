"""Nuxt UI's table: the rows of its ``data``, in the columns that it names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exporter.components.call import Call
from exporter.components.dynamic_table import data_cell, most_rows, shown_value
from exporter.components.models import Props
from exporter.lowering.context import Items
from exporter.model.nodes import Inline, Row, Table, Text
from exporter.model.position import KeyPath

FIELDS = ("accessorKey", "key", "id")  # of a column: the field of the rows that it shows
TITLES = ("header", "label", "title")


def lower_table(_: Props, call: Call) -> Items:
    """Lower to the table with its caption; to the content of its slots without data."""
    prop = "data" if call.values.get("data") else "rows"
    rows = call.values.get(prop)
    if not isinstance(rows, list) or not any(isinstance(row, dict) for row in rows):
        return [*call.paragraph(call.text("caption"), "caption"), *call.paragraph(call.text("empty")), *call.blocks()]
    call.read.update((prop, "columns", "empty"))
    columns = dict(list(_columns(call, rows))[: call.lowering.limits.table_columns])
    most = most_rows(call, rows, len(columns), prop)
    head = Row(cells=tuple(data_cell(title, header=True) for title in columns.values()))
    body = tuple(
        Row(cells=tuple(data_cell(_value(call, (prop, index, name))) for name in columns))
        for index in range(min(most, len(rows)))
    )
    table = Table(head=(head,), body=body, caption=call.text("caption"), pos=call.pos)
    return [table, *call.blocks()]


def _columns(call: Call, rows: Sequence[Any]) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield the fields that are shown, each with its title: as ``columns`` has them, else all of the rows."""
    columns = call.value("columns")
    for index, column in enumerate(columns if isinstance(columns, list) else ()):
        name = _first(column, FIELDS) if isinstance(column, Mapping) else None
        if name is not None:
            title = next((key for key in TITLES if isinstance(column.get(key), str)), None)
            yield name, call.text(("columns", index, title)) if title else _name(name)
    if not columns:
        for name in dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row):
            yield name, _name(name)


def _first(column: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next((column[key] for key in keys if isinstance(column.get(key), str)), None)


def _name(name: str) -> tuple[Inline, ...]:
    """Return a field's name as the site titles its column: the first letter upper case."""
    return (Text(text=name[:1].upper() + name[1:]),) if name.strip() else ()


def _value(call: Call, path: KeyPath) -> tuple[Inline, ...]:
    value = call.value(path)
    if isinstance(value, bool | list | dict):
        words = call.lowering.printable(shown_value(value), call.place(path))
        return (Text(text=" ".join(words.split())),) if words.strip() else ()
    return call.text(path)
