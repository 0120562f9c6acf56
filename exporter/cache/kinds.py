"""The kinds of entries that the cache keeps, and the names that a cache folder is made of."""

import re
from enum import StrEnum

from exporter.cachedir import TAG
from exporter.disk import LEFTOVER


class Kind(StrEnum):
    """What an entry is. The value is the name of its folder."""

    RECORDS = "records"  # what is known of a project's pages and exports
    EARLY = "early"  # what the last run of a command read
    FILE = "file"  # a rendered file
    RENDERED = "rendered"  # pages, standards and findings of a rendered file
    PIXELS = "pixels"  # a converted picture
    FALLBACK = "fallback"  # the PNG of a drawing
    PICTURE = "picture"  # size and type of a converted picture
    REMOTE = "remote"  # a picture of another host


COUNTED = "size"  # the file that says how many bytes there were when they were last counted, with those added since
FONTS = "fonts"  # the folder of cut fonts, which has a mark and an owner of its own (``exporter.fonts.store``)

KIND = re.compile("|".join(Kind))
PREFIX = re.compile("[0-9a-f]{2}")
ENTRY = re.compile("[0-9a-f]{62}")
KEY = re.compile("[0-9a-f]{64}")


def is_top(name: str) -> bool:
    """Whether a cache folder has files or folders of this name directly below it."""
    return name in (COUNTED, FONTS, TAG) or any(pattern.fullmatch(name) for pattern in (KIND, LEFTOVER))
