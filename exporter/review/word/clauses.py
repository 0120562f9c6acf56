"""Numbers of clauses as the reviewers saw them: those that Word counts for headings (ECMA-376 part 1, 17.9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.ooxml.elements import value
from exporter.ooxml.names import qname
from exporter.ooxml.package import Package
from exporter.review.word import wordml
from exporter.review.word.formats import WordStyles

_Element = etree._Element
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LEVELS: Final = 9
_MOST: Final = 3999  # a larger number has no Roman numeral


def clause_numbers(package: Package) -> dict[str, str]:
    """Return the printed numbers of paragraphs by the names of their bookmarks; inserted paragraphs do not count."""
    root = package.xml(package.main)
    styles, numbering = (next(package.related(kind), "") for kind in ("styles", "numbering"))
    lists = _Lists.read(package.xml(numbering) if numbering else None)
    known = WordStyles.read(package.xml(styles) if styles else None)
    found: dict[str, str] = {}
    for paragraph in () if root is None else root.iter(qname("w:p")):
        properties = paragraph.find(qname("w:pPr"))
        if properties is None or properties.find(f"{qname('w:rPr')}/{qname('w:ins')}") is not None:
            continue
        if number := lists.next(*_list_level(properties, known)):
            names = (mark.get(qname("w:name"), "") for mark in paragraph.iter(qname("w:bookmarkStart")))
            found.update(dict.fromkeys(names, number))
    return found


def _list_level(properties: _Element, styles: WordStyles) -> tuple[str, int]:
    """Return the list and level of a paragraph: its own, else those of its style."""
    chain = (link.paragraph for link in styles.chain(wordml.paragraph_style(properties)))
    sources = [p.find(qname("w:numPr")) for p in (properties, *chain) if p is not None]
    own = [p for p in sources if p is not None]
    number = next((found for p in own if (found := value(p, "w:numId"))), "")
    level = next((found for p in own if (found := value(p, "w:ilvl"))), "0")
    return number, int(level) if level.isdecimal() and len(level) < 2 else 0


@dataclass(slots=True)
class _Lists:
    """The lists of a document: the kind of each, the format, text and start of its levels, the state of counting."""

    kinds: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: "_Element | None") -> "_Lists":
        """Read a ``numbering.xml``, none if the part is missing."""
        made = cls()
        for kind in () if root is None else root.iterfind(qname("w:abstractNum")):
            made.levels[kind.get(qname("w:abstractNumId"), "")] = dict(_levels(kind))
        for number in () if root is None else root.iterfind(qname("w:num")):
            made.kinds[number.get(qname("w:numId"), "")] = value(number, "w:abstractNumId") or ""
        return made

    def next(self, number: str, level: int) -> str:
        """Return the number of the next paragraph of a list, without a full stop at its end; empty for a bullet."""
        kind = self.kinds.get(number, "")
        levels = self.levels.get(kind, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(kind, [0] * _LEVELS)
        for at in range(level):
            counts[at] = counts[at] or self._start(levels, at)
        counts[level] = counts[level] + 1 if counts[level] else self._start(levels, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        words = levels[level][1] if levels[level][0] != "bullet" else ""
        for at in range(level + 1):
            words = words.replace(f"%{at + 1}", _counted(counts[at], levels[at][0] if at in levels else "decimal"))
        return words.strip().rstrip(".")

    @staticmethod
    def _start(levels: dict[int, tuple[str, str, int]], level: int) -> int:
        return levels[level][2] if level in levels else 1


def _levels(kind: _Element) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in kind.iterfind(qname("w:lvl")):
        at, start = level.get(qname("w:ilvl"), ""), value(level, "w:start") or "1"
        if at.isdecimal() and int(at) < _LEVELS:
            first = int(start) if start.isdecimal() and len(start) < 5 else 1
            yield int(at), (value(level, "w:numFmt") or "decimal", value(level, "w:lvlText") or "", first)


def _counted(count: int, form: str) -> str:
    """Return a number in a format of Word (17.18.59), in digits for those of other scripts."""
    if form in ("none", "bullet"):
        return ""
    if form in ("upperLetter", "lowerLetter") and count:
        letters = chr(ord("a") + (count - 1) % 26) * min(9, 1 + (count - 1) // 26)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman") and 0 < count <= _MOST:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return str(count)


def _roman(count: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        words += letters * (count // size)
        count %= size
    return words
