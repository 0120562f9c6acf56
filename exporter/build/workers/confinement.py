"""The sandbox of worker processes: they read a project's inputs, Python's code and the system's libraries.

They write to a folder of their own alone, and order fonts from a process of their own (``font_cutter``). A worker
enters when it starts, before it gets any task.
"""

import mimetypes
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporter.build.workers import font_cutter, fork_server
from exporter.build.workers.start_faults import no_sandbox
from exporter.fonts import store
from exporter.process import sandbox
from exporter.process.search_path import LISTS, PROGRAMS
from exporter.theme.files import PACKAGE, ROOT

# Libraries with their data; single files that libraries read if they exist, and fail without.
_SYSTEM: Final = (
    *("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/share", "/usr/local/lib", "/usr/local/share", "/lib", "/lib64"),
    *("/nix/store", "/home/linuxbrew/.linuxbrew", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts"),
    *("/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf", "/etc/crypto-policies", "/dev/urandom"),
    *mimetypes.knownfiles,
)
_NOWHERE: Final = Path(os.devnull)
_ROOT: Final = Path("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """The files that the workers of a run may read, beside those that every worker needs.

    ``programs`` lets them start programs, which may read all files. ``required`` fails where there is no sandbox;
    otherwise workers do without.
    """

    inputs: tuple[Path, ...] = ()
    programs: bool = False
    required: bool = False

    def check(self) -> None:
        """Raise ``EnvironmentFault`` if a sandbox is required and this machine has none."""
        if self.required and (reason := sandbox.reason_without()):
            raise no_sandbox(reason)

    def enter(self, shared: Path) -> None:
        """Confine this worker, with a folder of its own in ``shared``, which all processes of the run may read.

        Raises ``OSError`` if a sandbox is required and cannot be entered.
        """
        scratch = Path(tempfile.mkdtemp(dir=shared))
        tempfile.tempdir = str(scratch)
        if sandbox.reason_without():
            return
        fonts, code = store.folder(), tuple(_code())
        cutter = sandbox.Sandbox(readable=code, writable=(_NOWHERE, fonts))
        store.only_read(scratch / "fonts", font_cutter.start(cutter, fork_server.leave))
        readable = (_ROOT,) if self.programs else (*self.inputs, shared, fonts, *code)
        own = sandbox.Sandbox(readable=readable, writable=(scratch, _NOWHERE), programs=self.programs)
        try:
            sandbox.enter(own)
        except OSError:
            if self.required:
                raise
        else:
            fork_server.leave()


def _code() -> Iterator[Path]:
    """Yield the folders and files that Python's modules and the system's libraries are read from."""
    names = [*sys.path, *_SYSTEM, sys.pycache_prefix or ""]
    for name in LISTS:
        names += os.environ.get(name, "").split(os.pathsep) if name != PROGRAMS else []
    yield from (PACKAGE, ROOT / "templates", ROOT / "styles")
    yield from (Path(name) for name in names if os.path.isabs(name))  # noqa: PTH117 (it may be no path)
