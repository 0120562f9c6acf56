"""Reference documents that are refused: those of another kind, and those that would fetch or run something."""

import re

from exporter.backends.docx.links import safe_address
from exporter.ooxml import names
from exporter.ooxml.elements import Element
from exporter.ooxml.names import NAMESPACES, qname
from exporter.ooxml.package import Package, PackageError, Relationship

# fields that bring something from elsewhere, or start something (17.16.5)
_FETCHING = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)


def refuse(package: Package) -> None:
    """Raise ``PackageError`` where a package is no document, has macros, or reaches outside of itself."""
    name, kind = package.name, package.content_type(package.main)
    if "macroEnabled" in kind or any(package.related("vbaProject")):
        raise PackageError(f"'{name}' has macros")
    if kind not in (names.DOCUMENT_TYPE, names.TEMPLATE_TYPE):
        raise PackageError(f"'{name}' is no Word document, but {kind or 'of an unknown kind'}")
    if b"http://purl.oclc.org/ooxml/" in package.parts[package.main]:
        raise PackageError(f"'{name}' is a 'Strict Open XML Document'")
    for part in package.parts:
        for found in package.relationships(part).values():
            if found.external and found.kind != "hyperlink":
                raise PackageError(f"'{name}' fetches '{found.target}' (its {found.kind}, of the part '{part}')")


def refuse_story(content: Element, name: str, kind: str) -> None:
    """Raise ``PackageError`` where a field or a shape of a header or footer would fetch something."""
    codes = "".join(e.text or "" for e in content.iter(qname("w:instrText")))
    codes += " ".join(str(e.get(qname("w:instr"))) for e in content.iter(qname("w:fldSimple")))
    if found := _FETCHING.search(codes):
        raise PackageError(f"'{name}' has the field '{found[0].upper()}' in a {kind}")
    for shape in content.iter(f"{{{NAMESPACES['v']}}}*"):
        if address := shape.get("src") or shape.get(qname("o:href")):
            raise PackageError(f"'{name}' fetches '{address}' (a shape of a {kind})")


def address_of(link: Relationship, name: str) -> str:
    """Where a link leads; ``PackageError`` where no link of ours may."""
    address = safe_address(link.target)
    if address is None:
        raise PackageError(f"'{name}' has a link to '{link.target}' in a header or footer")
    return address
