"""Findings as lines for people: place, severity, code, message; below them what can be done."""

from exporter.build.run import Result, Run
from exporter.diagnostics import Severity, counted, visible
from exporter.report.grouping import FindingGroup, grouped, size_words, summary


def as_text(run: Run) -> str:
    """All findings and the summary line."""
    return "\n".join([*finding_lines(run, notes=True), summary(run)]) + "\n"


def finding_lines(run: Run, *, notes: bool) -> list[str]:
    """The findings' lines; ``notes`` says whether mere notes are among them."""
    found = [f for f in run.all_findings() if notes or f.severity is not Severity.NOTE]
    return [_line(f) for f in grouped(found)]


def written_lines(run: Run) -> list[str]:
    """A line for each file that was written: its path, pages and size."""
    return [_written(r) for r in run.results if r.state == "built"] if run.where else []


def _written(result: Result) -> str:
    facts = [result.path, *([counted(result.pages, "page")] if result.pages else []), size_words(result.size)]
    return visible(f"wrote {', '.join(facts)}")


def _line(finding: FindingGroup) -> str:
    if finding.count == 1:
        return str(finding.first)
    where = visible(finding.elsewhere)
    return f"{finding.first}\n  also: {where}" if where else f"{finding.first}\n  {finding.count} times"
