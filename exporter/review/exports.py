"""The export that a reviewed file comes from: the one that its map names, or the one of its pages and section."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final

from exporter.model.export import Export, is_version
from exporter.model.paths import path_key
from exporter.ooxml.review_map import ReviewMap

_DOWNLOADED_AGAIN: Final = re.compile(r" ?\([0-9]{1,3}\)$")
"""Suffix that browsers add to the name of a file that they have already."""


def find_export(review_map: ReviewMap, planned: Iterable[Export], file: str) -> Export | None:
    """Find the export of a file in today's plan; None if there is none, or more than one.

    A map without a name (a redline, a file older than the name) is known by its pages and section; among several
    exports, the name of the ``file`` decides.
    """
    if review_map.export:
        return next((e for e in planned if path_key(e.known_as) == path_key(review_map.export)), None)
    files = set(review_map.files)
    own = [e for e in planned if files and files <= set(e.pages) and _shows(e, review_map)]
    named = [e for e in own if has_name(file, e)]
    return next((found[0] for found in (named, own) if len(found) == 1), None)


def _shows(export: Export, review_map: ReviewMap) -> bool:
    """Whether an export contains the part of its page that a map is for; that of a change request has no section."""
    if review_map.anchor and review_map.section:
        return export.section == review_map.anchor
    return export.heading == review_map.section


def has_name(file: str, export: Export) -> bool:
    """Whether a file has the name of an export, of any release, ignoring case, Unicode form and ``(1)``."""
    own = path_key(export.output.rpartition("/")[2])
    template = export.template.rpartition("/")[2]
    stem = PurePath(file).stem
    return any(path_key(name) == own or is_version(name, template) for name in (stem, _DOWNLOADED_AGAIN.sub("", stem)))


def describe_export(export: Export) -> str:
    """Name an export and its pages."""
    part = f", section '{export.heading}'," if export.section else ""
    return f"export '{export.output}'{part} of {', '.join(export.pages)}"
