"""State of the preview: the plan and renderings of the latest files, and the last complete ones."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

from exporter.backends.base import Rendered
from exporter.diagnostics import Diagnostic, ExporterError
from exporter.model.position import Pos
from exporter.process.faults import bug

STATES_SECONDS = 0.7  # after which the states known so far are returned


@dataclass(frozen=True, slots=True)
class ListedExport:
    """A line of the list of exports; ``source`` is the place that asks for it, ``pages`` are its pages."""

    output: str
    title: str
    formats: tuple[str, ...]
    source: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewPlan:
    """All exports as the site now asks for them, and the findings of reading and planning.

    A plan that is not ``whole`` has the exports of the last plan, since planning the present files failed.
    """

    exports: tuple[ListedExport, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    whole: bool = True

    def concerning(self, listed: ListedExport) -> tuple[Diagnostic, ...]:
        """Return the findings of an export's pages, and those without a page."""
        others = {page for export in self.exports for page in export.pages} - set(listed.pages)
        return tuple(f for f in self.findings if f.pos is None or f.pos.file not in others)


class Exporter(Protocol):
    """The exporter as the preview uses it: each call works on the files as they are now."""

    def plan(self) -> PreviewPlan:
        """Return the exports of the site."""
        ...

    def state(self, output: str) -> str:
        """Return the state of an export's files: ``current``, ``stale``, ``edited``, ``missing`` or ``failing``."""
        ...

    def render(self, output: str, format_name: str) -> Rendered:
        """Render one file of one export; without data, its findings say why."""
        ...

    def editor_link(self, pos: Pos) -> str | None:
        """Return the address that opens a place in the writer's editor; None without an editor."""
        ...

    def watched(self) -> Sequence[Path]:
        """Return the files and folders whose change may change an export."""
        ...

    def ignores(self, path: Path) -> bool:
        """Return whether a change at the path is of no interest, such as one that the exporter makes in its cache."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """A rendering to show: ``shown`` is the last complete one, also if ``findings`` are of a later one that failed."""

    version: int
    shown: Rendered | None
    findings: tuple[Diagnostic, ...]
    fresh: bool


@dataclass(slots=True)
class LivePreview:
    """Renderings on demand, each state once, one at a time, with the last complete rendering of each file."""

    exporter: Exporter
    version: int = 1
    _plan: tuple[int, PreviewPlan] | None = None
    _states: tuple[int, dict[str, str]] = (0, {})
    _views: dict[tuple[str, str], View] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def changed(self) -> None:
        """Note a change on disk: wake the waiting requests; the next request renders again."""
        async with self._changed:
            self.version += 1
            self._changed.notify_all()

    async def newer_than(self, version: int) -> int:
        """Wait for a state after ``version`` and return its number."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version > version)
            return self.version

    async def plan(self) -> PreviewPlan:
        """Return the exports of the present state."""
        async with self._turn:
            if self._plan is None or self._plan[0] != self.version:
                version = self.version
                last = self._plan[1] if self._plan else PreviewPlan()
                self._plan = version, await asyncio.to_thread(self._planned, last)
            return self._plan[1]

    async def states(self) -> Mapping[str, str]:
        """Return the states of the exports' files by output: as many as are known after ``STATES_SECONDS``.

        The page asks again for the rest. States are found one at a time, so that a page that is open comes first.
        """
        plan, version, start = await self.plan(), self.version, monotonic()
        if self._states[0] != version:
            self._states = version, {}
        known = self._states[1]
        for output in (e.output for e in plan.exports if e.output not in known):
            async with self._turn:
                if self.version != version or monotonic() - start > STATES_SECONDS:
                    break
                known[output] = await asyncio.to_thread(self._state, output)
        return known

    async def view(self, output: str, format_name: str) -> View:
        """Return a file of an export in the present state."""
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

    def _planned(self, last: PreviewPlan) -> PreviewPlan:
        """Return the plan; if planning fails, the last plan with the error as its finding."""
        try:
            return self.exporter.plan()
        except Exception as error:
            return PreviewPlan(last.exports, (_finding(error),), whole=False)

    def _state(self, output: str) -> str:
        try:
            return self.exporter.state(output)
        except Exception:
            return "failing"

    def _rendered(self, output: str, format_name: str) -> Rendered:
        try:
            return self.exporter.render(output, format_name)
        except Exception as error:
            return Rendered(data=None, findings=(_finding(error),))


def _finding(error: Exception) -> Diagnostic:
    """Return an error as a finding: not even a bug of the exporter may end the preview."""
    if isinstance(error, ExporterError):
        return error.diagnostic
    return bug(error)
