"""The report as SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

import hashlib
from typing import Any
from urllib.parse import quote

from exporter.build.outcome import Run
from exporter.diagnostics import Diagnostic, Severity
from exporter.report.codes import known_codes
from exporter.report.json import json_text

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.LOSS: "note", Severity.NOTE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(run: Run) -> str:
    """Return one run with a rule for each code of its findings."""
    findings = run.all_findings()
    meanings = {name: code.meaning for name, code in known_codes().items()}
    names = sorted({f.code for f in findings})
    driver = {
        "name": "exporter",
        "version": run.version,
        "rules": [{"id": n, "shortDescription": {"text": meanings.get(n, n)}} for n in names],
    }
    tool_run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": run.exit_code < 2, "exitCode": run.exit_code}],
        "results": [_result(f, names.index(f.code)) for f in findings],
    }
    value = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [tool_run]}
    return json_text(value)


def _result(finding: Diagnostic, rule: int) -> dict[str, Any]:
    text = finding.message + (f" (hint: {finding.advice})" if finding.advice else "")
    where = finding.pos.file if finding.pos else ""
    fingerprint = hashlib.sha256(f"{finding.code}\0{finding.message}\0{where}".encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": _locations(finding),
        "partialFingerprints": {"finding/v1": fingerprint},
    }


def _locations(finding: Diagnostic) -> list[dict[str, Any]]:
    if finding.pos is None:
        return []
    start, end = finding.pos.start, finding.pos.end
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": max(end.line, start.line),
        "endColumn": end.column if end.offset > start.offset else start.column,
    }
    return [
        {"physicalLocation": {"artifactLocation": {"uri": quote(finding.pos.file, errors="replace")}, "region": region}}
    ]
