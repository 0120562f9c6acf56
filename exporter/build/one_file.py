"""One file for ``-o``, for the preview and for pictures of ``diff``: rendered by a worker, written nowhere."""

import time

from exporter.build.files import UnpreparedFile, output_file, prepare
from exporter.build.flow import Flow
from exporter.build.outcome import FileResult, FileState, Run
from exporter.build.rendering import graded, render_file
from exporter.build.workers import WorkerPool
from exporter.build.workers.tasks import Failure, run_one
from exporter.model.export import Export
from exporter.output import Folder
from exporter.version import __version__


def render_one(flow: Flow, workers: WorkerPool, export: Export, name: str) -> tuple[Run, bytes | None]:
    """Return the findings and the bytes of an export's file in the format ``name``; None if it cannot be made."""
    start = time.monotonic()
    project = flow.project
    file = output_file(project, Folder(project.output_root), export, name)
    prepared = prepare(flow, file, flow.select(export))
    findings, traces, code = list(prepared.content.findings), [], 0
    data, pages = None, None
    if isinstance(prepared, UnpreparedFile):
        findings += prepared.wrong_options
    else:
        made = run_one(workers, render_file, prepared.task())
        if isinstance(made, Failure):
            findings.append(made.finding)
            traces, code = [made.traceback], made.run_exit_code
        else:
            made = graded(made, project.grade, name)
            data, pages = made.data, made.pages
            findings += made.findings
    state = FileState.BUILT if data is not None else FileState.FAILED
    seconds = time.monotonic() - start
    facts = {"pages": pages, "size": len(data or b""), "seconds": seconds, "findings": tuple(findings)}
    result = FileResult.of(export, name, export.output, state, **facts)
    return Run(version=__version__, results=(result,), tracebacks=traces, seconds=seconds, exit_code=code), data
