"""Whether a document has contents: they are of use where there are more than four pages to look through.

How many pages there are is known only after the layout. So the layout that is likely to be right is made first; it
tells whether it was right, and only a document near the limit is laid out twice.
"""

from typing import Any

from exporter.backends.paging import FEW_PAGES
from exporter.backends.paging import pages as estimated
from exporter.backends.pdf.options import PdfOptions
from exporter.model.document import Document


def at_first(document: Document, options: PdfOptions) -> bool:
    """Whether the first layout has contents."""
    if options.toc != "auto" or not document.toc:
        return options.toc == "always" and bool(document.toc)
    return estimated(document) > FEW_PAGES + 0.5


def keep(layout: Any, contents: bool) -> bool:
    """Whether ``layout``, made with or without contents, is the one to keep."""
    pages = len(layout.pages)
    return pages > FEW_PAGES + 1 if contents else pages <= FEW_PAGES
