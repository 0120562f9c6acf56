"""Every key of the configuration does something: some module reads it."""

import ast
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import exporter
from exporter import backends
from exporter.config import Config
from tests.sources import parsed

PACKAGE = Path(exporter.__file__).parent


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and those that its fields hold."""
    yield model
    for field in model.model_fields.values():
        for kind in _kinds(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from models(kind)


def _kinds(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _kinds(inner)


def read_names(files: Iterator[Path]) -> set[str]:
    """The attributes that modules take of anything, and the words that they hold."""
    names: set[str] = set()
    for file in files:
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                names.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and file.name != "sections.py":
                names.add(node.value)
    return names


def unread(model: type[BaseModel], names: set[str]) -> list[str]:
    """The keys that no name is equal to."""
    return [f"{m.__name__}.{key}" for m in models(model) for key in m.model_fields if key not in names]


def test_some_module_reads_every_key() -> None:
    """No key of exporter.yaml is taken and then forgotten."""
    assert unread(Config, read_names(f for f in PACKAGE.rglob("*.py") if "backends" not in f.parts)) == []


@pytest.mark.parametrize("name", backends.FORMATS)
def test_each_format_reads_its_options(name: str) -> None:
    """No option of a format is taken and then forgotten by it, or by the contract that it shares with others."""
    folder = Path(str(__import__(backends.FORMATS[name].package, fromlist=["BACKEND"]).__file__)).parent
    files = (*folder.rglob("*.py"), folder.parent / "base.py")
    assert unread(backends.load(name).options, read_names(iter(files))) == []
