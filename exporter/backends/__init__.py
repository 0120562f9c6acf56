"""The table of formats. Command line choices, cache keys, schemas and tests read it; nothing else names a format."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.backends.base import Backend

FORMATS = {
    "pdf": "exporter.backends.pdf",
    "docx": "exporter.backends.docx",
    "html": "exporter.backends.html",
    "epub": "exporter.backends.epub",
    "gfm": "exporter.backends.gfm",
    "text": "exporter.backends.text",
    "json": "exporter.backends.json",
}


def load(name: str) -> "Backend":
    """The backend of a format, imported when it is first asked for."""
    backend: Backend = import_module(FORMATS[name]).BACKEND
    return backend


def loaded(names: Iterable[str]) -> list[str]:
    """The modules that import all that rendering these formats takes; a light one has none."""
    modules = (f"{FORMATS[name]}.loaded" for name in names)
    return [module for module in modules if find_spec(module) is not None]
