"""Planning: which exports to build.

The rule: a link inside an alert to a file of the site in one of the formats, in a section that holds questions, asks
for an export of that section, at the link's own path. Configuration adds exports, and the command line chooses among
them.
"""

from exporter.plan.codes import CODES
from exporter.plan.conflicts import Destinations
from exporter.plan.exports import named_files, plan, plan_outlines, plan_page, plan_whole
from exporter.plan.named_targets import Selection
from exporter.plan.page_outline import PageOutline, outline

__all__ = [
    "CODES",
    "Destinations",
    "PageOutline",
    "Selection",
    "named_files",
    "outline",
    "plan",
    "plan_outlines",
    "plan_page",
    "plan_whole",
]
