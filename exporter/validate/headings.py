"""Headings that skip a level, which readers who move by headings miss."""

from exporter.transforms.heading_levels import SKIPPED, report_skipped_levels
from exporter.validate.context import RuleContext

CODES = (SKIPPED,)


def check(context: RuleContext) -> None:
    """Compare each heading with the one before it; the page's title has level 1."""
    for page in context.pages:
        report_skipped_levels(page.body, 1, context.diagnostics)
