"""The outcome of a run: one value for every report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from exporter.build.grading import GRAVITY
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.export import Export


class FileState(StrEnum):
    """The state of one file after a command, as reports name it."""

    BUILT = "built"
    CURRENT = "current"
    FAILED = "failed"
    TO_BUILD = "to build"
    STALE = "stale"
    MISSING = "missing"
    EDITED = "edited"
    FOREIGN = "foreign"
    PUBLISHED = "published"
    TO_PUBLISH = "to publish"
    REMOVED = "removed"
    TO_REMOVE = "to remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """The result of one file. ``path`` is as the user may open it, ``size`` in bytes.

    ``unmet`` are the standards that its page does not allow.
    """

    path: str
    export: str
    format: str
    state: FileState
    title: str = ""
    page: str = ""
    pages: int | None = None
    size: int = 0
    seconds: float = 0.0
    findings: tuple[Diagnostic, ...] = ()
    reason: str = ""
    unmet: tuple[str, ...] = ()

    @classmethod
    def of(cls, export: Export, format_name: str, path: str, state: FileState, **facts: Any) -> Self:
        """Return the result of a file of an export; ``facts`` are the other fields."""
        title, page = export.title, export.pages[0]
        return cls(path=path, export=export.output, format=format_name, state=state, title=title, page=page, **facts)


@dataclass(frozen=True, slots=True)
class TrustedState:
    """The revision that a run took its configuration from, its commit, and the changes that it ignored."""

    revision: str
    commit: str
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseArchive:
    """The archive of a release: its path, the number of its files without reports, and its size in bytes."""

    path: str
    files: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All results and findings of a command.

    ``tracebacks`` of internal faults are for reports and ``-v``; ``where`` says where files went, such as ``in out``.
    ``trusted`` is there if the configuration is that of a revision, ``archive`` if a release was packed. ``manifest``
    is the sha256 of the manifest that a build left; ``repeatable`` says that a run without changes has the same
    results.
    """

    command: str = "build"
    version: str = ""
    results: Sequence[FileResult] = ()
    findings: Sequence[Diagnostic] = ()
    tracebacks: Sequence[str] = ()
    seconds: float = 0.0
    exit_code: int = 0
    where: str = ""
    trusted: TrustedState | None = None
    archive: ReleaseArchive | None = None
    manifest: str = ""
    repeatable: bool = False

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether there are errors or faults; if ``strict``, also whether there are warnings."""
        severities = {f.severity for f in self.all_findings()}
        return bool(self.exit_code) or Severity.ERROR in severities or (strict and Severity.WARNING in severities)

    def all_findings(self) -> list[Diagnostic]:
        """Return the findings of the run and of its files, each once, in the order of their places."""
        return once((*self.findings, *(f for result in self.results for f in result.findings)))


def once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each finding once, as grave as the gravest of its kind, in the order of their places.

    Formats may take one finding differently; runs may have kept it with another hint, or without its offsets.
    """
    every = sorted(findings, key=lambda f: (GRAVITY.index(f.severity), f.hint is not None))
    return sorted({identity(f): f for f in every}.values(), key=_place)


def identity(finding: Diagnostic) -> tuple[str, str, str]:
    """Return code, message and place: findings that share these say the same to people."""
    return finding.code, finding.message, str(finding.pos or "")


def told(finding: Diagnostic) -> tuple[str, ...]:
    """Return everything that people read of a finding but its hint: one with another severity is told again."""
    return (*identity(finding), finding.severity)


def finding_json(finding: Diagnostic) -> dict[str, Any]:
    """Return a finding as JSON, without empty fields."""
    value: dict[str, Any] = {"code": finding.code, "severity": finding.severity.value, "message": finding.message}
    if finding.hint:
        value["hint"] = finding.hint
    if finding.pos:
        start, end = finding.pos.start, finding.pos.end
        value |= {"file": finding.pos.file, "line": start.line, "column": start.column}
        value |= {"end_line": end.line, "end_column": end.column}
    return value


def _place(finding: Diagnostic) -> tuple[str, int, str]:
    return (finding.pos.file, finding.pos.start.offset, finding.code) if finding.pos else ("", 0, finding.code)
