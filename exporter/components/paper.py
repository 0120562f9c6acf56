"""Wishes for paper: a page break, and a part on landscape pages."""

from exporter.components.base import Component
from exporter.components.call import Call
from exporter.components.models import OpenProps
from exporter.lowering.context import Items
from exporter.lowering.page_breaks import page_break


def lower_page_break(_: OpenProps, call: Call) -> Items:
    """Lower to a page break; content of an unclosed one follows it."""
    return [page_break(call.lowering, call.element), *call.items()]


def lower_landscape(_: OpenProps, call: Call) -> Items:
    """Lower to a part that stands on landscape pages."""
    return [call.container("landscape", call.blocks())]


PAGE_BREAK = Component("PageBreak", OpenProps, lower_page_break, "a new page on paper")
LANDSCAPE = Component("Landscape", OpenProps, lower_landscape, "a part on landscape pages of paper")
