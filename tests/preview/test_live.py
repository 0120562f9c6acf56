"""What is shown while files change: the present state, or the last good one with what is wrong over it."""

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from exporter.backends.base import Rendered
from exporter.diagnostics import Diagnostic, Severity, UsageError
from exporter.model.position import Point, Pos
from exporter.preview import ListedExport, LivePreview, PreviewPlan

Given = TypeVar("Given")


def run(coroutine: Coroutine[Any, Any, Given]) -> Given:
    """What it gives; in a thread of its own, for the browser of other tests leaves an event loop in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, coroutine).result()


class Breaking:
    """A project of two exports, whose plan, states and files fail while it is ``broken``."""

    broken = False

    def plan(self) -> PreviewPlan:
        """Two exports, and a finding in the page of each."""
        if self.broken:
            raise UsageError("no configuration")
        names = ("a", "b")
        return PreviewPlan(
            tuple(ListedExport(n, n, ("html",), "", (f"{n}.md",)) for n in names), tuple(map(found_in, names))
        )

    def state(self, output: str) -> str:
        """Fails for the second."""
        if output == "b":
            raise OSError("a fault")
        return "current"

    def render(self, output: str, _: str) -> Rendered:
        """A bug of ours while it is broken."""
        if self.broken:
            raise ValueError("a fault")
        return Rendered(output.encode())

    def editor_link(self, _: Pos) -> None:
        """No editor."""

    def watched(self) -> Sequence[Path]:
        """Nothing."""
        return ()

    def ignores(self, _: Path) -> bool:
        """None."""
        return False


def found_in(name: str) -> Diagnostic:
    """A warning in a page."""
    pos = Pos(f"{name}.md", Point(1, 1, 0), Point(1, 2, 1))
    return Diagnostic(code="x", severity=Severity.WARNING, message=f"in {name}", pos=pos)


def test_a_plan_that_fails_keeps_the_last_exports() -> None:
    """What is wrong is told, and the plan says that it is not the present one."""

    async def check() -> None:
        project = Breaking()
        live = LivePreview(project)
        assert (await live.plan()).whole
        project.broken = True
        await live.changed()
        plan = await live.plan()
        assert ([e.output for e in plan.exports], plan.whole) == (["a", "b"], False)
        assert [f.message for f in plan.findings] == ["no configuration"]

    run(check())


def test_a_rendering_that_fails_stands_over_the_last_whole_one() -> None:
    """A bug of ours is a finding too."""

    async def check() -> None:
        project = Breaking()
        live = LivePreview(project)
        assert (await live.view("a", "html")).fresh
        project.broken = True
        await live.changed()
        view = await live.view("a", "html")
        assert view.shown is not None
        assert (view.shown.data, view.fresh, view.findings[0].code) == (b"a", False, "internal")

    run(check())


def test_states_of_all_exports() -> None:
    """One that cannot be told is failing, and keeps no other from being told."""
    assert run(LivePreview(Breaking()).states()) == {"a": "current", "b": "failing"}


def test_an_export_is_shown_with_the_findings_of_its_own_pages() -> None:
    """Those of other pages stand in the list."""
    plan = Breaking().plan()
    assert [f.message for f in plan.concerning(plan.exports[0])] == ["in a"]
