"""Transforms of documents, each a pure function; findings go to a separate list."""

from exporter.transforms.order import CODES, apply
from exporter.transforms.text_limits import TextLimits

__all__ = ["CODES", "TextLimits", "apply"]
