"""The JSON Schema of all components, for editors: one definition a component (``exporter schema components``)."""

from collections.abc import Iterable
from typing import Any

from exporter.components.base import Component
from exporter.diagnostics import UsageError
from exporter.plugins import HINT, described

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(components: Iterable[Component]) -> dict[str, Any]:
    """Return a schema whose properties are the components by name, each with the schema of its props.

    Raises ``UsageError`` for a component of another package whose props have no schema.
    """
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for component in components:
        schema = _props_schema(component)
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


def _props_schema(component: Component) -> dict[str, Any]:
    """Return the schema of a component's props. Raises ``UsageError`` if those of another package have none."""
    try:
        return component.props.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    except Exception as error:
        module = component.module
        if not module:
            raise
        message = f"the component {component.name} of '{module}' has no schema: {described(error, module)}"
        raise UsageError(message, code="plugin", hint=HINT) from error
