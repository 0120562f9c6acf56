"""Word round trip: read a reviewed DOCX or ODT, find its changes in the page, list them, apply them.

::

    reviewed.docx          page of today
         |                      |
         v                      |
    word/     read the file     |          characters with tracked changes, comments (``opendocument`` for an ODT)
         |                      |
         v                      v
    match/    align its text with the review map in it and with the page
         |                                 alignment -> changes; current page
         v
    write/    plan -> edits -> verify      new text of the page, a status for each change
         |
         v
    listing/  rows                         text, CSV, JSON, HTML, totals

``session`` runs these steps, ``round`` runs them for several files together, ``exports`` finds the export that a file
comes from. Each package imports only from those before it: ``word``, ``match``, ``write``, ``round``, ``listing``.
``open_session`` reads the file, ``find_export`` finds its export in the plan, ``read_pages`` reads the pages of that
export. ``assess`` gives a status for each change, ``rows`` makes the list, ``select_changes`` and ``write_changes``
give the pages with the chosen changes in them, ``totals`` counts the results. ``join``, ``write_round`` and
``joint_rows`` do so for several files. Nothing here writes to disk.
"""

from exporter.review.exports import describe_export, find_export, has_name
from exporter.review.listing.comment_docx import comments_docx, filled_form
from exporter.review.listing.comment_table import (
    OBSERVATION,
    Column,
    LineOf,
    TableRow,
    columns,
    comment_table,
    comments_csv,
    no_lines,
)
from exporter.review.listing.html import as_html
from exporter.review.listing.joint_rows import joint_rows
from exporter.review.listing.rows import COMMENT, LAYOUT, ListedRow, rows
from exporter.review.listing.text_formats import Listed, as_csv, as_json, as_text, summary
from exporter.review.listing.totals import Totals, totals
from exporter.review.match.current_page import ReadPage
from exporter.review.round import Round, join, write_round
from exporter.review.round.answers import (
    AnsweredRow,
    AnsweredTable,
    TableLine,
    read_answers,
    rows_of,
    table_of_csv,
    tables_of,
    with_answers,
)
from exporter.review.session import (
    ChangeFilter,
    Session,
    TextOf,
    assess,
    has_map,
    new_pictures,
    open_session,
    read_pages,
    select_changes,
    session_of,
    write_changes,
)
from exporter.review.write.status import Statuses
from exporter.review.write.unified_diff import diff

__all__ = [
    "COMMENT",
    "LAYOUT",
    "OBSERVATION",
    "AnsweredRow",
    "AnsweredTable",
    "ChangeFilter",
    "Column",
    "LineOf",
    "Listed",
    "ListedRow",
    "ReadPage",
    "Round",
    "Session",
    "Statuses",
    "TableLine",
    "TableRow",
    "TextOf",
    "Totals",
    "as_csv",
    "as_html",
    "as_json",
    "as_text",
    "assess",
    "columns",
    "comment_table",
    "comments_csv",
    "comments_docx",
    "describe_export",
    "diff",
    "filled_form",
    "find_export",
    "has_map",
    "has_name",
    "join",
    "joint_rows",
    "new_pictures",
    "no_lines",
    "open_session",
    "read_answers",
    "read_pages",
    "rows",
    "rows_of",
    "select_changes",
    "session_of",
    "summary",
    "table_of_csv",
    "tables_of",
    "totals",
    "with_answers",
    "write_changes",
    "write_round",
]
