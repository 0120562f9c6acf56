"""What a run found is told once, however often it was found."""

import pytest

from exporter.build.outcome import FileResult, Run
from exporter.diagnostics import Diagnostic, Severity
from exporter.model.position import Point, Pos
from exporter.report.formats import REPORT_FORMATS

HERE = Pos("a.md", Point(3, 1, 20), Point(3, 5, 24))
AGAIN = Pos("a.md", Point(3, 1, 0), Point(3, 5, 0))  # as a manifest gives it back where the text is not at hand


def note(severity: Severity = Severity.NOTE, pos: Pos | None = HERE, hint: str | None = None) -> Diagnostic:
    """The same thing, found in some way."""
    return Diagnostic(code="some-code", severity=severity, message="the same thing", pos=pos, hint=hint)


@pytest.mark.parametrize(
    "others",
    [
        (note(),),
        (note(Severity.WARNING),),
        (note(pos=AGAIN),),
        (note(hint="did you mean it?"),),
        (note(hint="did you mean it?"), note(Severity.WARNING, AGAIN), note()),
    ],
)
@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_the_same_thing_is_told_once(others: tuple[Diagnostic, ...], form: str) -> None:
    """In each form of a report: of several formats, of another run, with and without a hint, as the gravest."""
    run = Run(findings=(note(), *others), results=())
    (only,) = run.all_findings()
    assert only.severity == max((f.severity for f in (note(), *others)), key=["note", "warning"].index)
    if form == "text" or only.severity is not Severity.NOTE:
        assert REPORT_FORMATS[form](run).count("the same thing") == 1


def test_formats_that_find_the_same_tell_it_once() -> None:
    """A finding of the page is in each of its files, and among those of the run."""
    files = [
        FileResult(path=f"a.{name}", export="a", format=name, state="built", findings=(note(severity),))
        for name, severity in (("pdf", Severity.WARNING), ("html", Severity.NOTE))
    ]
    run = Run(findings=(note(),), results=files)
    assert [f.severity for f in run.all_findings()] == [Severity.WARNING]
    assert REPORT_FORMATS["text"](run).count("the same thing") == 1
    assert REPORT_FORMATS["github"](run).count("the same thing") == 1
