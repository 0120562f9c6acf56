"""Headings that skip a level: readers who move by headings miss one."""

from exporter.diagnostics import Code, Severity
from exporter.model.nodes import Heading
from exporter.model.walk import walk
from exporter.validate.subject import Subject

HEADING_SKIP = Code("heading-skip", Severity.WARNING, "a heading more than one level below the one before it")
CODES = (HEADING_SKIP,)


def check(subject: Subject) -> None:
    """Compare each heading with the one before it; the page's title is of level 1."""
    for page in subject.pages:
        level = 1
        for node in walk(page.body):
            if not isinstance(node, Heading):
                continue
            if node.level > level + 1:
                message = f"heading of level {node.level} after one of level {level}"
                subject.report(HEADING_SKIP, message, node.pos, f"make it level {level + 1}: '{'#' * (level + 1)} '")
            level = node.level
