"""The project's own modules as syntax trees, for tests that hold the code to a rule."""

import ast
import gc
from pathlib import Path


def parsed(file: Path) -> ast.Module:
    """The tree of a module. A collection in the middle may switch greenlets (a browser's), which CPython 3.11 minds."""
    gc.disable()
    try:
        return ast.parse(file.read_text("utf-8"))
    finally:
        gc.enable()
