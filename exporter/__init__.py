"""One page of website content in; the same words out as an accessible PDF, a Word file for review and a web page.

The names in ``__all__`` are public, as are ``exporter.markdown`` and the modules that the documentation names under
"Extending". They are loaded when they are first used: ``import exporter`` alone costs nothing.
"""

# The command line cleans the search path after this import: nothing is imported here that content could have.
from exporter.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from exporter.api.conversion import Result, convert
    from exporter.api.project_folder import ProjectFolder, open_project
    from exporter.build.outcome import FileResult, FileState, Run
    from exporter.diagnostics import Diagnostic, EnvironmentFault, ExporterError, Severity, UsageError
    from exporter.model.export import Export
    from exporter.model.position import Pos

_HOMES = {
    "exporter.api.conversion": ("Result", "convert"),
    "exporter.api.project_folder": ("ProjectFolder", "open_project"),
    "exporter.build.outcome": ("FileResult", "FileState", "Run"),
    "exporter.diagnostics": ("Diagnostic", "EnvironmentFault", "ExporterError", "Severity", "UsageError"),
    "exporter.model.export": ("Export",),
    "exporter.model.position": ("Pos",),
}

__all__ = [
    "Diagnostic",
    "EnvironmentFault",
    "Export",
    "ExporterError",
    "FileResult",
    "FileState",
    "Pos",
    "ProjectFolder",
    "Result",
    "Run",
    "Severity",
    "UsageError",
    "__version__",
    "convert",
    "open_project",
]


def __getattr__(name: str) -> "Any":
    """Load a public name from its module (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415 (see above)

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'exporter' has no attribute '{name}'")
