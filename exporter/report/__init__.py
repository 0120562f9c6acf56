"""A run's findings and results for people and machines."""

from exporter.build.run import Result, Run
from exporter.report.grouping import Finding, folded, summary

__all__ = ["Finding", "Result", "Run", "folded", "summary"]
