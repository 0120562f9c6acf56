"""The command line: arguments in, exit code out. Only this package prints."""

from exporter.cli.application import app, run

__all__ = ["app", "run"]
