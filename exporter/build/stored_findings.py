"""Findings of rendered files, stored by the node that they are about and restored at its place of today."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exporter.build.files import PreparedFile
from exporter.build.made_files import StoredFinding
from exporter.build.node_places import Nodes
from exporter.build.outcome import finding_json
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.position import Places, Point, Pos
from exporter.output import Entry

NODE = "node"
"""The key of a stored finding's node in the document (``build.node_places.At``), which is null for none."""


def stored(findings: Sequence[Diagnostic], document: Document) -> list[dict[str, Any]]:
    """Return findings of a format in the form that is stored."""
    nodes = Nodes(document)
    return [_stored(f, nodes.at(f.pos) if f.pos else None) for f in findings]


def restored(kept: Iterable[StoredFinding], document: Document) -> tuple[Diagnostic, ...]:
    """Return stored findings of a document with the same content, at their places in this one."""
    nodes = Nodes(document)
    return tuple(_finding(n, _stored_pos(n, {}) if n[NODE] is None else nodes.pos(tuple(n[NODE]))) for n in kept)


def findings_of_today(
    entry: Entry, prepared: PreparedFile, texts: Mapping[str, str]
) -> list[tuple[StoredFinding, Diagnostic]]:
    """Return the findings of a current file's making, each in the form for the manifest and as of today.

    ``texts`` are the sources of the pages by their files.
    """
    kept = [n for n in entry.findings if NODE in n]
    if not kept:
        return []
    if entry.sources == prepared.content.sources:
        return [(n, _finding(n, _stored_pos(n, texts))) for n in kept]
    document = prepared.content.document
    findings = restored(kept, document) if document is not None else ()
    return [(_stored(f, n[NODE]), f) for n, f in zip(kept, findings, strict=False)]


def _stored(finding: Diagnostic, node: object) -> dict[str, Any]:
    subject = {"subject": finding.subject} if finding.subject else {}
    return finding_json(finding) | subject | {NODE: node}


def _finding(kept: StoredFinding, pos: Pos | None) -> Diagnostic:
    severity = Severity(kept["severity"])
    return Diagnostic(
        code=kept["code"],
        severity=severity,
        message=kept["message"],
        pos=pos,
        hint=kept.get("hint"),
        subject=kept.get("subject"),
        lowered=severity is Severity.ERROR,  # a file was made with it
    )


def _stored_pos(kept: StoredFinding, texts: Mapping[str, str]) -> Pos | None:
    """Return the stored place; its offsets are 0 without the text."""
    if "file" not in kept:
        return None
    file = kept["file"]
    starts = Places.of(file, texts.get(file, "")).line_starts
    start, end = (_point(starts, kept[line], kept[column]) for line, column in _ENDS)
    return Pos(file, start, end)


_ENDS = (("line", "column"), ("end_line", "end_column"))


def _point(starts: Sequence[int], line: int, column: int) -> Point:
    return Point(line, column, starts[line - 1] + column - 1 if line <= len(starts) else 0)
