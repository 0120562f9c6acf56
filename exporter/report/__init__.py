"""A run's findings and results for people and machines."""

from exporter.build.outcome import FileResult, Run
from exporter.report.grouping import FindingGroup, grouped, summary

__all__ = ["FileResult", "FindingGroup", "Run", "grouped", "summary"]
