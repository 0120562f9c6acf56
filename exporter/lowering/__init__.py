"""From the MDC tree to core nodes: HTML by an allow-list, components by their table."""

from exporter.lowering.context import Lowering, LoweringLimits, PageSyntax, ParseMarkdown, Registry
from exporter.lowering.page import lower

__all__ = ["Lowering", "LoweringLimits", "PageSyntax", "ParseMarkdown", "Registry", "lower"]
