"""A run's findings and results for people and machines."""

from exporter.build.outcome import Result, Run
from exporter.report.grouping import FindingGroup, grouped, summary

__all__ = ["FindingGroup", "Result", "Run", "grouped", "summary"]
