"""The system libraries that WeasyPrint loads: how it finds them, and their versions."""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from exporter.diagnostics import EnvironmentFault
from exporter.process import installing


@contextmanager
def by_file_name() -> Iterator[None]:
    """Find libraries by file name alone, without running ldconfig, a compiler and a linker for other names.

    WeasyPrint tries several names for a library, among them the file name (``libpango-1.0.so.0``), which the loader of
    Linux finds by itself; these programs take a third of the time of its import.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 (as the function that it stands in for)
    try:
        yield
    finally:
        ctypes.util.find_library = search


def library_versions() -> dict[str, str]:
    """Return the versions of Pango and HarfBuzz. Raises ``EnvironmentFault`` if one is missing."""
    pango = _library("pango", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
    pango.pango_version_string.restype = ctypes.c_char_p
    subset = _library(
        "harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset-0.dll"
    )
    subset.hb_version_string.restype = ctypes.c_char_p
    return {"pango": pango.pango_version_string().decode(), "harfbuzz": subset.hb_version_string().decode()}


def _library(name: str, *files: str) -> ctypes.CDLL:
    for file in files:
        with suppress(OSError):
            return ctypes.CDLL(file)
    raise missing(f"the system library {name} is missing")


def missing(message: str) -> EnvironmentFault:
    """Return the fault that a system library is missing, with the command that installs it."""
    return EnvironmentFault(message, code="pdf-library", hint=f"install it: {installing.command('pango')}")
