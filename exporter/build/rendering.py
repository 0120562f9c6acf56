"""Jobs: one document in one format, rendered in any process or on any machine."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, get_args

from exporter import backends
from exporter.activity import Activity, during
from exporter.backends.base import Held, Options, Rendered
from exporter.build.documents import ExportContent
from exporter.build.evaluation import evaluation
from exporter.build.grading import Grading
from exporter.build.project import Project
from exporter.build.settings import Settings
from exporter.build.theme_faults import with_theme
from exporter.build.workers.limits import size_of
from exporter.build.workers.sealed import Sealed
from exporter.cache import key_of
from exporter.diagnostics import Diagnostic, Diagnostics, Severity, UsageError
from exporter.model.document import Document
from exporter.theme.files import Theme
from exporter.transforms.code_languages import report_long
from exporter.transforms.formulas import with_formulas

_HELD = frozenset(get_args(Held))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document in one format. It carries all that rendering needs, so that any process or machine can do it.

    ``size`` is that of its pages, by which the limits of its rendering grow. ``grade`` decides which findings are
    errors; without it they are as grave as their codes.
    """

    format: str
    document: Document = field(repr=False)
    options: Options
    theme: Theme = field(repr=False)
    grade: Grading | None = field(default=None, repr=False)
    size: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTask:
    """A job whose document is sealed, as it goes to a worker.

    ``added`` are the fields of the document that this format has beside the others; ``findings`` are those of the
    export's content.
    """

    format: str
    document: Sealed[Document] = field(repr=False)
    options: Options
    theme: Theme = field(repr=False)
    grade: Grading | None = field(default=None, repr=False)
    size: float = 1.0
    added: Mapping[str, Any] = field(default_factory=dict, repr=False)
    findings: tuple[Diagnostic, ...] = field(default=(), repr=False)

    def job(self) -> Job:
        """Return the job."""
        document = replace(self.document.value, **self.added)
        return Job(
            format=self.format,
            document=document,
            options=self.options,
            theme=self.theme,
            grade=self.grade,
            size=self.size,
        )


def task_of(project: Project, content: ExportContent, name: str, chosen: Settings) -> FileTask:
    """Return the task that makes the file of an export in the format ``name``."""
    sealed = content.sealed
    assert sealed is not None, "an export that has parts has a document"
    return task_without_document(project, content, name, chosen)(document=sealed)


def task_without_document(
    project: Project, content: ExportContent, name: str, chosen: Settings
) -> Callable[..., FileTask]:
    """Return the task that makes the file of an export in the format ``name``, as soon as it has its ``document``."""
    added: dict[str, Any] = {}
    if "attachments" in chosen.options.holds:
        added["attachments"] = _attachments(project, content.sources)
    if "modified" in chosen.options.holds:
        added["modified"] = content.modified
    if "evaluation" in chosen.options.holds:
        added["evaluation"] = evaluation(content, name, chosen.theme)
    if "pagination" in chosen.options.holds:
        added["pagination"] = content.pagination
    if "toc_pages" in chosen.options.holds:
        added["toc_pages"] = _toc_pages(content)
    return partial(
        FileTask,
        format=name,
        options=chosen.options,
        theme=chosen.theme,
        grade=project.grade.of(content.sources),
        size=size_of(project.lengths.get(file, 0) for file in content.sources),
        added=added,
        findings=content.findings,
    )


def file_parts(content: ExportContent, name: str, chosen: Settings) -> dict[str, str]:
    """Return the hashes of the parts of an export that its file in the format ``name`` is made from."""
    options = chosen.options
    parts = {**content.parts, "attachments": key_of(content.sources), "pagination": key_of(content.pagination)}
    parts["toc_pages"] = key_of(_toc_pages(content))
    if "modified" in options.holds:
        parts["modified"] = key_of(content.modified)
    if "evaluation" in options.holds:
        parts["evaluation"] = key_of(evaluation(content, name, chosen.theme))
    return {name: value for name, value in parts.items() if name not in _HELD or name in options.holds}


def _toc_pages(content: ExportContent) -> tuple[int, ...]:
    return content.pagination.toc if content.pagination is not None else ()


def _attachments(project: Project, files: Iterable[str]) -> dict[str, bytes]:
    """Return the sources of pages by their names, or by their paths if names are the same."""
    sources = {file: project.by_file[file] for file in files if file in project.by_file}
    names = Counter(PurePosixPath(file).name for file in sources)
    return {
        name if names[name := PurePosixPath(file).name] == 1 else file.replace("/", "-"): source.bytes
        for file, source in sources.items()
    }


def job_key(name: str, inputs: Mapping[str, str]) -> str:
    """Return a sha256 over everything that the bytes of a file depend on, from the hashes of its parts."""
    return key_of(name, inputs)


def graded(rendered: Rendered, grade: Grading, name: str) -> Rendered:
    """Return a rendered file with its findings graded by the project; without bytes if one is an error."""
    findings = grade(rendered.findings, (name,))
    failed = any(f.severity is Severity.ERROR for f in findings)
    return replace(rendered, data=None if failed else rendered.data, findings=findings)


def check_file(task: FileTask) -> tuple[Diagnostic, ...]:
    """Return the format's findings about the document before rendering; runs in a worker."""
    return check(task.job())


def render_file(task: FileTask) -> Rendered:
    """Return the file as ``render`` does; runs in a worker."""
    return render(task.job())


def check(job: Job) -> tuple[Diagnostic, ...]:
    """Return the format's findings about the document before rendering."""
    backend = backends.load(job.format)

    def found(theme: Theme) -> tuple[Diagnostic, ...]:
        own: tuple[Diagnostic, ...] = backend.check(job.document, job.options, theme)
        return (*_of_code(job), *own)

    try:
        return with_theme(job.theme, found)
    except UsageError as error:
        return (error.diagnostic,)


def render(job: Job) -> Rendered:
    """Return the file, its findings as grave as their codes; without bytes after an error. Runs in a worker.

    Raises ``UsageError`` if a file of the user's own theme cannot be used.
    """
    backend = backends.load(job.format)

    def made(theme: Theme) -> Rendered:
        found = backend.check(job.document, job.options, theme)
        graded = job.grade(found, (job.format,)) if job.grade is not None else found
        if any(f.severity is Severity.ERROR for f in graded):
            return Rendered(None, findings=found)
        document = _with_formulas(job, _with_code_tokens(job))
        with during(Activity.WRITING):
            rendered: Rendered = backend.render(document, job.options, theme)
        return replace(rendered, findings=(*_of_code(job), *rendered.findings))

    return with_theme(job.theme, made)


def _with_code_tokens(job: Job) -> Document:
    if not job.options.shows_code_colours:
        return job.document
    from exporter.transforms.code_tokens import with_code_tokens  # noqa: PLC0415 (it loads Pygments)

    with during(Activity.CODE):
        return with_code_tokens(job.document)


def _with_formulas(job: Job, document: Document) -> Document:
    with during(Activity.FORMULAS):
        return with_formulas(document) if job.options.shows_formulas else document


def _of_code(job: Job) -> Diagnostics:
    """Return the findings about code that the format shows without colours."""
    diagnostics = Diagnostics()
    if job.options.shows_code_colours:
        report_long(job.document, diagnostics)
    return diagnostics
