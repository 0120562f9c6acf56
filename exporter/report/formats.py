"""The table of report formats."""

from collections.abc import Callable, Mapping

from exporter.build.outcome import Run
from exporter.report.github import as_annotations
from exporter.report.json import as_json
from exporter.report.junit import as_junit
from exporter.report.sarif import as_sarif
from exporter.report.text import as_text

REPORT_FORMATS: Mapping[str, Callable[[Run], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
    "sarif": as_sarif,
    "junit": as_junit,
}
