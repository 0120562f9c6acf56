"""System libraries by the names of their files."""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_file_name() -> Iterator[None]:
    """Keep the search by other names from running ldconfig, a compiler and a linker for each of them.

    WeasyPrint tries several names for a library, among them that of the file (``libpango-1.0.so.0``), which the
    loader of Linux finds by itself; the programs take a third of the time of its import.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 (as the function that it stands in for)
    try:
        yield
    finally:
        ctypes.util.find_library = search
