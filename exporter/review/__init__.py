"""Word round trip: read a reviewed DOCX, find its changes in the page, list them, apply them.

``open_session`` reads the file, ``claimed`` finds its export in the plan and ``take_pages`` reads that export's pages.
``assess`` says what can be done with each change, ``rows`` makes the list, ``chosen_ids`` and ``write`` give the pages
with the chosen changes in them, ``tally`` counts what came of them. Nothing here writes to disk.
"""

from exporter.review.exports import claimed, has_name, told
from exporter.review.htmllist import as_html
from exporter.review.listing import as_csv, as_json, as_text, summary
from exporter.review.pagewrite import ReadPage
from exporter.review.patch import diff
from exporter.review.rows import COMMENT, LAYOUT, Row, rows
from exporter.review.session import (
    Choice,
    Session,
    Statuses,
    TextOf,
    assess,
    chosen_ids,
    open_session,
    take_pages,
    write,
)
from exporter.review.tally import Tally, tally

__all__ = [
    "COMMENT",
    "LAYOUT",
    "Choice",
    "ReadPage",
    "Row",
    "Session",
    "Statuses",
    "Tally",
    "TextOf",
    "as_csv",
    "as_html",
    "as_json",
    "as_text",
    "assess",
    "chosen_ids",
    "claimed",
    "diff",
    "has_name",
    "open_session",
    "rows",
    "summary",
    "take_pages",
    "tally",
    "told",
    "write",
]
