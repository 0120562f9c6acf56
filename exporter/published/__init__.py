"""Compare published files with their pages, also files that the exporter never made.

The text of the PDF or DOCX is extracted and compared with the document, question by question.
"""

from exporter.published.codes import CODES
from exporter.published.comparison import Difference, compare, finding
from exporter.published.extraction import READERS, read_published

__all__ = ["CODES", "READERS", "Difference", "compare", "finding", "read_published"]
