"""Formats and styles (ECMA-376 part 1, 17.7) as the few traits that a page can show.

A trait counts if it differs from the paragraph's own style: bold in a bold heading says nothing, nor does the style of
a keyword in a block of code. LibreOffice repeats the properties of the style in the runs it writes.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.review.word.document import NO_TRAITS, Traits

_TOGGLES: Final = {"w:b": "b", "w:i": "i"}
_FLAGS: Final = {"w:strike": "s", "w:dstrike": "s"}
_VERTICAL: Final = {"superscript": "sup", "subscript": "sub"}
_CODE: Final = re.compile(r"code|verbatim|source text|teletype", re.IGNORECASE)
_OFF: Final = frozenset(("0", "false", "off", "none"))
_VALUE: Final = qname("w:val")


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style: its name as people see it, its base, its own traits, and its paragraph properties."""

    name: str
    kind: str
    base: str
    traits: dict[str, bool]
    code: bool
    paragraph: "etree._Element | None" = None


@dataclass(slots=True)
class WordStyles:
    """Styles of a document by their ids."""

    by_id: dict[str, WordStyle] = field(default_factory=dict)
    _traits: dict[str, dict[str, bool]] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, root: "etree._Element | None") -> "WordStyles":
        """Read the styles of a ``styles.xml``, none if the part is missing."""
        elements = () if root is None else root.iterfind(qname("w:style"))
        return cls({e.get(qname("w:styleId"), ""): _style(e) for e in elements})

    def traits(self, style: str) -> dict[str, bool]:
        """Return the traits of a style and all its bases."""
        if style not in self._traits:
            chain = self.chain(style)
            self._traits[style] = {k: v for link in reversed(chain) for k, v in link.traits.items()}
        return self._traits[style]

    def format(self, properties: "etree._Element | None", paragraph_style: str) -> Traits:
        """Return the traits of a run with this ``w:rPr`` in a paragraph of this style."""
        if properties is None or len(properties) == 0:
            return NO_TRAITS
        base = self.traits(paragraph_style)
        reference = properties.find(qname("w:rStyle"))
        character = reference.get(_VALUE, "") if reference is not None else ""
        own = dict(self.traits(character)) if character else {}
        own.update(_direct(properties))
        found = {trait for trait, on in own.items() if on and not base.get(trait)}
        if character and self._is_code(character) and not self._is_code(paragraph_style):
            found = {"c"}
        return frozenset(found)

    def _is_code(self, style: str) -> bool:
        return any(link.code for link in self.chain(style))

    def chain(self, style: str) -> list[WordStyle]:
        """Return a style and its bases."""
        chain: list[WordStyle] = []
        while (found := self.by_id.get(style)) and found not in chain and len(chain) < 20:
            chain.append(found)
            style = found.base
        return chain


def _style(element: "etree._Element") -> WordStyle:
    properties = element.find(qname("w:rPr"))
    name = _child_value(element, "w:name")
    kind = element.get(qname("w:type"), "")
    return WordStyle(
        name=name,
        kind=kind,
        base=_child_value(element, "w:basedOn"),
        traits={} if properties is None else _direct(properties),
        code=bool(_CODE.search(name)),
        paragraph=element.find(qname("w:pPr")),
    )


def _child_value(element: "etree._Element", name: str) -> str:
    child = element.find(qname(name))
    return child.get(_VALUE, "") if child is not None else ""


def _direct(properties: "etree._Element") -> dict[str, bool]:
    """Return the traits that run properties name themselves."""
    traits: dict[str, bool] = {}
    for name, trait in (_TOGGLES | _FLAGS).items():
        child = properties.find(qname(name))
        if child is not None:
            traits[trait] = child.get(_VALUE, "1") not in _OFF
    underline = properties.find(qname("w:u"))
    if underline is not None:
        traits["u"] = underline.get(_VALUE, "none") not in _OFF
    highlight = properties.find(qname("w:highlight"))
    if highlight is not None:
        traits["mark"] = highlight.get(_VALUE, "none") not in _OFF
    vertical = _child_value(properties, "w:vertAlign")
    if vertical:
        traits.update({t: t == _VERTICAL.get(vertical) for t in _VERTICAL.values()})
    return traits
