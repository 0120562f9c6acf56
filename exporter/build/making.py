"""Make files in workers: their bytes, and the facts about their documents."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import replace

from exporter.backends.base import Rendered
from exporter.build.evaluation import figures
from exporter.build.made_files import MadeFile
from exporter.build.rendering import FileTask, render
from exporter.build.stored_findings import stored
from exporter.build.unit_hashes import units
from exporter.diagnostics import Diagnostic
from exporter.model.document import Document
from exporter.theme.files import Theme


def make_file(task: FileTask) -> MadeFile:
    """Return a rendered file with the facts about it; runs in a worker."""
    start, job = time.monotonic(), task.job()
    made = described(render(job), job.document, job.format, job.theme, task.findings)
    return replace(made, seconds=time.monotonic() - start)


def described(
    rendered: Rendered, document: Document, name: str, theme: Theme, findings: Iterable[Diagnostic]
) -> MadeFile:
    """Return a file of a document in the format ``name`` with the facts about it; ``findings`` are of its content."""
    digest = hashlib.sha256(rendered.data or b"").hexdigest()
    return MadeFile(
        rendered=rendered,
        sha256=digest,
        title=document.title,
        address=document.control.address,
        units=units(document),
        accessibility=figures(name, theme, document, tuple(findings), rendered, digest),
        stored=tuple(stored(tuple(dict.fromkeys(rendered.findings)), document)),
    )
