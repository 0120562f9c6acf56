"""Diagnostics of reviewed files."""

from exporter.diagnostics import Code, Severity

EXPORT = Code(
    "review-export",
    Severity.ERROR,
    "A reviewed file without a known export, or with another name than its export.",
    why="The file could change pages outside of the review.",
    mend="Look at the file's changes with 'exporter review list', then name the export with --export.",
)
CHANGED = Code(
    "page-changed",
    Severity.ERROR,
    "A page changed while a review was applied to it.",
    why="Writing would overwrite the other change.",
    mend="Run the command again.",
)
DECISIONS = Code(
    "review-decisions",
    Severity.WARNING,
    "A file of decisions for the record of a round that cannot be used, or a decision on nothing in the files.",
    why="The record calls the change or comment left, or gives no reason.",
    mend="Write one line an id, 'ID: rejected, the reason', with the ids of 'exporter review list'.",
)
CODES = (EXPORT, CHANGED, DECISIONS)
