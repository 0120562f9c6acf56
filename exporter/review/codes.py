"""Diagnostics of reviewed files."""

from exporter.diagnostics import Code, Severity

EXPORT = Code(
    "review-export",
    Severity.ERROR,
    "A reviewed file of no known export, or not named as its export.",
    why="A file that was renamed or changed could otherwise write to pages that the review was not about.",
    mend="Look at the file's changes with 'exporter review list', then name the export with --export.",
)
CHANGED = Code(
    "page-changed",
    Severity.ERROR,
    "A page that somebody else changed while a review was applied to it.",
    why="Writing would overwrite the other change.",
    mend="Run the command again.",
)
CODES = (EXPORT, CHANGED)
