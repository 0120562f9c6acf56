"""The record of accessibility: typed values, written as JSON and shown as HTML.

The docstrings are the descriptions in its JSON Schema.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import TypeAdapter

VERSION: Literal[1] = 1
STANDARD = "EN 301 549 V3.2.1 (2021-03)"
StatusName = Literal["failed", "needs a person", "passed", "left to the website", "not applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedItem:
    """An item that a person judges: ``words`` and ``lines``, in ``context``; ``place`` is its line of the page.

    ``verdict`` is empty until somebody judged it; ``by`` has who and when, ``others`` are answers that do not count
    beside it. It is about ``criteria``, or all without any. ``fault`` says why the item fails anyway. ``remarks`` are
    findings of the exporter at its place.
    """

    name: str
    kind: str
    words: str
    lines: tuple[str, ...] = ()
    context: str = ""
    place: str = ""
    page: int | None = None
    fault: str = ""
    verdict: Literal["", "pass", "fail"] = ""
    criteria: tuple[str, ...] = ()
    by: str = ""
    note: str = ""
    others: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A finding that fails a criterion, at its line of the page."""

    code: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """A criterion for one file; the ``level`` of a requirement beside those of WCAG is empty.

    ``by`` are the checks and people that decided, ``items`` the names of items to judge.
    ``design`` says what the exporter does in all such files: its maker's word. ``failing`` are items with a fault or
    with the verdict of a person or checker.
    """

    number: str
    name: str
    level: Literal["A", "AA", ""]
    clause: str
    status: StatusName
    by: tuple[str, ...] = ()
    design: str = ""
    reason: str = ""
    faults: tuple[Fault, ...] = ()
    items: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file: its hash, its marks, and the result of each criterion; no results unless its state is ``current``.

    ``public`` is false for a file for reviewers. ``clause`` is the clause of EN 301 549 for its format; ``counts`` are
    the results by status. ``theme`` names its colours.
    """

    path: str
    format: str
    state: str
    public: bool = True
    why: str = ""
    sha256: str = ""
    pages: int | None = None
    standards: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    clause: Literal[9, 10] = 10
    theme: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    results: tuple[CriterionResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """An export with its files, and the items that its files share.

    ``remarks`` are warnings of checks about its pages that fail no criterion by themselves.
    """

    export: str
    title: str
    language: str
    version: str = ""
    date: str = ""
    status: str = ""
    address: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileRecord, ...] = ()
    items: tuple[JudgedItem, ...] = ()
    remarks: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourPair:
    """Two colours of a theme, words on a background, and their contrast; text needs 4.5."""

    theme: str
    scheme: str
    words: str
    ground: str
    words_colour: str
    ground_colour: str
    contrast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of some exports: the versions that made the files, the commit of the pages, and their results.

    ``date`` is the day of the commit. ``uncommitted`` are the pages with changes that are not in it, ``doubts`` the
    findings of answers that do not count or are to be looked at.
    """

    version: Literal[1] = VERSION
    standard: str = STANDARD
    exporter: str
    environment: Mapping[str, str]
    commit: str = ""
    date: str = ""
    uncommitted: tuple[str, ...] = ()
    doubts: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    documents: tuple[DocumentRecord, ...] = ()
    colours: tuple[ColourPair, ...] = ()


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    named = {"title": "Record of accessibility"}
    return {"$schema": dialect, **TypeAdapter(Record).json_schema(), **named}
