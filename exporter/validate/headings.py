"""Headings that skip a level: readers who move by headings miss one."""

from exporter.transforms.headings import SKIPPED, report_skips
from exporter.validate.subject import Subject

CODES = (SKIPPED,)


def check(subject: Subject) -> None:
    """Compare each heading with the one before it; the page's title is of level 1."""
    for page in subject.pages:
        report_skips(page.body, 1, subject.diagnostics)
