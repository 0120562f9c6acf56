"""The report of a conformance run, as text and as JSON: figures of each build, and what is not a page's own fault."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from exporter.backends.pdf.codes import ENGINE, STYLE, UNMARKED
from exporter.build.workers.tasks import CODES
from tests.conformance.corpora import Check
from tests.conformance.judges import JUDGES, Faults, is_marked
from tests.conformance.site import Built

# Findings that tell of the exporter, not of a page.
OURS = frozenset(code.name for code in (*CODES, ENGINE, STYLE, UNMARKED))
# Faults of files that are the page's own where it has this finding: what a page does not say, no file can.
OF_PAGES = {"word/document.xml: a picture has no alternative text": "missing-alt"}


@dataclass(slots=True)
class Figures:
    """One build in figures: ``made`` and ``passed`` by format, findings by code, pages that failed with their codes.

    ``unmarked`` is the number of PDFs that do not claim PDF/UA.
    """

    name: str
    pages: int
    seconds: float
    paper: int
    unmarked: int
    made: dict[str, int]
    passed: dict[str, int]
    faults: dict[str, list[str]]
    findings: dict[str, int]
    failed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    not_own: list[str] = field(default_factory=list)

    def text(self, *, pages: bool = False) -> str:
        """The figures, a line each; with ``pages`` those that failed by name, and all findings by code."""
        passed = ", ".join(f"{self.passed[form]} {form}" for form in JUDGES)
        lines = [f"{self.name}, {self.seconds:.0f} s: of {self.pages} pages pass {passed}; {self.paper} pages of paper"]
        lines.append(f"  {self.unmarked} of {self.made['pdf']} PDFs without the PDF/UA mark")
        lines += [f"  {form}: {line}" for form, found in self.faults.items() for line in found]
        lines += [f"  not the page's own: {line}" for line in self.not_own]
        lines.append(f"  pages that fail, by reason: {_counted(self.reasons())}")
        if pages:
            lines += [f"    {page}: {_codes(formats)}" for page, formats in sorted(self.failed.items())]
            lines.append(f"  findings: {_counted(self.findings)}")
        return "\n".join(lines)

    def reasons(self) -> dict[str, int]:
        """How many pages fail for each finding."""
        of_pages = ({code for codes in formats.values() for code in codes} for formats in self.failed.values())
        return dict(Counter(code for codes in of_pages for code in codes).most_common())


def figures(name: str, built: Built, faults: Mapping[str, Faults]) -> Figures:
    """The figures of a build that the judges have looked at."""
    failed: dict[str, dict[str, list[str]]] = {}
    not_own: list[str] = []
    for file in built.report["files"]:
        errors = [f for f in file["findings"] if f["severity"] == "error"]
        if file["state"] == "failed":
            failed.setdefault(file["page"], {})[file["format"]] = sorted({f["code"] for f in errors})
            if not errors or any(f["code"] in OURS or f.get("file") != file["page"] for f in errors):
                not_own.append(f"{file['page']} as {file['format']}: {[f['message'] for f in errors]}")
        not_own += [
            f"{file['page']}: {f['message']}" for f in file["findings"] if f["code"] in OURS and f not in errors
        ]
    faults = {form: _without_own(found, built.report["files"]) for form, found in faults.items()}
    planned = {file["page"] for file in built.report["files"]}
    not_own += [f"{page}: nothing was planned" for page in built.pages if page not in planned]
    made = {form: built.files(form) for form in JUDGES}
    return Figures(
        name=name,
        pages=len(built.pages),
        seconds=round(built.seconds, 1),
        paper=sum(f["pages"] or 0 for f in built.report["files"] if f["format"] == "pdf" and f["state"] == "built"),
        unmarked=sum(not is_marked(path) for path in made["pdf"].values()),
        made={form: len(files) for form, files in made.items()},
        passed={form: sum(path not in faults[form] for path in files.values()) for form, files in made.items()},
        faults={form: [f"{_short(p)}: {line}" for p, ls in faults[form].items() for line in ls] for form in JUDGES},
        findings=dict(Counter(f["code"] for f in built.report["findings"]).most_common()),
        failed=failed,
        not_own=sorted(set(not_own)),
    )


def as_json(runs: list[Figures], checks: list[Check], facts: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """The whole report."""
    return {**facts, "wrong": wrong, "builds": [asdict(run) for run in runs], "checks": [asdict(c) for c in checks]}


def _without_own(faults: Faults, files: list[dict[str, Any]]) -> Faults:
    """The faults without those that are their pages' own."""
    told = {Path(file["path"]): {f["code"] for f in file["findings"]} for file in files}
    kept = {path: [line for line in lines if OF_PAGES.get(line) not in told[path]] for path, lines in faults.items()}
    return {path: lines for path, lines in kept.items() if lines}


def _codes(formats: Mapping[str, list[str]]) -> str:
    by_codes: dict[str, list[str]] = {}
    for form, codes in formats.items():
        by_codes.setdefault(", ".join(codes), []).append(form)
    return "; ".join(f"{codes} ({', '.join(forms)})" for codes, forms in by_codes.items())


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


def _short(path: Path) -> str:
    return "/".join(path.parts[-3:])
