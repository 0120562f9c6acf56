"""A folder that outputs are published to: the exporter's own files in it, and new ones.

A note in the folder has the sha256 of each written file, so that it goes wherever the folder goes.
"""

import hashlib
import json
import posixpath
from enum import Enum
from pathlib import Path

from exporter.diagnostics import Diagnostics
from exporter.disk import leads_out, read_regular, write_atomic
from exporter.model.paths import fault
from exporter.output.folder import reason_of, report_broken

NOTE = ".exporter-published.json"


class PublishStatus(Enum):
    """The state of a published file, compared with its new bytes."""

    MISSING = "missing"
    CURRENT = "current"
    OLDER = "older"
    FOREIGN = "foreign"


class PublishFolder:
    """A folder, such as a site's ``public/``, with the note of the files written there.

    ``findings`` report unreadable parts of the note.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings = Diagnostics()
        self._hashes = _read(root / NOTE, self.findings)
        self._changed = False

    def status(self, path: str, sha256: str) -> PublishStatus:
        """Return the status of the file at ``path`` for bytes with this hash; ``FOREIGN`` means somebody else's."""
        try:
            digest = hashlib.sha256(read_regular(self.root / path)).hexdigest()
        except FileNotFoundError:
            return PublishStatus.MISSING
        except OSError:
            return PublishStatus.FOREIGN
        if digest == sha256:
            return PublishStatus.CURRENT
        return PublishStatus.OLDER if self._hashes.get(path) == digest else PublishStatus.FOREIGN

    def put(self, path: str, data: bytes) -> None:
        """Write a file and note its hash. Raises ``OSError``, also for a path that leads out of the folder."""
        target = self.root / path
        if reason := fault(posixpath.splitext(path)[0]):
            raise OSError(reason)
        if leads_out(target.parent, self.root):  # before folders are made behind a link
            raise OSError("it points outside the folder")
        write_atomic(target, data)
        self._hashes[path] = hashlib.sha256(data).hexdigest()
        write_atomic(self.root / NOTE, _text(self._hashes))


def _read(path: Path, diagnostics: Diagnostics) -> dict[str, str]:
    try:
        hashes = json.loads(read_regular(path))
        if not isinstance(hashes, dict):
            raise ValueError("it is not a mapping")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        report_broken(path, [reason_of(error)], diagnostics)
        return {}
    report_broken(
        path, [f"'{name}' has no sha256" for name, value in hashes.items() if not isinstance(value, str)], diagnostics
    )
    return {name: value for name, value in hashes.items() if isinstance(value, str)}


def _text(hashes: dict[str, str]) -> bytes:
    return (json.dumps(hashes, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
