"""The JSON Schema of ``exporter.yaml`` (https://json-schema.org/draft/2020-12), for editors and the docs."""

from collections.abc import Mapping
from inspect import getdoc
from typing import Any

from pydantic import BaseModel

from exporter.config.configuration import Config
from exporter.config.limit_values import LARGEST, numbers
from exporter.config.sections import ExportEntry
from exporter.model.limit import reasons

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(options: Mapping[str, type[BaseModel]], limits: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema; ``options`` has for each format the model of the options under its name.

    ``limits`` are the defaults of each group of limits; without them the schema does not list them.
    """
    made = Config.model_json_schema()
    definitions = made.setdefault("$defs", {})
    properties = made["properties"]
    for name, model in options.items():
        inner = model.model_json_schema(ref_template=f"#/$defs/{name}.{{model}}")
        definitions |= {f"{name}.{key}": value for key, value in inner.pop("$defs", {}).items()}
        properties[name] = inner | {"description": f"Options of the format {name}."}
    if limits is not None:
        properties["limits"] |= _closed({group: _limits(defaults) for group, defaults in limits.items()})
    named = {"type": "string", "enum": sorted(options)}
    properties["formats"]["items"] = named
    properties["output"]["propertyNames"] = named
    for key in ("formats", "options"):
        _name_formats(definitions[ExportEntry.__name__]["properties"][key], named, options)
    return {"$schema": DIALECT, **made, "title": "exporter.yaml", "description": "Configuration of the exporter."}


def _name_formats(entry: dict[str, Any], named: dict[str, Any], options: Mapping[str, type[BaseModel]]) -> None:
    """Fill in the formats and the options of each in an export's entry."""
    if "additionalProperties" in entry:
        entry["additionalProperties"] = False
        entry["properties"] = {name: {"$ref": f"#/properties/{name}"} for name in options}
    for choice in entry.get("anyOf", ()):
        if choice.get("type") == "array":
            choice["items"] = named


def _limits(defaults: Any) -> dict[str, Any]:
    """Return the schema of one group of limits: each with its default and its reason."""
    meaning = (getdoc(type(defaults)) or "").partition("\n")[0]
    why = reasons(type(defaults))
    return {"type": "object", "description": meaning} | _closed(
        {
            name: {
                "type": "integer" if isinstance(value, int) else "number",
                "exclusiveMinimum": 0,
                "exclusiveMaximum": int(LARGEST),
                "default": value,
                "description": why.get(name, ""),
            }
            for name, value in numbers(defaults).items()
        }
    )


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"properties": properties, "additionalProperties": False}
