"""Styles of an OpenDocument text (part 3, 16 and 20): the form of a paragraph, and the visible traits of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from exporter.ooxml.numbering import LIST_STEP
from exporter.ooxml.paragraph_kinds import OTHER, PLAIN, kind_of
from exporter.review.opendocument.names import oname
from exporter.review.word.document import NO_TRAITS, ParagraphForm, Traits

_Element = etree._Element
_CODE: Final = re.compile(r"code|verbatim|source text|teletype", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_([0-9a-f]{1,4})_")
_LISTABLE: Final = (PLAIN, OTHER, "item", "cell", "footnote")
_LEVELS: Final = 6
_DEPTH: Final = 20  # most styles that a style is based on


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: its shown name, empty for an automatic one; its base, its traits, and its list."""

    name: str
    base: str
    traits: dict[str, bool]


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The place of a paragraph in lists: their depth from 1, the style of the outermost, whether it begins an item."""

    depth: int
    style: str
    begins: bool


@dataclass(slots=True)
class TextStyles:
    """The styles of a document by family and name, and the levels that count of its lists."""

    by_name: dict[tuple[str, str], _Style] = field(default_factory=dict)
    counting: dict[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, *roots: "_Element | None") -> "TextStyles":
        """Read the styles of the parts of a document."""
        made = cls()
        for root in roots:
            for style in () if root is None else root.iter(oname("style:style")):
                family, name = style.get(oname("style:family"), ""), style.get(oname("style:name"), "")
                made.by_name[family, name] = _style(style, automatic=_is_automatic(style))
            for kind in () if root is None else root.iter(oname("text:list-style")):
                levels = kind.iterfind(oname("text:list-level-style-number"))
                counting = (level for level in levels if level.get(oname("style:num-format")))
                numbers = frozenset(_number(level.get(oname("text:level"), "")) for level in counting)
                made.counting[kind.get(oname("style:name"), "")] = numbers
        return made

    def form(self, element: _Element, place: ListPlace | None) -> ParagraphForm:
        """Return the form of a ``text:p`` or ``text:h``."""
        found = self._styled(element.get(oname("text:style-name"), ""))
        level = _number(element.get(oname("text:outline-level"), ""))
        if found.kind in (PLAIN, OTHER) and element.tag == oname("text:h") and 0 < level <= _LEVELS:
            return ParagraphForm(found.style, "heading", level)
        if place is None or found.kind not in _LISTABLE:
            return found
        if not place.begins:
            return ParagraphForm(found.style, PLAIN, indent=LIST_STEP * place.depth)
        ordered = place.depth in self.counting.get(place.style, frozenset())
        return ParagraphForm(found.style, "item", place.depth - 1, ordered)

    def _styled(self, name: str) -> ParagraphForm:
        """Return the form by the first style with a known name; that of a foreign style is unknown."""
        names = [style.name for style in self._chain("paragraph", name) if style.name] or ["Standard"]
        for at, shown in enumerate(names):
            kind, level, ordered = kind_of(shown)
            if kind != OTHER and (at == 0 or kind != PLAIN):
                return ParagraphForm(names[0], kind, level, ordered)
        return ParagraphForm(names[0], OTHER)

    def traits(self, span: str, paragraph: str, around: Traits) -> Traits:
        """Return the traits of words in a span that its paragraph's style does not have."""
        chain = list(self._chain("text", span))
        if any(_CODE.search(style.name) for style in chain):
            inside = any(_CODE.search(style.name) for style in self._chain("paragraph", paragraph))
            return around if inside else frozenset("c")
        own: dict[str, bool] = dict.fromkeys(around, True)
        for style in reversed(chain):
            own |= style.traits
        base = self._all_traits("paragraph", paragraph)
        return frozenset(trait for trait, on in own.items() if on and not base.get(trait)) or NO_TRAITS

    def looks(self) -> Iterator[tuple[str, Traits]]:
        """Yield the name and traits of each paragraph style."""
        for (family, name), style in self.by_name.items():
            if family == "paragraph" and style.name:
                yield style.name, frozenset(t for t, on in self._all_traits(family, name).items() if on)

    def _all_traits(self, family: str, name: str) -> dict[str, bool]:
        return {k: v for style in reversed(list(self._chain(family, name))) for k, v in style.traits.items()}

    def _chain(self, family: str, name: str) -> Iterator[_Style]:
        for _ in range(_DEPTH):
            style = self.by_name.get((family, name))
            if style is None:
                return
            yield style
            name = style.base


def _is_automatic(style: _Element) -> bool:
    around = style.getparent()
    return around is not None and around.tag == oname("office:automatic-styles")


def _style(style: _Element, *, automatic: bool) -> _Style:
    name = style.get(oname("style:display-name")) or _decoded(style.get(oname("style:name"), ""))
    properties = style.find(oname("style:text-properties"))
    traits = {} if properties is None else dict(_traits(properties))
    return _Style("" if automatic else name, style.get(oname("style:parent-style-name"), ""), traits)


def _decoded(name: str) -> str:
    """Return a name without its escapes: ``Heading_20_1`` is ``Heading 1``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)


def _traits(properties: _Element) -> Iterator[tuple[str, bool]]:
    weight, slant = properties.get(oname("fo:font-weight")), properties.get(oname("fo:font-style"))
    if weight is not None:
        yield "b", weight in ("bold", "600", "700", "800", "900")
    if slant is not None:
        yield "i", slant in ("italic", "oblique")
    for trait, name in (("s", "style:text-line-through-style"), ("u", "style:text-underline-style")):
        if (line := properties.get(oname(name))) is not None:
            yield trait, line != "none"
    position = properties.get(oname("style:text-position"))
    if position is not None:
        first = position.split(" ")[0]
        yield "sup", first == "super" or (first.endswith("%") and first[:1] not in "-0")
        yield "sub", first == "sub" or first.startswith("-")
    ground = properties.get(oname("fo:background-color"))
    if ground is not None:
        yield "mark", ground != "transparent"


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 3 else 0
