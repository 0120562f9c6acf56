"""Bookmarks (ECMA-376 part 1, 17.13.6) and the numbers that annotations share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from exporter.ooxml.elements import Element, element

MAX_NAME = 40  # characters, as Word has it
_GENERATED = re.compile(r"_note_\d+", re.IGNORECASE)  # the bookmarks of footnotes
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9_]")


@dataclass(slots=True)
class AnnotationIds:
    """The ``w:id`` numbers of bookmarks and tracked changes: each once in a document, in order."""

    used: int = 0

    def next(self) -> int:
        """Return a number that no annotation has yet."""
        self.used += 1
        return self.used


@dataclass(slots=True)
class AnchorNames:
    """Names of bookmarks for anchors of the site.

    Word takes letters, digits and ``_``, 40 at most, and ignores case; the ``_`` in front hides these bookmarks in
    Word's dialog. Two anchors never get one name.
    """

    names: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def name(self, anchor: str) -> str:
        """Return the bookmark's name for ``anchor``, always the same one."""
        known = self.names.get(anchor)
        if known is None:
            known = f"_{_NOT_ALLOWED.sub('_', anchor)}"
            if len(known) > MAX_NAME or known.lower() in self.used or _GENERATED.fullmatch(known):
                known = f"{known[: MAX_NAME - 9]}_{sha256(anchor.encode()).hexdigest()[:8]}"
            self.names[anchor] = known
            self.used.add(known.lower())
        return known


def bookmark(name: str, number: int, inside: Iterable[Element] = ()) -> list[Element]:
    """Return ``inside`` between the two ends of a bookmark."""
    return [
        element("w:bookmarkStart", id=number, name=name),
        *inside,
        element("w:bookmarkEnd", id=number),
    ]
