"""Import of a user's reference document: its styles and layout, in a new package.

The import keeps styles, kinds of lists, settings, fonts, the theme, and the last section's page with its headers and
footers. It leaves out example text, properties, comments, macros and embedded objects, and refuses a document that
would fetch something from elsewhere: whoever opens a file for review gets what the exporter shows and nothing else.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from itertools import count

from exporter.backends.docx.build_reference import main_part
from exporter.backends.docx.formatting import measure
from exporter.backends.docx.links import safe_address
from exporter.ooxml import names
from exporter.ooxml.archive import RelatedPart, relationships, word_package
from exporter.ooxml.elements import Element, element, root, serialize
from exporter.ooxml.names import NAMESPACES, qname
from exporter.ooxml.package import MIB, Package, PackageError, PackageLimits, Relationship, read_binary, read_package
from exporter.ooxml.settings import settings_part

LIMITS = PackageLimits(part=16 * MIB, total=48 * MIB, parts=2000)
PICTURE_BYTES = 8 * MIB
_PARTS = {
    "styles": ("styles.xml", names.STYLES, names.STYLES_TYPE),
    "numbering": ("numbering.xml", names.NUMBERING, names.NUMBERING_TYPE),
    "settings": ("settings.xml", names.SETTINGS, names.SETTINGS_TYPE),
    "fontTable": ("fontTable.xml", names.FONT_TABLE, names.FONT_TABLE_TYPE),
    "theme": ("theme/theme1.xml", names.THEME, names.THEME_TYPE),
}
_HEADER_AND_FOOTER = {"header": (names.HEADER, names.HEADER_TYPE), "footer": (names.FOOTER, names.FOOTER_TYPE)}
_BINARIES = {"image": names.IMAGE, "font": names.FONT}
_PAGE_LAYOUT = ("pgSz", "pgMar", "pgBorders", "pgNumType", "vAlign", "titlePg", "bidi", "rtlGutter", "docGrid")
# settings about other parts of the package or its owner, or that the exporter decides
_DROPPED_SETTINGS = (
    *("writeProtection", "attachedTemplate", "mailMerge", "revisionView", "trackRevisions", "documentProtection"),
    *("saveThroughXslt", "footnotePr", "endnotePr", "docVars", "rsids", "attachedSchema", "updateFields"),
)
_MARKS = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "permStart",
    "permEnd",
)
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")
_OWN_IDS = 900_000  # first number of objects in headers and footers; the text counts from 1


@lru_cache(maxsize=4)
def import_reference(data: bytes, name: str) -> bytes:
    """Return the reference document called ``name`` as a new package; ``PackageError`` says what is wrong with it."""
    package = read_package(BytesIO(data), name, LIMITS)
    check_package(package)
    return Import(package, BytesIO(data)).word_file()


class Import:
    """The import of one package into a new one."""

    def __init__(self, package: Package, file: BytesIO) -> None:
        self.package = package
        self.file = file
        self.related: list[RelatedPart] = []
        self.indirect: dict[str, bytes] = {}
        self.content_types: dict[str, str] = {}
        self.ids = count(_OWN_IDS)
        self.lines: dict[str | None, str] = {}
        self.own_relations: dict[str, tuple[str, str]] = {}  # of the main part, beside those to ``related``
        self.addresses: list[str] = []  # ids of these that lead out

    def word_file(self) -> bytes:
        """Return the new package."""
        for kind, (target, relationship, content_type) in _PARTS.items():
            source = next(iter(self.package.related(kind)), None)
            found = self.xml(source) if source else None
            content = _MISSING[kind]() if found is None else serialize(self.cleaned(kind, found))
            if content:
                self.related.append(RelatedPart(target, relationship, content_type, content))
                self.relate(source, f"word/{target}")
        main = self.main()
        about = self.indirect, self.content_types, self.own_relations, self.addresses
        return word_package(main, self.related, *about)

    def main(self) -> bytes:
        """Return the main part: the layout of the last section alone."""
        return main_part(self.section())

    def further(self, kind: str, target: str) -> str:
        """Relate the main part to a part, or to an address, and return the relationship's id."""
        key = f"own{len(self.own_relations) + 1}"
        self.own_relations[key] = (kind, target)
        return key

    def outside(self, address: str) -> str:
        """Relate the main part to an address and return the relationship's id."""
        self.addresses.append(self.further(names.HYPERLINK, address))
        return self.addresses[-1]

    def xml(self, part: str) -> Element:
        """Return the root of a part."""
        found = self.package.xml(part)
        if found is None:
            raise PackageError(f"'{self.package.name}' is damaged: it has no part '{part}'")
        return found

    def cleaned(self, kind: str, found: Element) -> Element:
        """Return a part without content that is meaningless or harmful in another package."""
        if kind == "settings":
            _without(found, _DROPPED_SETTINGS)
        if kind == "styles":
            for style in found.findall(qname("w:style")):
                if not (style.get(qname("w:styleId")) and style.find(qname("w:name")) is not None):
                    found.remove(style)
        if kind == "numbering":
            numbers = [e.get(qname(f"w:{key}")) for tag, key in _COUNTED for e in found.iterfind(qname(f"w:{tag}"))]
            if not all(str(number).isdecimal() for number in numbers):
                raise PackageError(f"'{self.package.name}' is damaged: a list has no number")
        return found

    def section(self) -> Element:
        """Return the last section's page; headers and footers that it does not set come from the sections before it."""
        sections = list(self.xml(self.package.main).iter(qname("w:sectPr")))
        references = {}
        for found in (part for section in sections for part in section):
            name = str(found.tag).rpartition("}")[2]
            if name in ("headerReference", "footerReference"):
                references[name.removesuffix("Reference"), str(found.get(qname("w:type")))] = found.get(qname("r:id"))
        made = element("w:sectPr")
        for (kind, when), key in references.items():
            made.append(element(f"w:{kind}Reference", type=when, r_id=self.header_or_footer(kind, key)))
        page = {str(part.tag): part for part in (sections[-1] if sections else ())}
        made.extend(_portable(page[tag]) for tag in map(qname, (f"w:{name}" for name in _PAGE_LAYOUT)) if tag in page)
        return made

    def header_or_footer(self, kind: str, key: str | None) -> str:
        """Import a header or footer by its old relationship, once, and return the new one."""
        if key in self.lines:
            return self.lines[key]
        found = self.package.relationships(self.package.main).get(str(key))
        if found is None:
            raise PackageError(f"'{self.package.name}' is damaged: it has no {kind} '{key}'")
        content = self.renumbered(self.xml(found.target))
        refuse_fetching(content, self.package.name, kind)
        target = f"{kind}{sum(part.name.startswith(kind) for part in self.related) + 1}.xml"
        relationship, content_type = _HEADER_AND_FOOTER[kind]
        self.related.append(RelatedPart(target, relationship, content_type, serialize(content)))
        self.lines[key] = f"rId{len(self.related)}"
        self.relate(found.target, f"word/{target}")
        return self.lines[key]

    def renumbered(self, content: Element) -> Element:
        """Return a header or footer without marks of the old text, and with numbers that the text does not use."""
        _without(content, _MARKS)
        numbers = {qname("wp:docPr"): "id", **{qname(f"w:{tag}"): qname("w:id") for tag in _CHANGES}}
        for part in content.iter(*numbers):
            part.set(numbers[str(part.tag)], str(next(self.ids)))
        return content

    def relate(self, source: str | None, target: str) -> None:
        """Give the new part the relationships of the old one: pictures, fonts, and links that lead out."""
        known = self.package.relationships(source) if source else {}
        made, outside = {}, []
        for key, found in known.items():
            if found.external:
                made[key] = (names.HYPERLINK, safe_target(found, self.package.name))
                outside.append(key)
            elif found.kind in _BINARIES:
                made[key] = (_BINARIES[found.kind], f"/{self.binary(found.target)}")
            else:
                raise PackageError(f"'{self.package.name}' has an embedded {found.kind} in the part '{source}'")
        if made:
            folder, _, name = target.rpartition("/")
            self.indirect[f"{folder}/_rels/{name}.rels"] = relationships(made, outside)

    def binary(self, part: str) -> str:
        """Copy a picture or font and return its new name; one that two parts use is there twice."""
        suffix = part.rpartition(".")[2].lower()
        name = f"word/media/reference{len(self.content_types) + 1}.{suffix}"
        self.indirect[name] = read_binary(self.file, part, PICTURE_BYTES, self.package.name)
        self.content_types[f"/{name}"] = self.package.content_type(part) or "application/octet-stream"
        return name


_COUNTED = (("num", "numId"), ("abstractNum", "abstractNumId"))
_MISSING = {
    "styles": lambda: serialize(root("w:styles")),
    "numbering": lambda: serialize(root("w:numbering")),
    "settings": settings_part,
    "fontTable": bytes,
    "theme": bytes,
}


def _without(content: Element, tags: tuple[str, ...]) -> None:
    for found in list(content.iter(*(qname(f"w:{tag}") for tag in tags))):
        parent = found.getparent()
        if parent is not None:
            parent.remove(found)


def _portable(part: Element) -> Element:
    """Return a property of a section with its lengths in twips, and without relationships."""
    made = deepcopy(part)
    for key, value in _attributes(made):
        if key.startswith(f"{{{NAMESPACES['r']}}}"):
            del made.attrib[key]
        elif part.tag in (qname("w:pgSz"), qname("w:pgMar")) and not key.endswith(("}orient", "}code")):
            made.set(key, str(measure(value)))
    return made


def _attributes(part: Element) -> Iterator[tuple[str, str]]:
    yield from [(str(key), str(value)) for key, value in part.attrib.items()]


# fields that fetch something from elsewhere, or start something (17.16.5)
_FETCHING = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)


def check_package(package: Package) -> None:
    """Raise ``PackageError`` if a package is no document, has macros, or refers to files outside."""
    name, kind = package.name, package.content_type(package.main)
    if "macroEnabled" in kind or any(package.related("vbaProject")):
        raise PackageError(f"'{name}' has macros")
    if kind not in (names.DOCUMENT_TYPE, names.TEMPLATE_TYPE):
        raise PackageError(f"'{name}' is not a Word document, but {kind or 'of an unknown kind'}")
    if b"http://purl.oclc.org/ooxml/" in package.parts[package.main]:
        raise PackageError(f"'{name}' is a 'Strict Open XML Document'")
    for part in package.parts:
        for found in package.relationships(part).values():
            if found.external and found.kind != "hyperlink":
                raise PackageError(f"'{name}' fetches '{found.target}' (its {found.kind}, of the part '{part}')")


def refuse_fetching(content: Element, name: str, kind: str) -> None:
    """Raise ``PackageError`` if a field or a shape of a header, a footer or a text would fetch something."""
    codes = "".join(e.text or "" for e in content.iter(qname("w:instrText")))
    codes += " ".join(str(e.get(qname("w:instr"))) for e in content.iter(qname("w:fldSimple")))
    if found := _FETCHING.search(codes):
        raise PackageError(f"'{name}' has the field '{found[0].upper()}' in a {kind}")
    for shape in content.iter(f"{{{NAMESPACES['v']}}}*"):
        if address := shape.get("src") or shape.get(qname("o:href")):
            raise PackageError(f"'{name}' fetches '{address}' (a shape of a {kind})")


def safe_target(link: Relationship, name: str) -> str:
    """Return the address of a link; raise ``PackageError`` if links may not lead there."""
    address = safe_address(link.target)
    if address is None:
        raise PackageError(f"'{name}' has a link to '{link.target}'")
    return address
