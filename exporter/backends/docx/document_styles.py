"""The styles of a document, by their names in Word."""

from copy import deepcopy
from itertools import count

from exporter.backends.docx.formatting import measure
from exporter.backends.docx.style_definition import StyleDefinition, style_element
from exporter.ooxml.elements import Element, element, set_child
from exporter.ooxml.names import qname

_ID, _KIND, _DEFAULT, _VALUE = qname("w:styleId"), qname("w:type"), qname("w:default"), qname("w:val")
_FRAME = (qname("w:pBdr"), qname("w:shd"))


class DocumentStyles:
    """The styles by name, in capitals or not; each is looked up once."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: dict[str, Element] = {}
        self._names: dict[str, str] = {}
        self._indents: dict[str, tuple[int, int]] = {}
        for style in root.iterfind(qname("w:style")):
            name = style.find(qname("w:name"))
            if name is not None:
                self._add(str(name.get(_VALUE)), style)

    def add_missing(self, wanted: list[StyleDefinition]) -> list[str]:
        """Add the missing ones of ``wanted`` and return their names.

        A style of another kind with the same name (of characters instead of paragraphs) gets another name.
        """
        missing = [style for style in wanted if not self._has(style)]
        for style in missing:
            old = self.elements.pop(style.name.lower(), None)
            if old is not None:
                self._add(f"{style.name} ({old.get(_KIND)})", old)
            self._add(style.name, style_element(style))
            self.root.append(self.elements[style.name.lower()])
        for style in missing:
            self._relate(style)
        return [style.name for style in missing]

    def _has(self, style: StyleDefinition) -> bool:
        found = self.elements.get(style.name.lower())
        return found is not None and found.get(_KIND, "paragraph") == style.kind

    def _add(self, name: str, style: Element) -> None:
        key = str(style.get(_ID))
        if self._names.get(key, name) != name:
            key = next(other for number in count(1) if (other := f"{key}{number}") not in self._names)
            style.set(_ID, key)
        self.elements.setdefault(name.lower(), style)
        self._names[key] = name
        found = style.find(qname("w:name"))
        if found is not None:
            found.set(_VALUE, name)

    def _relate(self, style: StyleDefinition) -> None:
        """Point an added style to the styles of this document, whose ids may be in another language."""
        made = self.elements[style.name.lower()]
        for tag in ("w:basedOn", "w:next"):
            found = made.find(qname(tag))
            name = style.following if tag == "w:next" else style.based_on
            if found is not None and name:
                found.set(_VALUE, self.id(name))
        if made.get(_DEFAULT) and sum(e.get(_DEFAULT) == "1" and e.get(_KIND) == style.kind for e in self.root) > 1:
            del made.attrib[_DEFAULT]

    def count_by(self, name: str, number: int) -> None:
        """Put a style's paragraphs into the list with this number."""
        for used in self.elements[name.lower()].iter(qname("w:numId")):
            used.set(_VALUE, str(number))

    def number_by(self, name: str, number: int, level: int) -> None:
        """Let a level of the list with this number count a style's paragraphs."""
        counted = element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=number))
        style = self.elements[name.lower()]
        own = style.find(qname("w:pPr"))
        set_child(set_child(style, "w:style", element("w:pPr")) if own is None else own, "w:pPr", counted)

    def counted_by(self, name: str) -> frozenset[int]:
        """Return the numbers of the lists that a style's paragraphs belong to."""
        return frozenset(measure(used.get(_VALUE)) for used in self.elements[name.lower()].iter(qname("w:numId")))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.elements

    def id(self, name: str) -> str:
        """Return the id of the style called ``name``."""
        return str(self.elements[name.lower()].get(_ID))

    def indents(self, name: str) -> tuple[int, int]:
        """Return a paragraph style's indents, left and right, in twips."""
        if name not in self._indents:
            self._indents[name] = self._read_indents(name)
        return self._indents[name]

    def _read_indents(self, name: str) -> tuple[int, int]:
        found = self.elements[name.lower()].find(f"{qname('w:pPr')}/{qname('w:ind')}")
        if found is None:
            base = self.base(name)
            return self.indents(base) if base else (0, 0)
        left = found.get(qname("w:left")) or found.get(qname("w:start"))
        right = found.get(qname("w:right")) or found.get(qname("w:end"))
        return measure(left), measure(right)

    def size(self, name: str) -> int:
        """Return the size of a style's letters, or of the style that it is based on, in half points; 0 for none."""
        found = self.elements[name.lower()].find(f"{qname('w:rPr')}/{qname('w:sz')}")
        if found is not None:
            return measure(found.get(_VALUE))
        base = self.base(name)
        return self.size(base) if base else 0

    def base(self, name: str) -> str:
        """Return the name of the style that a style is based on, or an empty string."""
        found = self.elements[name.lower()].find(qname("w:basedOn"))
        return "" if found is None else self._names.get(str(found.get(_VALUE)), "")

    def keeps_next(self, name: str) -> bool:
        """Whether a paragraph style keeps with the next paragraph."""
        return self.elements[name.lower()].find(f"{qname('w:pPr')}/{qname('w:keepNext')}") is not None

    def frame(self, name: str) -> tuple[Element, ...]:
        """Return borders and ground of a paragraph style, as copies."""
        own = self.elements[name.lower()].find(qname("w:pPr"))
        return () if own is None else tuple(deepcopy(part) for part in own if part.tag in _FRAME)

    def run_properties(self, name: str) -> list[Element]:
        """Return the run properties of a style, as copies: for runs that have another style already."""
        own = self.elements[name.lower()].find(qname("w:rPr"))
        return [] if own is None else [deepcopy(part) for part in own]
