"""The archive of a release: one ZIP with all files, their manifest, the reports and SHA256SUMS.

The same files give the same bytes. A comment at its end marks an archive as the exporter's own.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from exporter.diagnostics import EnvironmentFault, UsageError
from exporter.disk import leads_out, opened_to_read, opened_to_replace
from exporter.output.folder import FOREIGN, MANIFEST, UNWRITABLE, Folder
from exporter.output.manifest import Manifest

SUMS: Final = "SHA256SUMS"
REPORTS: Final = "reports/"
_MARK: Final = b"release by mdc-exporter"
PATIENCE: Final = 600.0  # seconds to wait for the archive of another release
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def write_archive(path: Path, folder: Folder, files: Iterable[str], reports: Mapping[str, str], within: Path) -> int:
    """Write the archive of ``files``, paths in the manifest of ``folder``, with ``reports``; return its size.

    Raises ``UsageError`` for a file of somebody else in its place, and for a file that changed since it was built,
    ``EnvironmentFault`` if it cannot be written.
    """
    if leads_out(path.parent, within) or not (_is_free(path) or is_own_archive(path)):
        message = f"'{path}' was not written by the exporter"
        raise UsageError(message, code=FOREIGN.name, hint="move it away, or choose another folder with --out")
    try:
        # the archives have a lock of their own, so that no run of another folder takes unfinished ones for leftovers
        beside = Folder(path.parent).locked(wait=PATIENCE)
        with beside, opened_to_replace(path) as file, zipfile.ZipFile(file, "w") as archive:
            archive.comment = _MARK
            sums = [_added(archive, name, data) for name, data in _parts(folder, sorted(files), reports)]
            _added(archive, SUMS, "".join(sums).encode())
        return path.stat().st_size
    except OSError as error:
        message = f"cannot write '{path}': {error.strerror or error}"
        hint = "check the folder's permissions and the space on its disk"
        raise EnvironmentFault(message, code=UNWRITABLE.name, hint=hint) from error


def _parts(folder: Folder, files: Iterable[str], reports: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    known = {path: folder.manifest.files[path] for path in files}
    for path, entry in known.items():
        data = folder.read(path)
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise UsageError(f"'{folder.root / path}' changed while it was packed", hint="build the release again")
        yield path, data
    yield MANIFEST, Manifest(known, {}, folder.manifest.environment).to_json()
    for name, text in sorted(reports.items()):
        yield f"{REPORTS}{name}", text.encode("utf-8", "replace")


def _added(archive: zipfile.ZipFile, name: str, data: bytes) -> str:
    """Add a file, and return its line as ``sha256sum -c`` reads it."""
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # attributes as Unix has them, whatever machine writes
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, compresslevel=6)
    return f"{hashlib.sha256(data).hexdigest()}  {name}\n"


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path)


def is_own_archive(path: Path) -> bool:
    """Return whether there is an archive that the exporter wrote."""
    try:
        with opened_to_read(path) as file:
            file.seek(0, 2)
            file.seek(-min(file.tell(), len(_MARK)), 2)
            return file.read() == _MARK
    except OSError:
        return False
