"""The JSON Schema of ``exporter.yaml`` (https://json-schema.org/draft/2020-12), for editors and the docs."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from exporter.config import Config
from exporter.config.sections import ExportEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(options: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """The schema; ``options`` gives for each format the model of what may stand under its name."""
    made = Config.model_json_schema()
    definitions = made.setdefault("$defs", {})
    properties = made["properties"]
    for name, model in options.items():
        inner = model.model_json_schema(ref_template=f"#/$defs/{name}.{{model}}")
        definitions |= {f"{name}.{key}": value for key, value in inner.pop("$defs", {}).items()}
        properties[name] = inner | {"description": f"Options of the format {name}."}
    named = {"type": "string", "enum": sorted(options)}
    properties["formats"]["items"] = named
    properties["output"]["propertyNames"] = named
    for key in ("formats", "options"):
        _name_formats(definitions[ExportEntry.__name__]["properties"][key], named, options)
    return {"$schema": DIALECT, **made, "title": "exporter.yaml", "description": "Configuration of the exporter."}


def _name_formats(entry: dict[str, Any], named: dict[str, Any], options: Mapping[str, type[BaseModel]]) -> None:
    """In an export's entry: which formats there are, and what options each takes."""
    if "additionalProperties" in entry:
        entry["additionalProperties"] = False
        entry["properties"] = {name: {"$ref": f"#/properties/{name}"} for name in options}
    for choice in entry.get("anyOf", ()):
        if choice.get("type") == "array":
            choice["items"] = named
