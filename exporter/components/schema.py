"""The JSON Schema of all components, for editors: one definition a component (``exporter schema components``)."""

from collections.abc import Iterable
from typing import Any

from exporter.components.base import Component

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(components: Iterable[Component]) -> dict[str, Any]:
    """A schema whose properties are the components by name; each property's schema is of the component's props."""
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for component in components:
        schema = component.props.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        schema.update(title=component.name, description=component.about)
        schema["x-slots"] = list(component.slots)
        properties[component.name] = schema
    return {
        "$schema": DIALECT,
        "title": "Props of components",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }
