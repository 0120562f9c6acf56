"""What a run did and found: one value for whoever tells of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from exporter.build.grading import GRAVITY
from exporter.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one file. ``path`` is as the user may open it; ``state`` such as built, current, failed."""

    path: str
    export: str
    format: str
    state: str
    title: str = ""
    page: str = ""
    pages: int | None = None
    size: int = 0
    seconds: float = 0.0
    findings: tuple[Diagnostic, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All results and findings.

    ``tracebacks`` of internal faults are for reports and ``-v``; ``where`` says where files went, such as ``in out``.
    """

    command: str = "build"
    version: str = ""
    results: Sequence[Result] = ()
    findings: Sequence[Diagnostic] = ()
    tracebacks: Sequence[str] = ()
    seconds: float = 0.0
    exit_code: int = 0
    where: str = ""

    def all_findings(self) -> list[Diagnostic]:
        """Those of the run and of each file, each once, in the order of their places."""
        return once((*self.findings, *(f for result in self.results for f in result.findings)))


def once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each finding once, as grave as the gravest that says the same, in the order of their places.

    Formats may take one finding differently, runs may have noted it with another hint, or without its offsets.
    """
    every = sorted(found, key=lambda f: (GRAVITY.index(f.severity), f.hint is not None))
    return sorted({identity(f): f for f in every}.values(), key=_place)


def identity(found: Diagnostic) -> tuple[str, str, str]:
    """What two findings share that tell people the same: code, message and place as it is shown."""
    return found.code, found.message, str(found.pos or "")


def finding_json(found: Diagnostic) -> dict[str, Any]:
    """One finding; what it lacks is left out."""
    value: dict[str, Any] = {"code": found.code, "severity": found.severity.value, "message": found.message}
    if found.hint:
        value["hint"] = found.hint
    if found.pos:
        start, end = found.pos.start, found.pos.end
        value |= {"file": found.pos.file, "line": start.line, "column": start.column}
        value |= {"end_line": end.line, "end_column": end.column}
    return value


def _place(found: Diagnostic) -> tuple[str, int, str]:
    return (found.pos.file, found.pos.start.offset, found.code) if found.pos else ("", 0, found.code)
