"""A file as a worker has made it, with everything that the manifest and the cache keep of its document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exporter.backends.base import Rendered
from exporter.build.workers.sealed import Sealed
from exporter.model.document import Document

StoredFinding = Mapping[str, Any]
"""A finding as JSON, with its node in the document (``stored_findings.NODE``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A rendered file, its findings not graded yet, and the facts about its document.

    ``units`` are the hashes of its passages, ``accessibility`` the numbers of its results by criteria. ``stored`` are
    the findings of its rendering in the form that is kept. ``seconds`` is how long a worker took to make it.
    """

    rendered: Rendered
    sha256: str
    title: str
    address: str
    units: Mapping[str, str] = field(repr=False)
    accessibility: Mapping[str, int] = field(repr=False)
    stored: tuple[StoredFinding, ...] = field(repr=False)
    seconds: float = 0.0


MakeAtOnce = Callable[[Sealed[Document]], MadeFile]
"""Makes the only file of an export from its document."""
