"""The table of formats. Command line choices, cache keys, schemas and tests read it; nothing else names a format."""

from importlib import import_module
from importlib.util import find_spec

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


def load(name: str) -> Backend:
    """The backend of a format, imported when it is first asked for."""
    backend: Backend = import_module(FORMATS[name]).BACKEND
    return backend


def prepare(name: str) -> None:
    """Import all that rendering a format takes: its module ``loaded``, if it has one, does that.

    Raises ``EnvironmentFault`` where a library lacks.
    """
    module = f"{FORMATS[name]}.loaded"
    if find_spec(module) is not None:
        import_module(module)
