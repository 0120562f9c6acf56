"""Findings as annotations of GitHub Actions, and the table of its job summary.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from exporter.build.outcome import Run
from exporter.diagnostics import Diagnostic, Severity, visible
from exporter.report.grouping import FindingGroup, grouped, summary
from exporter.report.markdown import code, escaped

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.LOSS: "notice", Severity.NOTE: "notice"}


def as_annotations(run: Run) -> str:
    """Return a workflow command for each finding but notes, the gravest first, since GitHub shows only some."""
    order = list(_COMMANDS)
    groups = [g for g in grouped(run.all_findings()) if g.first.severity is not Severity.NOTE]
    return "".join(_command(g) for g in sorted(groups, key=lambda g: order.index(g.first.severity)))


def job_summary(run: Run) -> str:
    """Return the summary of a run as Markdown, for ``GITHUB_STEP_SUMMARY``."""
    lines = [f"### Exported documents: {escaped(summary(run))}", ""]
    if run.trusted is not None:
        state = run.trusted
        lines += [
            f"Configuration of {code(state.revision)} ({code(state.commit[:10])}); changes of it have no effect.",
            "",
        ]
        lines += [f"- ignored: {code(change)}" for change in state.ignored]
        lines += [""] if state.ignored else []
    changed = [r for r in run.results if r.state != "current"]
    if changed:
        lines += ["| File | State | Title | Pages | Size |", "|---|---|---|---:|---:|"]
        for r in changed:
            size = f"{r.size / 1000:.0f} kB" if r.size else ""
            lines.append(f"| {escaped(r.path)} | {r.state} | {escaped(r.title)} | {r.pages or ''} | {size} |")
        lines.append("")
    for group in grouped(f for f in run.all_findings() if f.severity in (Severity.ERROR, Severity.WARNING)):
        lines.append(f"- {escaped(str(group.first).splitlines()[0])}")
    return "\n".join(lines) + "\n"


def _command(group: FindingGroup) -> str:
    first = group.first
    properties = {"title": first.code} | _place(first)
    listed = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items())
    lines = [first.message, *([f"hint: {first.advice}"] if first.advice else [])]
    lines += [f"{group.count} times"] if group.count > 1 else []
    return f"::{_COMMANDS[first.severity]} {listed}::{'%0A'.join(map(_data, lines))}\n"


def _place(finding: Diagnostic) -> dict[str, object]:
    if finding.pos is None:
        return {}
    start, end = finding.pos.start, finding.pos.end
    return {"file": finding.pos.file, "line": start.line, "endLine": end.line, "col": start.column}


def _data(text: str) -> str:
    """Return the data of a command on one line. The log of a job is a terminal: control characters are made visible."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
