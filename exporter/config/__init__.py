"""The project's configuration: ``exporter.yaml``, typed. Everything in it has a default, and so has the file itself."""

from exporter.config.configuration import FILE, PUBLIC_OUTPUT, REVIEW_OUTPUT, Config, Exports, LocatedEntry

__all__ = ["FILE", "PUBLIC_OUTPUT", "REVIEW_OUTPUT", "Config", "Exports", "LocatedEntry"]
