"""The figures of a conformance run in ARCHITECTURE.md: ``python -m tests.conformance.figures REPORT`` writes them anew.

``REPORT`` is the JSON that ``make conformance`` leaves. Between the two marks in the file stands nothing else.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from tests.conformance.site import ROOT

FILE = ROOT / "ARCHITECTURE.md"
WIDTH = 127
SHORT = 200  # letters of figures that are told
START, END = "<!-- conformance: figures of a run -->", "<!-- conformance: end -->"


def written(text: str, report: Mapping[str, Any]) -> str:
    """``text`` with the figures of ``report`` between the marks."""
    before, _, rest = text.partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"no place for the figures: {START} and {END} are missing")
    return f"{before}{START}\n" + "\n".join(_lines(report)) + f"\n{END}{after}"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    builds = report["builds"]
    formats = list(builds[0]["passed"])
    columns = (
        "severities",
        *formats,
        "PDFs without PDF/UA",
        "sheets of the PDFs",
        "pages that fail, by reason",
        "seconds",
    )
    yield f"{report['date']}, {builds[0]['pages']} pages, {report['seconds'] // 60 + 1} minutes in all:"
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for build in builds:
        passed = (str(build["passed"][form]) for form in formats)
        name = build["name"].removeprefix("with ")
        facts = (name, *passed, build["unmarked"], build["paper"], _reasons(build), round(build["seconds"]))
        yield f"| {' | '.join(map(str, facts))} |"
    yield ""
    findings = ", ".join(f"`{code}` {count}" for code, count in builds[0]["findings"].items())
    yield from wrap(f"Findings of the first build: {findings}.", WIDTH)
    yield ""
    for title, holds in (("Checks that hold", True), ("Checks that do not", False)):
        named = [_named(check) for check in report["checks"] if check["passed"] is holds]
        if named:
            yield from wrap(f"{title}: {'; '.join(named)}.", WIDTH)


def _named(check: Mapping[str, Any]) -> str:
    """A check, with its figures where they are few."""
    figures = str(check["figures"]).removeprefix(f"{check['name']}: ")
    return f"{check['name']} ({figures})" if len(figures) <= SHORT else str(check["name"])


def _reasons(build: Mapping[str, Any]) -> str:
    counts: dict[str, int] = {}
    for formats in build["failed"].values():
        for code in sorted({code for codes in formats.values() for code in codes}):
            counts[code] = counts.get(code, 0) + 1
    return ", ".join(f"`{code}` {count}" for code, count in sorted(counts.items(), key=lambda item: -item[1])) or "none"


if __name__ == "__main__":
    FILE.write_text(written(FILE.read_text("utf-8"), json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
