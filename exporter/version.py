"""The version of the exporter, by Semantic Versioning 2.0.0."""

__version__ = "0.1.0"
