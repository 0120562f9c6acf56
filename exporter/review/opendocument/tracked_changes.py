"""Changed regions of an OpenDocument text (part 3, 5.5), and those that are open at a place of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.review.opendocument.names import child_text, oname
from exporter.review.word.document import RevisionMark

_Element = etree._Element
_ABOUT: Final = (oname("office:change-info"), oname("text:insertion"))
_INSERTION, _FORMAT, _DELETION = "insertion", "format-change", "deletion"


@dataclass(frozen=True, slots=True)
class ChangedRegion:
    """A change: its kind, its mark, the words that it deleted, and the insertion that these were."""

    kind: str
    by: RevisionMark
    content: Sequence[_Element] = ()
    inserted: RevisionMark | None = None


@dataclass(slots=True)
class ChangedRegions:
    """The changed regions of a document by their ids, and the open ranges of insertions and formats."""

    known: dict[str, ChangedRegion] = field(default_factory=dict)
    _open: dict[str, dict[str, RevisionMark]] = field(default_factory=lambda: {_INSERTION: {}, _FORMAT: {}})

    def read(self, root: _Element) -> None:
        """Read the regions of a text."""
        for region in root.iter(oname("text:changed-region")):
            name = region.get(oname("text:id")) or region.get(oname("xml:id")) or ""
            if len(region):
                self.known[name] = _region(region[0])

    def start(self, name: str) -> None:
        """Begin the range of a change."""
        region = self.known.get(name)
        if region is not None and region.kind in self._open:
            self._open[region.kind][name] = region.by

    def end(self, name: str) -> None:
        """End the range of a change."""
        for ranges in self._open.values():
            ranges.pop(name, None)

    def deletion(self, name: str) -> ChangedRegion | None:
        """Return a deletion, once: one that names itself would never end."""
        region = self.known.get(name)
        return self.known.pop(name) if region is not None and region.kind == _DELETION else None

    @property
    def inserted(self) -> RevisionMark | None:
        """The insertion that is open."""
        return next(iter(self._open[_INSERTION].values()), None)

    @property
    def formatted(self) -> RevisionMark | None:
        """The change of format that is open."""
        return next(iter(self._open[_FORMAT].values()), None)


def _region(element: _Element) -> ChangedRegion:
    kind = etree.QName(element).localname
    former = element.find(oname("text:insertion"))
    inserted = None if former is None else _mark(former, _INSERTION)
    content = [child for child in element if child.tag not in _ABOUT]
    return ChangedRegion(kind, _mark(element, kind), content, inserted)


def _mark(element: _Element, kind: str) -> RevisionMark:
    info = element.find(oname("office:change-info"))
    author, date = ("", "") if info is None else (child_text(info, "dc:creator"), child_text(info, "dc:date"))
    return RevisionMark(author, date, kind)
