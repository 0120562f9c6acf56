"""What the preview shows: the plan and the renderings of the latest state, and the last ones that were whole."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

from exporter.backends.base import Rendered
from exporter.diagnostics import Diagnostic, ExporterError
from exporter.process.faults import bug

LOOK = 0.7  # seconds of looking at files until what was seen is told


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of exports; ``source`` is where it is asked for, ``pages`` are those that it shows."""

    output: str
    title: str
    formats: tuple[str, ...]
    source: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All exports as the site now asks for them, and what reading and planning found.

    One that is not ``whole`` has the exports of the last plan, since there is none of the present state.
    """

    exports: tuple[Listed, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    whole: bool = True

    def concerning(self, listed: Listed) -> tuple[Diagnostic, ...]:
        """What of the findings is of an export's pages, or of no page."""
        others = {page for export in self.exports for page in export.pages} - set(listed.pages)
        return tuple(f for f in self.findings if f.pos is None or f.pos.file not in others)


class Workshop(Protocol):
    """What the preview needs of the exporter: each call works on the files as they are now."""

    def plan(self) -> Plan:
        """The exports of the site."""
        ...

    def state(self, output: str) -> str:
        """How the files of an export stand: ``current``, ``stale``, ``edited``, ``missing`` or ``failing``."""
        ...

    def render(self, output: str, format_name: str) -> Rendered:
        """One file of one export; its findings tell why there is none."""
        ...

    def watched(self) -> Sequence[Path]:
        """The files and folders whose change may change an export."""
        ...

    def ours(self, path: Path) -> bool:
        """Whether what the exporter writes in them, as its cache, is at the path: its change is none."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """A rendering to show: ``shown`` is the last whole one, which a failed one's findings may stand over."""

    version: int
    shown: Rendered | None
    findings: tuple[Diagnostic, ...]
    fresh: bool


@dataclass(slots=True)
class Live:
    """Renders on demand, each state once, one at a time; remembers the last whole rendering of each file."""

    workshop: Workshop
    version: int = 1
    _plan: tuple[int, Plan] | None = None
    _states: tuple[int, dict[str, str]] = (0, {})
    _views: dict[tuple[str, str], View] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def changed(self) -> None:
        """Something on disk is new: whoever waits is told, and the next question renders again."""
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def newer_than(self, version: int) -> int:
        """Waits for a state after ``version`` and gives its number."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version > version)
            return self.version

    async def plan(self) -> Plan:
        """The exports of the present state."""
        async with self._turn:
            if self._plan is None or self._plan[0] != self.version:
                version = self.version
                last = self._plan[1] if self._plan else Plan()
                self._plan = version, await asyncio.to_thread(self._planned, last)
            return self._plan[1]

    async def states(self) -> Mapping[str, str]:
        """How the exports' files stand, by output: of as many as ``LOOK`` is enough for, which is asked again.

        They are asked one at a time, so that a page that is open comes first.
        """
        plan, version, start = await self.plan(), self.version, monotonic()
        if self._states[0] != version:
            self._states = version, {}
        known = self._states[1]
        for output in (e.output for e in plan.exports if e.output not in known):
            async with self._turn:
                if self.version != version or monotonic() - start > LOOK:
                    break
                known[output] = await asyncio.to_thread(self._state, output)
        return known

    async def view(self, output: str, format_name: str) -> View:
        """One file of one export in the present state."""
        async with self._turn:
            old = self._views.get((output, format_name))
            if old is not None and old.version == self.version:
                return old
            version = self.version
            new = await asyncio.to_thread(self._rendered, output, format_name)
            shown = new if new.data is not None else old.shown if old else None
            view = View(version, shown, new.findings, new.data is not None)
            self._views[output, format_name] = view
            return view

    def _planned(self, last: Plan) -> Plan:
        """The plan; where there is none, the last one with what is wrong over it."""
        try:
            return self.workshop.plan()
        except Exception as error:
            return Plan(last.exports, (_finding(error),), whole=False)

    def _state(self, output: str) -> str:
        try:
            return self.workshop.state(output)
        except Exception:
            return "failing"

    def _rendered(self, output: str, format_name: str) -> Rendered:
        try:
            return self.workshop.render(output, format_name)
        except Exception as error:
            return Rendered(data=None, findings=(_finding(error),))


def _finding(error: Exception) -> Diagnostic:
    """What an error tells the writer: a fault of ours must not end the view either."""
    if isinstance(error, ExporterError):
        return error.diagnostic
    return bug(error)
