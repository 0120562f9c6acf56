"""From pages to one document: the part of them that an export shows."""

from exporter.select.assembly import DocumentContext, select

__all__ = ["DocumentContext", "select"]
