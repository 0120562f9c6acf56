"""The table of components. Lowering, schemas, documentation and tests read it; nothing else names a component."""

from exporter.components.base import Component, Props
from exporter.components.call import Call
from exporter.components.callouts import ALERT
from exporter.components.columns import COLUMN, MULTI_COLUMN, SEGMENT, TWO_COLUMNS
from exporter.components.faq import FAQ
from exporter.components.registry import Components

COMPONENTS: tuple[Component, ...] = (
    FAQ,
    ALERT,
    TWO_COLUMNS,
    MULTI_COLUMN,
    COLUMN,
    SEGMENT,
)

__all__ = ["COMPONENTS", "Call", "Component", "Components", "Props"]
