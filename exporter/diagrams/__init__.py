"""Diagrams: the one home of the library that draws Mermaid and of programs that draw others, and their descriptions."""

from exporter.diagrams.command import SECONDS, CommandRequest, DiagramCommand, draw_with, parse_commands, version_of
from exporter.diagrams.description import description
from exporter.diagrams.mermaid import KINDS, DiagramRequest, Undrawn, available, draw

__all__ = [
    "KINDS",
    "SECONDS",
    "CommandRequest",
    "DiagramCommand",
    "DiagramRequest",
    "Undrawn",
    "available",
    "description",
    "draw",
    "draw_with",
    "parse_commands",
    "version_of",
]
