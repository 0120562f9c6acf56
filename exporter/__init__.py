"""One page of website content in; the same words out as an accessible PDF, a Word file for review and a web page."""

__version__ = "0.1.0"
