"""What commands that read a project begin with."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.diagnostics import Diagnostics

if TYPE_CHECKING:
    from exporter.cache import Cache
    from exporter.pipeline.flow import Flow


def open_flow(
    found: Diagnostics,
    *,
    config: Path | None,
    targets: Sequence[str] = (),
    theme: str | None = None,
    out: Path | None = None,
    cache: "Cache | None" = None,
) -> "Flow":
    """The project around the current folder. Raises ``UsageError``."""
    from exporter.pipeline.flow import Flow
    from exporter.pipeline.project import open_project

    project = open_project(Path.cwd(), found, file=config, targets=targets, theme=theme, out=out)
    return Flow(project, cache)


def open_cache(folder: Path | None, *, off: bool = False) -> "Cache | None":
    """The cache: the folder given, that of EXPORTER_CACHE, else the user's own; None where it is off."""
    if off:
        return None
    from platformdirs import user_cache_path

    from exporter.cache import Cache

    own = os.environ.get("EXPORTER_CACHE")
    return Cache(folder or (Path(own) if own else user_cache_path("mdc-exporter")))
