"""JSON of the model, for programs, and the schema of that JSON."""

from exporter.backends.json.backend import BACKEND
from exporter.backends.json.schema import schema

__all__ = ["BACKEND", "schema"]
