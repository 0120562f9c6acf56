"""The activities of this process within one task: the parts of the work that take its time and memory.

A process that is ended at a limit cannot say where its time went. So it notes each change of activity when it happens,
and the process that ended it reads the last note.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from exporter.model.position import Pos

NOTE: Final = 4096  # bytes of a note
_PLACE: Final = 200  # characters of a place that are noted


class Activity(Enum):
    """A part of the work on a page or an export, by its name for one and for several of the kind."""

    OTHER = ("other work", "other work")
    READING = ("reading the page", "reading pages")
    ASSEMBLY = ("putting the pages together", "putting pages together")
    DIAGRAM = ("the diagram", "diagrams")
    PICTURE = ("the picture", "pictures")
    FORMULAS = ("formulas", "formulas")
    CODE = ("the colours of code", "the colours of code")
    LAYOUT = ("the layout", "layouts")
    WRITING = ("writing the file", "writing the file")


@dataclass(slots=True)
class _Spent:
    """The time that went to an activity, how often it began, and the longest time with its place."""

    seconds: float = 0.0
    times: int = 0
    longest: float = 0.0
    place: str = ""

    def add(self, seconds: float, place: str, *, begun: bool) -> None:
        self.seconds += seconds
        self.times += begun
        if seconds >= self.longest:
            self.longest, self.place = seconds, place


@dataclass(slots=True)
class _Task:
    """The task in hand: its present activity with its place, since when, and the time of earlier ones."""

    note: Callable[[bytes], object] | None = None
    spent: dict[Activity, _Spent] = field(default_factory=dict)
    now: tuple[Activity, str] = (Activity.OTHER, "")
    since: float = 0.0
    failed: tuple[Activity, str] | None = None

    def change(self, now: tuple[Activity, str], *, begun: bool) -> None:
        moment = time.monotonic()
        kind, place = self.now
        self.spent.setdefault(kind, _Spent()).add(moment - self.since, place, begun=False)
        self.now, self.since = now, moment
        self.spent.setdefault(now[0], _Spent()).times += begun
        self.tell()

    def tell(self) -> None:
        if self.note is None:
            return
        spent = {a.name: (s.seconds, s.times, s.longest, s.place) for a, s in self.spent.items()}
        text = json.dumps({"spent": spent, "now": (self.now[0].name, self.now[1]), "since": self.since})
        self.note(text.encode("ascii")[:NOTE].ljust(NOTE))


_task = _Task()


def note_with(note: Callable[[bytes], object]) -> None:
    """Give each change of activity, as a note of ``NOTE`` bytes, to a function."""
    _task.note = note


def begin_task() -> None:
    """Forget the activities of earlier tasks."""
    _task.spent, _task.now, _task.since, _task.failed = {}, (Activity.OTHER, ""), time.monotonic(), None
    _task.tell()


@contextmanager
def during(activity: Activity, pos: Pos | None = None) -> Iterator[None]:
    """Count the time of the block as that of an activity, at a place in a page."""
    before = _task.now
    place = f"{pos.file}:{pos.start.line}"[-_PLACE:] if pos is not None else ""
    _task.change((activity, place), begun=True)
    try:
        yield
    except MemoryError:
        _task.failed = _task.failed or _task.now
        raise
    finally:
        _task.change(before, begun=False)


def out_of_memory() -> str:
    """Return the activity that ran out of memory, in words; empty if it is unknown."""
    return _words(*_task.failed) if _task.failed is not None else ""


def last(note: bytes) -> str:
    """Return the present activity of a note, in words; empty if it is unknown. Anybody may have written the note."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        kind, place = json.loads(note)["now"]
        return _words(Activity[kind], str(place))
    return ""


def longest(note: bytes, moment: float | None = None) -> str:
    """Return the activity of a note that took most of the time until ``moment``, in words with its seconds."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        told = json.loads(note)
        spent = {Activity[kind]: _Spent(*values) for kind, values in told["spent"].items()}
        kind, place = told["now"]
        running = (time.monotonic() if moment is None else moment) - told["since"]
        spent.setdefault(Activity[kind], _Spent()).add(running, str(place), begun=False)
        most, how = max(spent.items(), key=lambda item: item[1].seconds)
        if most is Activity.OTHER:
            return ""
        if how.times > 1 and how.longest < how.seconds / 2:
            return f"{how.seconds:.0f} s of it for {how.times} {most.value[1]}"
        return f"{how.seconds:.0f} s of it for {_words(most, how.place)}"
    return ""


def _words(activity: Activity, place: str) -> str:
    if activity is Activity.OTHER:
        return ""
    return f"{activity.value[0]} at {place[:_PLACE]}" if place else activity.value[0]
