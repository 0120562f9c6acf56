"""Changes of a redline around blocks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from exporter.backends.docx.writing import Place, Writing, stamp_of
from exporter.model.nodes import BlockChange
from exporter.ooxml.elements import Element
from exporter.ooxml.tracked import move_range


def tracked(
    writing: Writing, place: Place, change: BlockChange | None, made: Callable[[Place], Iterable[Element]]
) -> Iterator[Element]:
    """What is made at a place that has a block's change, between the ends of a move where it is one."""
    stamp = stamp_of(change)
    if stamp is None or change is None:
        yield from made(place)
        return
    inside = list(made(replace(place, stamp=stamp)))
    if change.move is None:
        yield from inside
        return
    start, end = move_range(stamp, f"move_{change.move}", writing.annotations.next())
    yield from (start, *inside, end)
