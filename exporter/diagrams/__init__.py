"""Diagrams: the one home of the library that draws Mermaid, and the words that describe a diagram."""

from exporter.diagrams.description import description
from exporter.diagrams.mermaid import KINDS, DiagramRequest, Undrawn, available, draw

__all__ = ["KINDS", "DiagramRequest", "Undrawn", "available", "description", "draw"]
