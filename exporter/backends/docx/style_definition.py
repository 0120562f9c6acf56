"""The definition of a style, and its element (17.7.4.17).

Names are those that Word shows in English; names of Word's own styles are written as its files have them
(``heading 1``), since Word knows them by these in every language.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from exporter.ooxml.elements import Element, element, properties
from exporter.ooxml.names import qname


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleDefinition:
    """The definition of one style; ``shown`` puts it into Word's gallery, ``alias`` is its name in files by Pandoc."""

    name: str
    alias: str = ""
    kind: str = "paragraph"
    based: str | None = "Normal"
    following: str | None = None
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    table: tuple[Element, ...] = ()
    shown: bool = True
    default: bool = False

    @property
    def based_on(self) -> str | None:
        """The name of the style that this one is based on, None for a kind's default style."""
        if self.default:
            return None
        return "Default Paragraph Font" if self.kind == "character" and self.based == "Normal" else self.based


def style_id(name: str) -> str:
    """Return the id of a style: its words without blanks, each with a capital, as Word makes them."""
    return _IDS.get(name) or "".join(word[:1].upper() + word[1:] for word in name.split())


_IDS = {"annotation text": "CommentText", "annotation reference": "CommentReference"}
_IDS |= {f"toc {level}": f"TOC{level}" for level in range(1, 10)}


def style_element(style: StyleDefinition) -> Element:
    """Return the ``w:style`` of a style."""
    own = not style.name.lower().startswith(_BUILT_IN)
    children = [
        element("w:name", val=style.name),
        element("w:aliases", val=style.alias) if style.alias else None,
        element("w:basedOn", val=style_id(style.based_on)) if style.based_on else None,
        element("w:next", val=style_id(style.following)) if style.following else None,
        element("w:uiPriority", val=1 if style.shown else 99),
        element("w:qFormat") if style.shown else None,
        properties("w:pPr", map(deepcopy, style.paragraph)),
        properties("w:rPr", [*map(deepcopy, style.run), *for_complex_scripts(style.run)]),
        *map(deepcopy, style.table),
    ]
    flags = {"default": 1 if style.default else None, "customStyle": 1 if own else None}
    return element("w:style", *children, type=style.kind, styleId=style_id(style.name), **flags)


_BUILT_IN = (
    *("normal", "title", "subtitle", "heading ", "toc ", "hyperlink", "followedhyperlink", "footnote ", "annotation "),
    *("caption", "quote", "header", "footer", "list paragraph", "table grid"),
    *("default paragraph font", "no list", "normal table", "balloon text"),
)


def for_complex_scripts(run: Iterable[Element]) -> list[Element]:
    """Return weight, slant and size once more: scripts such as Arabic have properties of their own for them."""
    return [element(f"w:{_COMPLEX[tag]}", val=part.get(VALUE)) for part in run if (tag := _local(part)) in _COMPLEX]


_COMPLEX = {"b": "bCs", "i": "iCs", "sz": "szCs"}
VALUE = qname("w:val")


def _local(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]
