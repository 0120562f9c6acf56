"""One file for ``-o`` and for the preview: made by a worker, written nowhere."""

import time

from exporter import __version__
from exporter.build.flow import Flow
from exporter.build.isolation import Failure
from exporter.build.jobs import graded, job_of
from exporter.build.run import Result, Run
from exporter.build.session import render_within
from exporter.build.settings import WrongSettings
from exporter.build.workforce import Workforce
from exporter.model.export import Export


def render_one(flow: Flow, workers: Workforce, export: Export, name: str) -> tuple[Run, bytes | None]:
    """What was found, and the file's bytes; None where it cannot be made."""
    start = time.monotonic()
    selected = flow.select(export).in_format(name, flow.project.grade)
    findings, traces, code = list(selected.findings), [], 0
    data, pages = None, None
    if selected.failed:
        findings += flow.settings.faults(export, (name,))
    elif selected.document is not None:
        try:
            chosen = flow.settings.of(export, name)
        except WrongSettings as error:
            findings += error.findings
        else:
            made = render_within(workers, job_of(flow.project, selected, name, chosen))
            if isinstance(made, Failure):
                findings.append(made.finding)
                traces, code = [made.traceback], made.exit_code
            else:
                made = graded(made, flow.project.grade, name)
                data, pages = made.data, made.pages
                findings += made.findings
    state = "built" if data is not None else "failed"
    result = Result(
        path=export.output,
        export=export.output,
        format=name,
        state=state,
        title=export.title,
        page=export.pages[0],
        pages=pages,
        size=len(data or b""),
        seconds=time.monotonic() - start,
        findings=tuple(findings),
    )
    code = code if code > 1 else 0
    return Run(version=__version__, results=(result,), tracebacks=traces, seconds=result.seconds, exit_code=code), data
