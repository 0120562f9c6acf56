"""Findings as lines for people: place, severity, code and message, with the hint below."""

from collections.abc import Collection

from exporter.build.outcome import FileResult, Run, told
from exporter.diagnostics import Severity, counted, visible
from exporter.report.grouping import FindingGroup, grouped, size_words, summary


def as_text(run: Run) -> str:
    """Return all findings and the summary line."""
    return "\n".join([*finding_lines(run, notes=True), *trusted_lines(run), summary(run)]) + "\n"


def finding_lines(run: Run, *, notes: bool, before: Collection[tuple[str, ...]] = ()) -> list[str]:
    """Return the lines of the findings that were not ``told`` before, with notes if ``notes`` asks for them."""
    shown = (f for f in run.all_findings() if notes or f.severity is not Severity.NOTE)
    findings = [f for f in shown if told(f) not in before]
    return [_line(group) for group in grouped(findings)]


def written_lines(run: Run) -> list[str]:
    """Return a line for each file that was written: its path, pages and size."""
    return [_written(r) for r in run.results if r.state == "built"] if run.where else []


def trusted_lines(run: Run) -> list[str]:
    """Return lines with the revision of the configuration, and with its changes that have no effect."""
    if run.trusted is None:
        return []
    state = run.trusted
    own = f"configuration of {state.revision} ({state.commit[:10]}); changes of it have no effect"
    return [visible(line) for line in (own, *(f"ignored: {change}" for change in state.ignored))]


def _written(result: FileResult) -> str:
    facts = [result.path, *([counted(result.pages, "page")] if result.pages else []), size_words(result.size)]
    return visible(f"wrote {', '.join(facts)}")


def _line(group: FindingGroup) -> str:
    if group.count == 1:
        return str(group.first)
    where = visible(group.elsewhere)
    return f"{group.first}\n  also: {where}" if where else f"{group.first}\n  {group.count} times"
