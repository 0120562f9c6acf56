"""The reference pages, made from the commands, schemas, codes and limits themselves: ``python docs/reference.py``."""

import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Any

import typer.main
from click import Command, Context

from exporter import backends
from exporter.build.limit_groups import defaults
from exporter.cli import app
from exporter.components import json_schema, known_components
from exporter.config.limit_values import numbers
from exporter.config.schema import schema as config_schema
from exporter.diagnostics import Code, Severity
from exporter.model.limit import reasons
from exporter.report.codes import CHECKING, stage_of, stages
from exporter.report.explain import meaning

FOLDER = Path(__file__).parent / "pages" / "reference"
WIDTH = 100  # columns of a command's help
UNUSED = "not used in documents"  # how components describe such props


def command_pages() -> Iterator[str]:
    """Every command with its help."""
    root = typer.main.get_command(app)
    yield "# Commands\n"
    for words, command in _commands(root, ("exporter",)):
        yield f"## {' '.join(words)}\n\n```text\n{command.get_help(_context(command, words))}\n```\n"


def _context(command: Command, words: tuple[str, ...]) -> Context:
    """As in a terminal of ``WIDTH`` columns, whatever this one has."""
    return Context(command, info_name=" ".join(words), terminal_width=WIDTH, max_content_width=WIDTH)


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Command]]:
    yield words, command
    for name in getattr(command, "commands", ()):
        child = command.load(name)
        if not child.hidden:
            yield from _commands(child, (*words, name))


def component_pages() -> Iterator[str]:
    """Every component with its props."""
    yield "# Components\n\nNames may have the prefixes `prose-` and `u-`, and be written in any of Vue's spellings.\n"
    described = json_schema(known_components({}).by_tag.values())
    hidden = {"ui", "class", "style", "id", "description"}
    for name, props in sorted(described["properties"].items()):
        yield f"## {name}\n\n{props.get('description', '')}\n"
        rows = [(key, prop) for key, prop in props["properties"].items() if key not in hidden]
        unused = [key for key, prop in rows if prop.get("description") == UNUSED]
        if len(unused) < len(rows):
            yield "| prop | meaning |\n|---|---|"
            used = ((key, prop) for key, prop in rows if key not in unused)
            yield from (f"| `{key}` | {_cell(prop.get('description', ''))}{_values(prop)} |" for key, prop in used)
            yield ""
        if unused:
            yield f"{UNUSED[:1].upper()}{UNUSED[1:]}: {', '.join(f'`{key}`' for key in unused)}.\n"


def configuration_pages() -> Iterator[str]:
    """Every key of exporter.yaml."""
    schema = config_schema({name: backends.load(name).options for name in backends.FORMATS})
    yield "# Configuration\n\nThe keys of `exporter.yaml`. `exporter schema config` prints the schema for editors.\n"
    yield "| key | meaning | default |\n|---|---|---|"
    yield from _keys(schema, schema, "")


def _keys(node: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[str]:
    for key, value in node.get("properties", {}).items():
        shape = _resolved(value, root)
        default = value.get("default", shape.get("default"))
        shown = "" if default in (None, "", [], {}) or isinstance(default, dict) else f"`{default}`"
        meaning = _cell(value.get("description") or shape.get("description", ""))
        yield f"| `{path}{key}` | {meaning}{_values(shape)} | {shown} |"
        if path.count(".") < 2:
            yield from _keys(shape, root, f"{path}{key}.")


def _resolved(value: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a ``$ref`` leads to, alone or as the first of several."""
    for one in (value, *value.get("allOf", ()), *value.get("anyOf", ())):
        if "$ref" in one:
            found: Any = root
            for step in one["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            return dict(found)
    return value


def finding_pages() -> Iterator[str]:
    """Every code by its stage, with the texts of ``exporter explain``."""
    yield "# Troubleshooting by code\n"
    yield "`exporter explain CODE` prints what stands here of one code. `severities:` in `exporter.yaml` raises, lowers"
    yield "or silences (`off`) a code; a comment in a page silences it: `<!-- exporter-disable-next-line CODE -->`."
    yield "Errors with a † stay errors, since there is no file or no run with them. Codes with a ‡ are found only while"
    yield "a file is made: by `exporter build` and `exporter validate --render`.\n"
    for stage, codes in stages().items():
        yield f"## {stage[:1].upper()}{stage[1:]}\n"
        yield "| code | severity | meaning, and why it matters | what to do |\n|---|---|---|---|"
        for code in sorted(codes, key=lambda code: code.name):
            texts = " | ".join(_cell(text) for text in (f"{meaning(code)} {code.why}", code.mend))
            yield f"| `{code.name}` | {code.severity}{_marks(code)} | {texts} |"
        yield ""


def _marks(code: Code) -> str:
    stays = code.severity is Severity.ERROR and not code.lowered and stage_of(code) != CHECKING
    return f"{' †' * stays}{' ‡' * code.needs_layout}"


def limit_pages() -> Iterator[str]:
    """Every limit with its default and reasons."""
    yield "# Limits\n\n`limits:` in `exporter.yaml` sets them by group and name; what exceeds one is a finding.\n"
    for group, limits in defaults().items():
        yield f"## {group}\n\n{getdoc(type(limits)) or ''}\n"
        yield "| limit | default | reason |\n|---|---|---|"
        yield from _limit_rows(group, limits)
        yield ""


def _limit_rows(group: str, limits: Any) -> Iterator[str]:
    why = reasons(type(limits))
    for name, value in numbers(limits).items():
        yield f"| `{group}.{name}` | {value:,} | {_cell(why[name])} |"


def _values(prop: Mapping[str, Any]) -> str:
    return f" ({', '.join(f'`{value}`' for value in prop['enum'])})" if "enum" in prop else ""


def _cell(text: str) -> str:
    plain, *rest = re.split(r"(`[^`]*`)", " ".join(text.split()).replace("|", "\\|"))
    return "".join(part if part.startswith("`") else _escaped(part) for part in (plain, *rest))


def _escaped(text: str) -> str:
    return text.replace("](", "]\\(").replace("<", "&lt;")


PAGES = {
    "commands": command_pages,
    "components": component_pages,
    "configuration": configuration_pages,
    "findings": finding_pages,
    "limits": limit_pages,
}


def texts() -> Mapping[str, str]:
    """Return the pages by the names of their files."""
    return {f"{name}.md": "\n".join(make()).rstrip() + "\n" for name, make in PAGES.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, "utf-8")
