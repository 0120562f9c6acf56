"""``exporter schema``: JSON Schemas for editors and for readers of the manifest."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from exporter.cli import choices
from exporter.cli.exits import Exit


class Subject(StrEnum):
    """What there is a schema of."""

    CONFIG = "config"
    COMPONENTS = "components"
    MANIFEST = "manifest"


def schema(
    subject: Annotated[Subject, typer.Argument(help="What to describe.")], config: choices.ConfigFile = None
) -> int:
    """Print the JSON Schema of exporter.yaml, of the components' props, or of the manifest."""
    makers = {
        Subject.CONFIG: config_schema,
        Subject.COMPONENTS: lambda: _components(config),
        Subject.MANIFEST: _manifest,
    }
    print(json.dumps(makers[subject](), ensure_ascii=False, indent=2))
    return Exit.FINE


def config_schema() -> Any:
    """The JSON Schema of ``exporter.yaml`` with the options of every format, and all limits."""
    from exporter import backends
    from exporter.build.limits import defaults
    from exporter.config.schema import schema as config_schema

    return config_schema({name: backends.load(name).options for name in backends.FORMATS}, defaults())


def _components(config: Any) -> Any:
    from pathlib import Path

    from exporter.build.project import open_project
    from exporter.components import json_schema, known_components
    from exporter.diagnostics import Diagnostics

    project = open_project(Path.cwd(), Diagnostics(), file=config)
    return json_schema(known_components(project.config.components).by_tag.values())


def _manifest() -> Any:
    from exporter.output.entries import manifest_schema

    return manifest_schema()
