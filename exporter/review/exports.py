"""Which export a reviewed file is of: the one that its map names, else the one of its pages and section."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from exporter.model.export import Export
from exporter.model.paths import same
from exporter.ooxml.review_map import ReviewMap

_DOWNLOADED_AGAIN: Final = re.compile(r" ?\([0-9]{1,3}\)$")
"""Browsers put this behind the name of a file that they have already."""


def find_export(review_map: ReviewMap, planned: Iterable[Export], file: str) -> Export | None:
    """The export of today's plan that a file is of; None where there is none, or where several are meant.

    A map without a name (a redline, a file that was built before maps had one) is known by its pages and its section;
    where several exports have them, the name of the ``file`` decides.
    """
    if review_map.export:
        return next((e for e in planned if same(e.output) == same(review_map.export)), None)
    files = set(review_map.files)
    own = [e for e in planned if files and files <= set(e.pages) and _shows(e, review_map)]
    named = [e for e in own if has_name(file, e)]
    return next((found[0] for found in (named, own) if len(found) == 1), None)


def _shows(export: Export, review_map: ReviewMap) -> bool:
    """Whether an export shows the part of its page that a map is of."""
    if review_map.anchor:
        return export.section == review_map.anchor
    return export.heading == review_map.section


def has_name(file: str, export: Export) -> bool:
    """Whether a file has an export's own name: upper and lower case, accents' encoding and ``(1)`` do not count."""
    own = same(export.output.rpartition("/")[2])
    stem = PurePath(file).stem
    return own in (same(stem), same(_DOWNLOADED_AGAIN.sub("", stem)))


def describe_export(export: Export) -> str:
    """An export and its pages in words."""
    part = f", section '{export.heading}'," if export.section else ""
    return f"export '{export.output}'{part} of {', '.join(export.pages)}"
