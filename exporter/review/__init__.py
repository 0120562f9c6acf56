"""Word round trip: read a reviewed DOCX, find its changes in the page, list them, apply them.

``open_session`` reads the file and its pages, ``assess`` says what can be done with each change, ``rows`` makes the
list, ``chosen_ids`` and ``write`` give the pages with the chosen changes in them. Nothing here writes to disk.
"""

from exporter.review.htmllist import as_html
from exporter.review.listing import as_csv, as_json, as_text, summary
from exporter.review.pagewrite import ReadPage
from exporter.review.rows import COMMENT, LAYOUT, Row, rows
from exporter.review.session import (
    Session,
    Statuses,
    TextOf,
    assess,
    chosen_ids,
    open_session,
    write,
)

__all__ = [
    "COMMENT",
    "LAYOUT",
    "ReadPage",
    "Row",
    "Session",
    "Statuses",
    "TextOf",
    "as_csv",
    "as_html",
    "as_json",
    "as_text",
    "assess",
    "chosen_ids",
    "open_session",
    "rows",
    "summary",
    "write",
]
