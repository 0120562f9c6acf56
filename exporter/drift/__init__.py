"""Whether a published file still says what its page says: also one that the exporter never made.

The text is taken out of the PDF or DOCX again and compared with the document, question by question.
"""

from exporter.drift.compare import Difference, compare
from exporter.drift.published import read_published

__all__ = ["Difference", "compare", "read_published"]
