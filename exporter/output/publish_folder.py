"""A folder that files are delivered to: which of its files were written by us, and writing more.

What was written is noted in the folder itself, with its sha256, so that the note goes wherever the folder goes.
"""

import hashlib
import json
import posixpath
from enum import Enum
from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.disk import leads_out, read_regular, write_atomic
from exporter.model.paths import fault
from exporter.output.folder import note_broken, reason_of

NOTE = ".exporter-published.json"


class PublishStatus(Enum):
    """How a file in the folder stands to the bytes that it is to have."""

    MISSING = "missing"
    CURRENT = "current"
    OLDER = "older"
    FOREIGN = "foreign"


class PublishFolder:
    """A folder, such as a site's ``public/``, with the note of what was written there.

    ``findings`` tell what of the note cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings = Diagnostics()
        self._noted = _read(root / NOTE, self.findings)
        self._changed = False

    def status(self, path: str, sha256: str) -> PublishStatus:
        """How the file at ``path`` stands to bytes with this hash; ``FOREIGN`` is what was not written by us."""
        try:
            digest = hashlib.sha256(read_regular(self.root / path)).hexdigest()
        except FileNotFoundError:
            return PublishStatus.MISSING
        except OSError:
            return PublishStatus.FOREIGN
        if digest == sha256:
            return PublishStatus.CURRENT
        return PublishStatus.OLDER if self._noted.get(path) == digest else PublishStatus.FOREIGN

    def put(self, path: str, data: bytes) -> None:
        """Write a file and note it. Raises ``OSError``, also for a path that leads out of the folder."""
        target = self.root / path
        if reason := fault(posixpath.splitext(path)[0]):
            raise OSError(reason)
        if leads_out(target.parent, self.root):  # before folders are made behind a link
            raise OSError("it leads out of the folder")
        write_atomic(target, data)
        self._noted[path] = hashlib.sha256(data).hexdigest()
        write_atomic(self.root / NOTE, _text(self._noted))


def _read(path: Path, diagnostics: Diagnostics) -> dict[str, str]:
    try:
        noted = json.loads(read_regular(path))
        if not isinstance(noted, dict):
            raise ValueError("it is no mapping")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        note_broken(path, [reason_of(error)], diagnostics)
        return {}
    note_broken(
        path, [f"'{name}' has no sha256" for name, value in noted.items() if not isinstance(value, str)], diagnostics
    )
    return {name: value for name, value in noted.items() if isinstance(value, str)}


def _text(noted: dict[str, str]) -> bytes:
    return (json.dumps(noted, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
