"""Whether a published file still says what its page says: also one that the exporter never made.

The text is taken out of the PDF or DOCX again and compared with the document, question by question.
"""

from exporter.published.codes import CODES
from exporter.published.comparison import Difference, compare, finding
from exporter.published.extraction import READERS, read_published

__all__ = ["CODES", "READERS", "Difference", "compare", "finding", "read_published"]
