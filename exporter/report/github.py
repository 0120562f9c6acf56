"""Findings as annotations of GitHub Actions, and the table of its job summary.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from exporter.diagnostics import Diagnostic, Severity
from exporter.pipeline.run import Run
from exporter.report.folding import Finding, folded, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.LOSS: "notice", Severity.NOTE: "notice"}


def as_annotations(run: Run) -> str:
    """One workflow command a finding, the gravest first, since GitHub shows only some; notes are left out."""
    order = list(_COMMANDS)
    found = [f for f in folded(run.all_findings()) if f.first.severity is not Severity.NOTE]
    return "".join(_command(f) for f in sorted(found, key=lambda f: order.index(f.first.severity)))


def job_summary(run: Run) -> str:
    """What the run did as Markdown, for ``GITHUB_STEP_SUMMARY``."""
    lines = [f"### Exported documents: {summary(run)}", ""]
    changed = [r for r in run.results if r.state != "current"]
    if changed:
        lines += ["| File | State | Title | Pages | Size |", "|---|---|---|---:|---:|"]
        for r in changed:
            size = f"{r.size / 1000:.0f} kB" if r.size else ""
            lines.append(f"| {_cell(r.path)} | {r.state} | {_cell(r.title)} | {r.pages or ''} | {size} |")
        lines.append("")
    for finding in folded(f for f in run.all_findings() if f.severity in (Severity.ERROR, Severity.WARNING)):
        lines.append(f"- {_cell(str(finding.first).splitlines()[0])}")
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    first = finding.first
    properties = {"title": first.code} | _place(first)
    listed = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items())
    message = first.message + (f"\nhint: {first.advice}" if first.advice else "")
    if finding.count > 1:
        message += f"\n{finding.count} times"
    return f"::{_COMMANDS[first.severity]} {listed}::{_data(message)}\n"


def _place(found: Diagnostic) -> dict[str, object]:
    if found.pos is None:
        return {}
    start, end = found.pos.start, found.pos.end
    return {"file": found.pos.file, "line": start.line, "endLine": end.line, "col": start.column}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
