"""Forms of paragraphs by style, outline level and numbering (ECMA-376 part 1, 17.3.1 and 17.9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from exporter.ooxml.names import qname
from exporter.ooxml.numbering import LIST_STEP
from exporter.ooxml.package import Package
from exporter.ooxml.paragraph_kinds import OTHER, PLAIN, kind_of, style_key
from exporter.review.word import wordml
from exporter.review.word.document import ParagraphForm
from exporter.review.word.formats import WordStyle, WordStyles

_Element = etree._Element
_UNCOUNTED: Final = ("bullet", "none")
_LEVELS: Final = 6  # of headings on a page
_FLOWING: Final = (PLAIN, OTHER)
_OF_LISTS: Final = ("list", "bodytextindent")  # styles whose plain paragraphs are indented as items are
_LISTABLE: Final = (*_FLOWING, "item", "cell", "footnote")


@dataclass(slots=True)
class ParagraphForms:
    """Forms of a document's paragraphs; ``formats`` holds the number formats of each list by level."""

    styles: WordStyles
    formats: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, package: Package, styles: WordStyles) -> "ParagraphForms":
        """Read the lists of a package."""
        part = next(package.related("numbering"), "")
        root = package.xml(part) if part else None
        return cls(styles, {} if root is None else _formats(root))

    def form(self, properties: "_Element | None") -> ParagraphForm:
        """Return the form of a paragraph with this ``w:pPr``."""
        style = wordml.paragraph_style(properties)
        chain = self.styles.chain(style)
        form = replace(_styled(chain, style), indent=_indent(properties))
        sources = [p for p in (properties, *(link.paragraph for link in chain)) if p is not None]
        outline = _number(next(_values(sources, "w:outlineLvl"), ""))
        if form.kind in _FLOWING and outline is not None and outline < _LEVELS:
            return replace(form, kind="heading", level=outline + 1)
        return self._listed(form, sources, direct=properties)

    def _listed(self, form: ParagraphForm, sources: "list[_Element]", direct: "_Element | None") -> ParagraphForm:
        """Return a form with its place in a list; the paragraph's own numbering wins over that of its style."""
        number = next(_values(sources, "w:numPr/w:numId"), "")
        without = form.kind == PLAIN or (form.kind == "item" and number == "0")
        if number in ("", "0") and without and style_key(form.style).startswith(_OF_LISTS):
            plain = replace(form, kind=PLAIN, level=-1, ordered=False)
            return plain if form.indent else replace(plain, indent=LIST_STEP)
        if number == "0":
            return replace(form, unnumbered=form.kind == "question")
        own = direct is not None and next(_values([direct], "w:numPr/w:numId"), "") != ""
        if not number or form.kind not in _LISTABLE:
            return replace(form, kind=OTHER) if own and form.kind in ("quote", "code") else form
        level = next(_values(sources, "w:numPr/w:ilvl"), "") or "0"
        formats = self.formats.get(number)
        if formats is None and not own:
            return form
        ordered = form.ordered if formats is None else formats.get(level, "bullet") not in _UNCOUNTED
        return replace(form, kind="item", level=_number(level) or 0, ordered=ordered)


def _styled(chain: list[WordStyle], style: str) -> ParagraphForm:
    """Return the form by the first style with a known name; of a foreign style based on plain text it is unknown."""
    names = [link.name for link in chain] or [style]
    for at, name in enumerate(names):
        kind, level, ordered = kind_of(name)
        if kind != OTHER and (at == 0 or kind != PLAIN):
            return ParagraphForm(names[0] or "Normal", kind, level, ordered)
    return ParagraphForm(names[0], OTHER)


def _indent(properties: "_Element | None") -> int:
    """Return the indent that a paragraph has by itself, 0 if it has none."""
    own = properties.find(qname("w:ind")) if properties is not None else None
    value = "" if own is None else own.get(qname("w:left")) or own.get(qname("w:start")) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _values(sources: "list[_Element]", path: str) -> Iterator[str]:
    """Yield the values of a property, the paragraph's own first."""
    steps = "/".join(qname(step) for step in path.split("/"))
    found = (source.find(steps) for source in sources)
    return (element.get(wordml.VALUE, "") for element in found if element is not None)


def _number(value: str) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 4 else None


def _formats(root: "_Element") -> dict[str, dict[str, str]]:
    """Return the number format of each level of each list."""
    kinds = {_id(kind): _levels(kind) for kind in root.iterfind(qname("w:abstractNum"))}
    linked = {_value(kind, "w:styleLink"): _id(kind) for kind in root.iterfind(qname("w:abstractNum"))}
    for kind in root.iterfind(qname("w:abstractNum")):  # lists of one style share levels (17.9.21)
        link = _value(kind, "w:numStyleLink")
        if link in linked and link:
            kinds[_id(kind)] = kinds[linked[link]]
    found = {}
    for number in root.iterfind(qname("w:num")):
        levels = kinds.get(_value(number, "w:abstractNumId"), {})
        found[number.get(qname("w:numId"), "")] = levels | _levels(number, "w:lvlOverride/")
    return found


def _id(kind: "_Element") -> str:
    return kind.get(qname("w:abstractNumId"), "")


def _levels(kind: "_Element", below: str = "") -> dict[str, str]:
    path = "/".join(qname(step) for step in f"{below}w:lvl".split("/"))
    return {level.get(qname("w:ilvl"), ""): _value(level, "w:numFmt") or "decimal" for level in kind.iterfind(path)}


def _value(element: "_Element", name: str) -> str:
    child = element.find(qname(name))
    return child.get(wordml.VALUE, "") if child is not None else ""
