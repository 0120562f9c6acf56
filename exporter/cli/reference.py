"""Commands that print reference material: ``explain``, ``schema``, ``template``, and ``ast`` for developers."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from exporter import backends
from exporter.build.limit_groups import defaults
from exporter.build.project import open_project
from exporter.cli import options
from exporter.cli.destination import destination, write_output
from exporter.cli.exit_codes import Exit
from exporter.cli.named_files import unreadable
from exporter.components import json_schema, known_components
from exporter.config.schema import schema as schema_of_config
from exporter.diagnostics import Diagnostics, UsageError, did_you_mean
from exporter.evaluation.answers import answers_schema
from exporter.markdown import parse
from exporter.markdown.tree import json_line
from exporter.output.downloads import downloads_schema
from exporter.output.entries import manifest_schema
from exporter.output.named_output import FileType, file_type
from exporter.report.accessibility.record import record_schema
from exporter.report.change_report import report_schema
from exporter.report.codes import known_codes
from exporter.report.explain import explained, listed
from exporter.report.review_record import review_schema
from exporter.theme.files import Theme

TEMPLATES = {"docx": "templates/docx/reference.docx"}


class SchemaSubject(StrEnum):
    """The files and data that have a schema."""

    CONFIG = "config"
    COMPONENTS = "components"
    MANIFEST = "manifest"
    ACCESSIBILITY = "accessibility"
    ANSWERS = "answers"
    CHANGES = "changes"
    DOWNLOADS = "downloads"
    REVIEW = "review"


def explain(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="A code, such as missing-alt; all by default.")] = "",
) -> int:
    """Tell what a code means, why it matters, how to mend it and how to lower it; without one, list all codes."""
    if not code:
        print(listed())
        return Exit.FINE
    named = re.sub(r".*\[([^\]]*)\].*", r"\1", code.strip()).lower()  # as it stands in a message: error[missing-alt]
    known = known_codes()
    if named not in known:
        hint = did_you_mean(named, known) or "'exporter explain' lists all codes"
        raise UsageError(f"no finding has the code '{code}'", code="unknown-code", hint=hint)
    print(explained(known[named]))
    return Exit.FINE


def schema(
    subject: Annotated[SchemaSubject, typer.Argument(help="The subject.")], config: options.ConfigFile = None
) -> int:
    """Print the JSON Schema of exporter.yaml, of components' props, or of a file that the exporter writes or reads."""
    makers = {
        SchemaSubject.CONFIG: config_schema,
        SchemaSubject.COMPONENTS: lambda: _components_schema(config),
        SchemaSubject.MANIFEST: manifest_schema,
        SchemaSubject.ACCESSIBILITY: record_schema,
        SchemaSubject.ANSWERS: answers_schema,
        SchemaSubject.CHANGES: report_schema,
        SchemaSubject.DOWNLOADS: downloads_schema,
        SchemaSubject.REVIEW: review_schema,
    }
    write_output(_schema_text(makers[subject]()))
    return Exit.FINE


def config_schema() -> Any:
    """Return the JSON Schema of ``exporter.yaml`` with the options of every format, and all limits."""
    return schema_of_config({name: backends.load(name).options for name in backends.FORMATS}, defaults())


def config_schema_text() -> str:
    """Return the JSON Schema of ``exporter.yaml`` as the file that editors read."""
    return _schema_text(config_schema())


def template(
    name: Annotated[str, typer.Argument(help=f"The template: {', '.join(TEMPLATES)}.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")] = None,
) -> int:
    """Write the Word reference document, whose styles can be changed and used with the option 'reference'."""
    if name not in TEMPLATES:
        hint = did_you_mean(name, TEMPLATES) or f"templates are {', '.join(TEMPLATES)}"
        raise UsageError(f"no template '{name}'", hint=hint)
    data = Theme().read(TEMPLATES[name])
    if output is None and sys.stdout.isatty():
        output = Path(Path(TEMPLATES[name]).name)
    target = destination(output) if output is not None else None
    if output is not None and file_type(output) is FileType.FILE:
        raise UsageError(f"'{output}' exists already", hint="choose another name")
    write_output(data, target)
    return Exit.FINE


def ast(files: Annotated[list[str], typer.Argument(help="Pages.")]) -> int:
    """Print the tree of each page as a line of JSON."""
    sys.stdout.writelines(_trees(files))
    return Exit.FINE


def _trees(files: Iterable[str]) -> Iterator[str]:
    """Yield a line a file: ``{"file": ..., "data": front matter, "body": tree}``. Raises ``UsageError``."""
    for file in files:
        try:
            text = Path(file).read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise unreadable(file, error) from error
        yield json_line(file, parse(text, file, Diagnostics()))


def _components_schema(config: Path | None) -> Any:
    project = open_project(Path.cwd(), Diagnostics(), file=config)
    return json_schema(known_components(project.config.components).by_tag.values())


def _schema_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
