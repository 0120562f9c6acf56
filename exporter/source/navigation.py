"""The navigation files of folders: ``.navigation.yml`` of Nuxt Content 3, ``_dir.yml`` of 2.

https://content.nuxt.com/docs/utils/query-collection-navigation: ``title`` names the folder, ``navigation: false`` takes
it out of the navigation, and keys may stand under ``navigation:``. ``order`` takes the place of the number in front of
a name. The site reads such a file as front matter, up to a line of three hyphens.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from exporter import yamltext
from exporter.config import Config, limit_values
from exporter.diagnostics import Code, Diagnostics, Severity
from exporter.disk import BOM
from exporter.model.characters import CONTROL, is_blank
from exporter.model.position import Places, Pos
from exporter.source.files import Missing, Refused, read_below

UNUSED = Code(
    "navigation-file",
    Severity.WARNING,
    "A folder's navigation file that cannot be read, or a value in it that cannot be used.",
    why="The folder's title and place in a book come from its name instead.",
    mend="Write 'title' as text, 'order' as a number, and 'navigation: false' to leave the folder out.",
)
CODES = (UNUSED,)

NAMES = (".navigation.yml", ".navigation.yaml", "_dir.yml", "_dir.yaml")
LARGEST = 100_000  # bytes: the files of real sites have a few lines
_FRONT = re.compile(r"(?:---[ \t]*\r?\n)?(.*?)(?=^---|\Z)", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Navigation:
    """A page's or folder's own say on the navigation.

    ``title`` is empty and ``order`` None if it does not say them; ``shown`` is false if it is left out.
    """

    title: str = ""
    order: float | None = None
    shown: bool = True


SILENT = Navigation()
ReadFolder = Callable[[str, Diagnostics], Navigation]
"""Takes a folder's path below the content folder, and the list of findings."""


def silent(_folder: str, _diagnostics: Diagnostics) -> Navigation:
    """Return the navigation of a folder without a file."""
    return SILENT


def of_page(data: Mapping[str, Any]) -> Navigation:
    """Return a page's navigation from its front matter: ``navigation: false``, or a mapping of keys."""
    return _navigation(data, {}, lambda *_: None)


def read_folder(config: Config, folder: str, diagnostics: Diagnostics) -> Navigation:
    """Return a folder's navigation by its file; faults in the file are findings at their lines."""
    for name in NAMES:
        path = config.content_folder / folder / name
        try:
            parts = path.relative_to(config.content_folder).parts
            data = read_below(config.content_folder, parts, LARGEST)
        except Missing:
            continue
        except (Refused, OSError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            diagnostics.add(UNUSED, f"cannot read '{config.shown(path)}': {reason}", None, "check the file")
            return SILENT
        return _parsed(data, path, config, diagnostics)
    return SILENT


def _parsed(data: bytes, path: Path, config: Config, diagnostics: Diagnostics) -> Navigation:
    shown = config.shown(path)
    text = data.removeprefix(BOM).decode("utf-8", "replace")
    block = _FRONT.match(text)
    assert block is not None, "the pattern fits any text"
    places = Places.of(shown, text)
    limits = limit_values.own(config, "yaml", yamltext.YamlLimits())
    read = yamltext.load(block[1], places, diagnostics, lambda at: block.start(1) + at, limits)
    if read is None:
        return SILENT

    def report(key: str, path: tuple[str, ...], wanted: str) -> None:
        place = read.places.get(path)
        pos: Pos | None = places.pos(*place.value) if place else None
        diagnostics.add(UNUSED, f"'{key}' in '{shown}' must be {wanted}", pos, "correct it, or take it out")

    return _navigation(read.value, read.value, report)


def _navigation(
    data: Mapping[str, Any], top: Mapping[str, Any], report: Callable[[str, tuple[str, ...], str], None]
) -> Navigation:
    """Return what ``data`` says under ``navigation``, and its ``title`` and ``order`` in ``top`` otherwise."""
    own = data.get("navigation")
    inner = own if isinstance(own, Mapping) else {}
    if own is not None and not isinstance(own, Mapping | bool):
        report("navigation", ("navigation",), "false or keys with values")
    title, order = (
        (inner[key], ("navigation", key)) if inner.get(key) is not None else (top.get(key), (key,))
        for key in ("title", "order")
    )
    words, number = _words(title[0]), _number(order[0])
    if title[0] is not None and not words:
        report("title", title[1], "text")
    if order[0] is not None and number is None:
        report("order", order[1], "a number")
    return Navigation(words, number, own is not False)


def _words(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or is_blank(str(value)):
        return ""
    return " ".join(CONTROL.sub("", str(value)).split())


def _number(value: Any) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return value if usable else None
