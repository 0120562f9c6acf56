"""The garbage collector while a document is made: a layout makes millions of objects that nearly all live on."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONG = 50  # pages; in shorter documents a collection costs more than it gives


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Keep the collector from looking at each object again and again.

    With the default thresholds the time a page grows with the number of pages.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def relieve(pages: int) -> None:
    """Give back what a step left behind, so that the next one of a long document takes its place."""
    if pages > LONG:
        gc.collect(1)  # what a layout leaves behind is young: all generations take longer and find no more
        gc.freeze()
        with suppress(AttributeError, OSError, TypeError):  # glibc has it, other systems give memory back by themselves
            ctypes.CDLL(None).malloc_trim(0)
