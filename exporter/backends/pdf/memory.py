"""Memory while a document is made: a layout makes millions of objects, and nearly all of them live on."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONG = 50  # pages; in shorter documents a collection costs more than it saves


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Keep the garbage collector from visiting each object again and again.

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
    """Free the garbage of one step, so that the next step of a long document can use the memory."""
    if pages > LONG:
        gc.collect(1)  # garbage of a layout is young: all generations take longer and find no more
        gc.freeze()
        with suppress(
            AttributeError, OSError, TypeError
        ):  # only glibc has it; other systems return memory by themselves
            ctypes.CDLL(None).malloc_trim(0)
