"""Lists: their kinds in the numbering part, and a ``w:num`` for each ordered list."""

from collections.abc import Sequence

from exporter.backends.docx.build_reference import QUESTIONS
from exporter.ooxml import numbering
from exporter.ooxml.elements import Element, element
from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LIST_STEP

_ID, _KIND, _VALUE = qname("w:numId"), qname("w:abstractNumId"), qname("w:val")
_ABSTRACT = qname("w:abstractNum")
_BEFORE_LISTS = (qname("w:numPicBullet"), _ABSTRACT)
_LISTS = (*_BEFORE_LISTS, qname("w:num"))


class Numbering:
    """The numbering part: the kinds of lists of the reference document, and the lists made so far."""

    step = LIST_STEP

    def __init__(self, root: Element, ours: Element) -> None:
        self.root = root
        self.added: list[Element] = []
        self.kinds = _merged(root, ours)
        self.known = frozenset(int(str(n.get(_ID))) for n in root.iterfind(qname("w:num")))
        self.last = max(self.known, default=0)
        self.shared: dict[int, int] = {}

    def shared_list(self, kind: int) -> int:
        """Return the one list for all bullet lists of a kind: they count nothing."""
        if kind not in self.shared:
            self.shared[kind] = self._add(kind, {})
        return self.shared[kind]

    def own_list(self, kind: int, level: int, start: int) -> int:
        """Return a new list that counts from ``start`` at its level."""
        return self._add(kind, {level: start})

    def new_kind(self, levels: Sequence[numbering.ListLevel]) -> int:
        """Add a kind of lists and return its only list."""
        kind = max((int(str(known.get(_KIND))) for known in self.root.iterfind(_ABSTRACT)), default=-1) + 1
        self.root.insert(sum(part.tag in _BEFORE_LISTS for part in self.root), numbering.abstract(kind, levels))
        self.last += 1
        self.added.append(numbering.instance(self.last, kind))
        return self.last

    def _add(self, kind: int, starts: dict[int, int]) -> int:
        self.last += 1
        self.added.append(numbering.instance(self.last, self.kinds[kind], starts))
        return self.last

    def mark_questions(self, sign: str) -> None:
        """Set the sign in front of questions, a word of the document's language."""
        for kind in self.root.iterfind(_ABSTRACT):
            if kind.get(_KIND) == str(self.kinds[QUESTIONS]):
                for text in kind.iter(qname("w:lvlText")):
                    text.set(_VALUE, sign)

    def write(self) -> None:
        """Put the new lists after the others, where the schema has them."""
        at = sum(part.tag in _LISTS for part in self.root)
        self.root[at:at] = self.added


def _merged(root: Element, ours: Element) -> dict[int, int]:
    """Return our kinds of lists by their ids in ``root``: found there by their ``w:nsid``, else added."""
    present = {numbering.nsid(kind): int(str(kind.get(_KIND))) for kind in root.iterfind(_ABSTRACT)}
    made = {}
    for kind in ours.findall(_ABSTRACT):
        own, sign = int(str(kind.get(_KIND))), numbering.nsid(kind)
        if sign not in present:
            present[sign] = max(present.values(), default=-1) + 1
            kind.set(_KIND, str(present[sign]))
            root.insert(sum(e.tag in _BEFORE_LISTS for e in root), kind)
        made[own] = present[sign]
    return made


def list_properties(number: int, level: int) -> Element:
    """Return the ``w:numPr`` of an item."""
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))
