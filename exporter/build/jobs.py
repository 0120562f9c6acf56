"""One file to be made: what it is made from, the key of all that, and making it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import get_args

from exporter import backends
from exporter.backends.base import Held, Options, Rendered
from exporter.build.documents import Selected
from exporter.build.grading import Grading
from exporter.build.project import Project
from exporter.build.settings import Settings
from exporter.build.theme_faults import themed
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic, Severity, UsageError
from exporter.model.document import Document
from exporter.theme.files import Theme

_HELD = frozenset(get_args(Held))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document in one format. It carries all that rendering needs, so that any process or machine can do it.

    ``grade`` says which findings are errors; without it they are as grave as their codes.
    """

    format: str
    document: Document = field(repr=False)
    options: Options
    theme: Theme = field(repr=False)
    grade: Grading | None = field(default=None, repr=False)


def job_of(project: Project, selected: Selected, name: str, chosen: Settings) -> Job:
    """The job that makes the file of an export in the format ``name``."""
    document = selected.document
    assert document is not None, "an export that has parts has a document"
    if "attachments" in chosen.options.holds:
        document = replace(document, attachments=_attachments(project, selected.sources))
    if "modified" in chosen.options.holds:
        document = replace(document, modified=selected.modified)
    return Job(
        format=name,
        document=document,
        options=chosen.options,
        theme=chosen.theme,
        grade=project.grade.of(selected.sources),
    )


def file_parts(selected: Selected, options: Options) -> dict[str, str]:
    """The hashes of those parts of an export that a file with these options is made from."""
    parts = {**selected.parts, "attachments": key_of(selected.sources)}
    if "modified" in options.holds:
        parts["modified"] = key_of(selected.modified)
    return {name: value for name, value in parts.items() if name not in _HELD or name in options.holds}


def _attachments(project: Project, files: Iterable[str]) -> dict[str, bytes]:
    """The sources of pages by their names, by their paths where names are the same."""
    sources = {source.file: source for source in project.sources if source.file in files}
    names = Counter(PurePosixPath(file).name for file in sources)
    return {
        name if names[name := PurePosixPath(file).name] == 1 else file.replace("/", "-"): source.bytes
        for file, source in sources.items()
    }


def job_key(name: str, inputs: Mapping[str, str]) -> str:
    """A sha256 over everything that the bytes of a file depend on, from the hashes of its parts."""
    return key_of(name, inputs)


def graded(rendered: Rendered, grade: Grading, name: str) -> Rendered:
    """A rendering with its findings as grave as they are in the project; no file where an error is among them."""
    findings = grade(rendered.findings, (name,))
    failed = any(f.severity is Severity.ERROR for f in findings)
    return replace(rendered, data=None if failed else rendered.data, findings=findings)


def check(job: Job) -> tuple[Diagnostic, ...]:
    """What the format finds of the document before it renders it."""
    backend = backends.load(job.format)

    def found(theme: Theme) -> tuple[Diagnostic, ...]:
        own: tuple[Diagnostic, ...] = backend.check(job.document, job.options, theme)
        return own

    try:
        return themed(job.theme, found)
    except UsageError as error:
        return (error.diagnostic,)


def render(job: Job) -> Rendered:
    """The file, its findings as grave as their codes; none where an error is among them. Runs in a worker.

    Raises ``UsageError`` where a file of the user's own theme cannot be used.
    """
    backend = backends.load(job.format)

    def made(theme: Theme) -> Rendered:
        found = backend.check(job.document, job.options, theme)
        graded = job.grade(found, (job.format,)) if job.grade is not None else found
        if any(f.severity is Severity.ERROR for f in graded):
            return Rendered(None, findings=found)
        rendered: Rendered = backend.render(job.document, job.options, theme)
        return rendered

    return themed(job.theme, made)
