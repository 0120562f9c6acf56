"""Faults of a user's own theme: its templates, styles and labels are data that may be wrong.

An exception while a file is made is the theme's fault if the file can be made with the shipped theme; the error names
the faulty file of the theme. Any other exception is a bug of the exporter.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from exporter.diagnostics import ExporterError, UsageError
from exporter.theme.files import Theme

T = TypeVar("T")
SECONDS = 10.0  # after which no further file of the theme is tried: a long document takes a while each time
HINT = "correct it, or compare it with the shipped file of this name"


def with_theme(theme: Theme, make: Callable[[Theme], T]) -> T:
    """Return ``make(theme)``. Raises ``UsageError`` if a file of the user's own theme is at fault."""
    try:
        return make(theme)
    except (ExporterError, MemoryError):
        raise
    except Exception as error:
        if not theme.files or not _works(make, Theme(theme.name)):
            raise
        raise _fault(theme, make, error) from error


def _fault(theme: Theme, make: Callable[[Theme], T], error: Exception) -> UsageError:
    at_fault = next(_at_fault(theme, make), None)
    named = f"the theme's file '{at_fault}'" if at_fault else f"the theme ({', '.join(sorted(theme.files)[:5])})"
    words = " ".join(str(error).split())[:200]
    message = f"{named} cannot be used: {type(error).__name__}{': ' if words else ''}{words}"
    return UsageError(message, code="theme", hint=HINT)


def _at_fault(theme: Theme, make: Callable[[Theme], T]) -> Iterator[str]:
    """Yield the files without which the theme works, as far as there is time to try."""
    end = time.monotonic() + SECONDS
    for path in sorted(theme.files):
        if time.monotonic() > end:
            return
        if _works(make, Theme(theme.name, {p: data for p, data in theme.files.items() if p != path})):
            yield path


def _works(make: Callable[[Theme], T], theme: Theme) -> bool:
    try:
        make(theme)
    except MemoryError:
        raise
    except Exception:
        return False
    return True
