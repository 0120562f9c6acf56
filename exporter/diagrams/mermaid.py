"""Draw Mermaid with Pele (package mermaid-render) in QuickJS: no browser, no network, limits of time and memory.

The package's own metrics and colours are those of its font and palettes; here they are the theme's.
"""

import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from exporter.diagrams.finish import finished

EXTRA: Final = "diagrams"
LONGEST: Final = 50_000  # characters of a source
_MEMORY: Final = 256 << 20
_SECONDS: Final = 10
# the kinds that are drawn right, by their first word, with a name for people
KINDS: Final = {
    "flowchart": "Flowchart", "graph": "Flowchart", "sequenceDiagram": "Sequence diagram",
    "classDiagram": "Class diagram", "classDiagram-v2": "Class diagram", "stateDiagram": "State diagram",
    "stateDiagram-v2": "State diagram", "erDiagram": "Entity relationship diagram", "gantt": "Gantt chart",
    "pie": "Pie chart", "mindmap": "Mind map", "timeline": "Timeline", "journey": "User journey",
    "gitGraph": "Git graph", "quadrantChart": "Quadrant chart",
}  # fmt: skip
_FRONT: Final = re.compile(r"\A\s*---[ \t]*\n.*?^---[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT: Final = re.compile(r"%%\{.*?\}%%|%%.*?$", re.MULTILINE | re.DOTALL)
_MODULES: Final = ("mermaid_render", "quickjs")


class Undrawn(ValueError):
    """A diagram that cannot be drawn; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramRequest:
    """A diagram to draw: its source, the theme's font with the widths of its letters in em, and the theme's colours.

    ``widths`` are those of upright, bold, italic and bold italic letters.
    """

    source: str
    family: str
    widths: tuple[Mapping[str, float], ...]
    colours: Mapping[str, str]

    @property
    def kind(self) -> str:
        """The first word of the source, which names its kind."""
        return next(iter(_COMMENT.sub("", _FRONT.sub("", self.source)).split()), "")


@cache
def available() -> bool:
    """Whether the library is installed."""
    return all(find_spec(name) is not None for name in _MODULES)


def draw(request: DiagramRequest) -> bytes:
    """Return the diagram as SVG. Raises ``Undrawn``."""
    import quickjs  # noqa: PLC0415 (an extra)

    if len(request.source) > LONGEST:
        raise Undrawn(f"it has more than {LONGEST:,} characters")
    if request.kind not in KINDS:
        raise Undrawn(f"diagrams of the kind '{request.kind[:40]}' are not drawn")
    with _utc():
        try:
            engine = _engine(request.family, json.dumps(request.widths))
            reply: Any = json.loads(engine.eval(f"renderRequest({json.dumps(request.source)},{{}})"))
        except quickjs.JSException as error:
            _engine.cache_clear()  # what is left of it may be broken
            raise Undrawn(f"the library stopped: {str(error).partition(chr(10))[0]}") from error
    if "error" in reply:
        raise Undrawn(_reason(reply["error"]))
    return finished(reply["result"]["svg"], request.family, request.widths, request.colours)


def _reason(error: Mapping[str, Any]) -> str:
    message = str(error["message"]).partition("\n")[0].rstrip(":. ")
    place = f", line {error['line']}" if error.get("line") and "line" not in message else ""
    return f"{message[:1].lower()}{message[1:]}{place}"


@lru_cache(maxsize=4)
def _engine(family: str, widths: str) -> Any:
    """Return an engine with the library in it."""
    import mermaid_render  # noqa: PLC0415 (an extra)
    import quickjs  # noqa: PLC0415

    base = Path(mermaid_render.__file__).parent
    engine = quickjs.Context()
    engine.set_memory_limit(_MEMORY)
    engine.set_time_limit(_SECONDS)
    engine.eval((base / "pele/pele.global.js").read_text("utf-8"))
    engine.eval(f"globalThis.fontMetrics={widths}")
    engine.eval((base / "renderer.js").read_text("utf-8").replace("'Noto Sans'", json.dumps(family)))
    return engine


@contextmanager
def _utc() -> Iterator[None]:
    """Set the time zone in which the engine reads dates: the same drawing on every machine."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    _tell_time()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        _tell_time()


def _tell_time() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
