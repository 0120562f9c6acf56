"""Components: what each becomes in core nodes, one module a component or family, and one table of them all."""

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import Props
from exporter.components.registry import Components
from exporter.components.schema import json_schema
from exporter.components.shipped import COMPONENTS, known_components

__all__ = ["COMPONENTS", "Call", "Component", "Components", "Props", "json_schema", "known_components"]
