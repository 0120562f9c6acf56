"""What was found while a file was made, noted by what it is about and told again at the places of today."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exporter.build.files import Made
from exporter.build.node_places import Nodes
from exporter.build.run import finding_json
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.document import Document
from exporter.model.position import Places, Point, Pos
from exporter.output import Entry

NODE = "node"

Noted = Mapping[str, Any]
"""A finding as JSON; ``NODE`` says what of the document it is about (``build.node_places.At``), null for none."""


def noted(findings: Sequence[Diagnostic], document: Document) -> list[dict[str, Any]]:
    """Findings of a format as they are kept."""
    nodes = Nodes(document)
    return [_kept(f, nodes.at(f.pos) if f.pos else None) for f in findings]


def retold(kept: Iterable[Noted], document: Document) -> tuple[Diagnostic, ...]:
    """Findings that were noted of a document with the same content, at their places in this one."""
    nodes = Nodes(document)
    return tuple(_finding(n, _there(n, {}) if n[NODE] is None else nodes.pos(tuple(n[NODE]))) for n in kept)


def noted_today(entry: Entry, made: Made, texts: Mapping[str, str]) -> list[tuple[Noted, Diagnostic]]:
    """What was found while a file was made that is still current: as the manifest is to have it, and to be told.

    ``texts`` are those of the pages by their files.
    """
    kept = [n for n in entry.findings if NODE in n]
    if not kept:
        return []
    if entry.sources == made.selected.sources:
        return [(n, _finding(n, _there(n, texts))) for n in kept]
    document = made.selected.document
    found = retold(kept, document) if document is not None else ()
    return [(_kept(f, n[NODE]), f) for n, f in zip(kept, found, strict=False)]


def _kept(found: Diagnostic, node: object) -> dict[str, Any]:
    return finding_json(found) | ({"subject": found.subject} if found.subject else {}) | {NODE: node}


def _finding(kept: Noted, pos: Pos | None) -> Diagnostic:
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


def _there(kept: Noted, texts: Mapping[str, str]) -> Pos | None:
    """The place as it was noted; its offset is 0 where the text is not at hand."""
    if "file" not in kept:
        return None
    file = kept["file"]
    starts = Places.of(file, texts.get(file, "")).line_starts
    start, end = (_point(starts, kept[line], kept[column]) for line, column in _ENDS)
    return Pos(file, start, end)


_ENDS = (("line", "column"), ("end_line", "end_column"))


def _point(starts: Sequence[int], line: int, column: int) -> Point:
    return Point(line, column, starts[line - 1] + column - 1 if line <= len(starts) else 0)
