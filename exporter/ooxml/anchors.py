"""Bookmarks (ECMA-376 part 1, 17.13.6) and the numbers that annotations share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from exporter.ooxml.elements import Element, element

MAX_NAME = 40  # characters, as Word has it
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_]")


@dataclass(slots=True)
class Annotations:
    """Gives out the ``w:id`` of bookmarks and tracked changes: each once in a document, in order."""

    used: int = 0

    def next(self) -> int:
        """A number that no annotation has yet."""
        self.used += 1
        return self.used


@dataclass(slots=True)
class AnchorNames:
    """Turns anchors of the site into names of bookmarks.

    Word takes letters, digits and ``_``, 40 at most, and tells no capitals from small letters; the ``_`` in front
    hides these bookmarks in Word's dialog. Two anchors never get one name.
    """

    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def name(self, anchor: str) -> str:
        """The bookmark's name for ``anchor``: always the same one."""
        known = self.names.get(anchor)
        if known is None:
            known = f"_{_NOT_ALLOWED.sub('_', anchor)}"
            if len(known) > MAX_NAME or known.lower() in self.taken:
                known = f"{known[: MAX_NAME - 9]}_{sha256(anchor.encode()).hexdigest()[:8]}"
            self.names[anchor] = known
            self.taken.add(known.lower())
        return known


def bookmark(name: str, number: int, inside: Iterable[Element] = ()) -> list[Element]:
    """``inside`` between the two ends of a bookmark."""
    return [
        element("w:bookmarkStart", id=number, name=name),
        *inside,
        element("w:bookmarkEnd", id=number),
    ]
