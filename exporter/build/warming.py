"""Workers made warm: what only the first rendering of a process costs is paid while this process plans.

Templates are compiled, style sheets and fonts read for a document that nobody sees; files are the same without.
"""

from collections.abc import Callable, Iterator

from exporter.build.jobs import Job, render
from exporter.build.project import Project
from exporter.build.workers import Workers
from exporter.model.document import Document
from exporter.model.nodes import Heading, Paragraph, QuestionAnswer, Text


def warmer(workers: Workers, project: Project) -> Callable[[], None]:
    """What makes the workers that are there warm for the formats of a project."""

    def warm() -> None:
        for job in _jobs(project):
            workers.each(_render, job)

    return warm


def _jobs(project: Project) -> Iterator[Job]:
    for name in project.config.formats:
        options = project.formats[name].options.model_validate(dict(project.config.options(name)))
        yield Job(format=name, document=_document(project.config.language), options=options, theme=project.theme)


def _document(language: str) -> Document:
    words = (Text(text="Words"),)
    question = QuestionAnswer(anchor="b", question=words, number=1, answer=(Paragraph(children=words),))
    return Document(title="Words", language=language, body=(Heading(level=1, anchor="a", children=words), question))


def _render(job: Job) -> None:
    render(job)
