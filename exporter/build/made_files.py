"""Files as workers make them: their bytes, with everything that the manifest and the cache keep of their documents."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exporter.backends.base import Rendered
from exporter.build.evaluation import figures
from exporter.build.rendering import FileTask, render
from exporter.build.stored_findings import StoredFinding, stored
from exporter.build.unit_hashes import units
from exporter.diagnostics import Diagnostic
from exporter.model.document import Document
from exporter.theme.files import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A rendered file, its findings not graded yet, and the facts about its document.

    ``units`` are the hashes of its passages, ``accessibility`` the numbers of its results by criteria. ``stored`` are
    the findings of its rendering in the form that is kept.
    """

    rendered: Rendered
    sha256: str
    title: str
    address: str
    units: Mapping[str, str] = field(repr=False)
    accessibility: Mapping[str, int] = field(repr=False)
    stored: tuple[StoredFinding, ...] = field(repr=False)


def make_file(task: FileTask) -> MadeFile:
    """Return a rendered file with the facts about it; runs in a worker."""
    job = task.job()
    return described(render(job), job.document, job.format, job.theme, task.findings)


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
