"""The imports between the exporter's own modules."""

import ast
from collections.abc import Container, Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

from exporter.theme.files import PACKAGE
from tests.sources import parsed


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Modules import each other one way, also inside functions and for types alone."""
    known = _modules()
    imports = {name: set(_imports(name, file, known)) for name, file in known.items()}
    TopologicalSorter(imports).prepare()  # raises ``CycleError``, which names the modules of a circle


def _modules() -> Mapping[str, Path]:
    """Return the exporter's modules by their names; a package's face goes by the package's name."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {".".join(f.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): f for f in files}


def _imports(name: str, file: Path, known: Container[str]) -> Iterator[str]:
    """Yield the exporter's modules that a module names in its imports, wherever they stand."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known and alias.name != name)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found = inner if inner in known else node.module
                if found in known and found != name:
                    yield found
