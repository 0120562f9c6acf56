"""Equations (ECMA-376 part 1, 22.1) as a reviewer's file has them: told apart by their parts and letters."""

from collections.abc import Iterator
from typing import Final

from exporter.ooxml.elements import Element
from exporter.ooxml.names import NAMESPACES, qname
from exporter.ooxml.package import digest_of

NOTHING: Final = "\u200b"  # a text without width in the place of a part that is not there
_MATH: Final = f"{{{NAMESPACES['m']}}}"
_SIGNS: Final = frozenset(qname(f"m:{name}") for name in ("chr", "begChr", "endChr", "sepChr"))
_DELETED: Final = frozenset((qname("w:del"), qname("w:moveFrom")))


def equation_digest(equation: Element) -> str:
    """Return the hash of an equation: of its parts and letters, not of its look, which word processors write anew."""
    inner = equation.findall(qname("m:oMath"))  # of one in a paragraph of its own, a line each
    content = "".join(part for one in inner or [equation] for part in _content(one))
    return digest_of(content.replace(NOTHING, "").encode())


def letters(equation: Element) -> str:
    """Return the letters of an equation beside each other, for people."""
    return "".join(_letters(equation)).replace(NOTHING, "")


def _letters(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == qname("m:t"):
            yield child.text or ""
        elif child.tag not in _DELETED:
            yield from _letters(child)


def _content(element: Element) -> Iterator[str]:
    """Yield the letters of an equation with a mark around each part that is no run."""
    for child in element:
        tag = str(child.tag)
        if tag == qname("m:t"):
            yield child.text or ""
        elif tag in _SIGNS:
            yield f"[{child.get(qname('m:val'), '')}]"
        elif tag in _DELETED:
            continue
        elif tag.startswith(_MATH) and tag != qname("m:r") and not tag.endswith("Pr"):
            yield f"<{tag.removeprefix(_MATH)}"
            yield from _content(child)
            yield ">"
        else:
            yield from _content(child)
