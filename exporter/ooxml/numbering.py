"""Lists (ECMA-376 part 1, 17.9): the kinds of lists (``abstractNum``), and each list of a kind (``num``)."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.names import qname

LEVELS = 9
LIST_STEP = 340  # twips that each level of a list moves in: 6 mm


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """One level of a kind of list; ``left`` and ``hanging`` in twips, ``style`` the paragraph style bound to it.

    ``after`` stands between the number and the words: a ``tab`` or a ``space``.
    """

    text: str
    number_format: str = "bullet"
    left: int
    hanging: int
    after: str = "tab"
    style: str | None = None
    run: tuple[Element, ...] = ()


def abstract(number: int, levels: Sequence[ListLevel]) -> Element:
    """Return a kind of list; its ``w:nsid`` keeps it apart when texts are pasted between documents."""
    return element(
        "w:abstractNum",
        element("w:nsid", val=f"{0x5EC50000 + number:08X}"),
        element("w:multiLevelType", val="multilevel"),
        element("w:tmpl", val=f"{0x5EC60000 + number:08X}"),
        *(_level(at, level) for at, level in enumerate(levels)),
        abstractNumId=number,
    )


def _level(at: int, level: ListLevel) -> Element:
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val=level.number_format),
        element("w:pStyle", val=level.style) if level.style else None,
        element("w:suff", val=level.after),
        element("w:lvlText", val=level.text),
        element("w:lvlJc", val="left"),
        properties("w:pPr", [element("w:ind", left=level.left, hanging=level.hanging)]),
        properties("w:rPr", map(deepcopy, level.run)),
        ilvl=at,
    )


def instance(number: int, kind: int, starts: dict[int, int] | None = None) -> Element:
    """Return a list of a kind; ``starts`` gives the first number of each level that starts anew."""
    overrides = (
        element("w:lvlOverride", element("w:startOverride", val=start), ilvl=level)
        for level, start in sorted((starts or {}).items())
    )
    return element("w:num", element("w:abstractNumId", val=kind), *overrides, numId=number)


def nsid(kind: Element) -> str:
    """Return the number that identifies a kind of list after an office program has renumbered them."""
    found = kind.find(qname("w:nsid"))
    return str(kind.get(qname("w:abstractNumId")) if found is None else found.get(qname("w:val"))).upper()
