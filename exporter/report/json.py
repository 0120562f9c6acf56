"""The report as JSON: always the same keys, findings in the order of their places."""

import json
from dataclasses import replace
from typing import Any

from exporter.build.outcome import FileResult, Run, TrustedState, finding_json
from exporter.diagnostics import Diagnostic, Severity, visible


def as_json(run: Run) -> str:
    """Return an object with the result of each file, and every finding."""
    findings = run.all_findings()
    value = {
        "version": 1,
        "exporter": run.version,
        "command": run.command,
        "exit_code": run.exit_code,
        "seconds": round(run.seconds, 3),
        "trusted": _trusted(run.trusted),
        "counts": {s.value: sum(f.severity is s for f in findings) for s in Severity},
        "files": [_result(r) for r in run.results],
        "findings": [_finding(f) for f in findings],
        "tracebacks": list(run.tracebacks),
    }
    return json_text(value)


def _trusted(state: TrustedState | None) -> dict[str, Any] | None:
    return {"revision": state.revision, "commit": state.commit, "ignored": list(state.ignored)} if state else None


def json_text(value: object) -> str:
    """Return JSON for people and terminals: control characters, direction marks and lone surrogates are escaped."""
    return visible(json.dumps(value, ensure_ascii=False, indent=1), lines=True) + "\n"


def _result(result: FileResult) -> dict[str, Any]:
    return {
        "path": result.path,
        "export": result.export,
        "format": result.format,
        "state": result.state,
        "reason": result.reason,
        "title": result.title,
        "page": result.page,
        "pages": result.pages,
        "size": result.size,
        "seconds": round(result.seconds, 3),
        "findings": [_finding(f) for f in result.findings],
    }


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return finding_json(replace(finding, hint=finding.advice))
