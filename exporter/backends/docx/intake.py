"""What comes of a user's reference document into a file: its looks, in a package made anew.

Taken are styles, kinds of lists, settings, fonts, the theme, and the last section's page with its headers and footers.
Example text, properties, comments, macros and embedded objects stay behind, and a document that would fetch something
from elsewhere is refused: whoever opens a file for review gets what the exporter shows and nothing else.
"""

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from itertools import count

from exporter.backends.docx.formats import measure
from exporter.backends.docx.refusals import address_of, refuse, refuse_story
from exporter.backends.docx.template import main_part, settings_part
from exporter.ooxml import names
from exporter.ooxml.archive import Related, relationships, word_package
from exporter.ooxml.elements import Element, element, root, serialize
from exporter.ooxml.names import NAMESPACES, qname
from exporter.ooxml.package import MIB, Limits, Package, PackageError, read_binary, read_package

LIMITS = Limits(part=16 * MIB, total=48 * MIB, parts=2000)
PICTURE_BYTES = 8 * MIB
_SINGLE = {
    "styles": ("styles.xml", names.STYLES, names.STYLES_TYPE),
    "numbering": ("numbering.xml", names.NUMBERING, names.NUMBERING_TYPE),
    "settings": ("settings.xml", names.SETTINGS, names.SETTINGS_TYPE),
    "fontTable": ("fontTable.xml", names.FONT_TABLE, names.FONT_TABLE_TYPE),
    "theme": ("theme/theme1.xml", names.THEME, names.THEME_TYPE),
}
_RUNNING = {"header": (names.HEADER, names.HEADER_TYPE), "footer": (names.FOOTER, names.FOOTER_TYPE)}
_CARRIED = {"image": names.IMAGE, "font": f"{names.RELATIONSHIPS}/font"}
_PAGE = ("pgSz", "pgMar", "pgBorders", "pgNumType", "vAlign", "titlePg", "bidi", "rtlGutter", "docGrid")
# settings that speak of other parts of the package, of its owner, or of what the exporter decides
_LEFT_OUT = (
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
_OWN_IDS = 900_000  # what has a number in headers counts from here on, what stands in the text from 1


@lru_cache(maxsize=4)
def taken(data: bytes, name: str) -> bytes:
    """The reference document called ``name`` as a package of our own; ``PackageError`` says what is wrong with it."""
    package = read_package(BytesIO(data), name, LIMITS)
    refuse(package)
    return _Taking(package, BytesIO(data)).word_file()


class _Taking:
    """One package on its way into another."""

    def __init__(self, package: Package, file: BytesIO) -> None:
        self.package = package
        self.file = file
        self.related: list[Related] = []
        self.further: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.ids = count(_OWN_IDS)

    def word_file(self) -> bytes:
        """The new package."""
        for kind, (target, relationship, content_type) in _SINGLE.items():
            source = next(iter(self.package.related(kind)), None)
            found = self.xml(source) if source else None
            content = _MISSING[kind]() if found is None else serialize(self.tidied(kind, found))
            if content:
                self.related.append(Related(target, relationship, content_type, content))
                self.carry(source, f"word/{target}")
        section = self.section()
        return word_package(main_part(section), self.related, self.further, self.kinds)

    def xml(self, part: str) -> Element:
        """A part's root."""
        found = self.package.xml(part)
        if found is None:
            raise PackageError(f"'{self.package.name}' is damaged: it has no part '{part}'")
        return found

    def tidied(self, kind: str, found: Element) -> Element:
        """A part without what means nothing, or harm, in another package."""
        if kind == "settings":
            _without(found, _LEFT_OUT)
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
        """The last section's page; headers and footers that it does not have are those of the sections before it."""
        sections = list(self.xml(self.package.main).iter(qname("w:sectPr")))
        running = {}
        for found in (part for section in sections for part in section):
            name = str(found.tag).rpartition("}")[2]
            if name in ("headerReference", "footerReference"):
                running[name.removesuffix("Reference"), str(found.get(qname("w:type")))] = found.get(qname("r:id"))
        made = element("w:sectPr")
        for (kind, when), key in running.items():
            made.append(element(f"w:{kind}Reference", type=when, r_id=self.running(kind, key)))
        page = {str(part.tag): part for part in (sections[-1] if sections else ())}
        made.extend(_plain(page[tag]) for tag in map(qname, (f"w:{name}" for name in _PAGE)) if tag in page)
        return made

    def running(self, kind: str, key: str | None) -> str:
        """The new relationship to a header or footer, by its old one."""
        found = self.package.relationships(self.package.main).get(str(key))
        if found is None:
            raise PackageError(f"'{self.package.name}' is damaged: it has no {kind} '{key}'")
        content = self.numbered(self.xml(found.target))
        refuse_story(content, self.package.name, kind)
        target = f"{kind}{sum(part.name.startswith(kind) for part in self.related) + 1}.xml"
        relationship, content_type = _RUNNING[kind]
        self.related.append(Related(target, relationship, content_type, serialize(content)))
        self.carry(found.target, f"word/{target}")
        return f"rId{len(self.related)}"

    def numbered(self, content: Element) -> Element:
        """A header or footer without marks of the old text, and with numbers that the text does not have."""
        _without(content, _MARKS)
        numbers = {qname("wp:docPr"): "id", **{qname(f"w:{tag}"): qname("w:id") for tag in _CHANGES}}
        for part in content.iter(*numbers):
            part.set(numbers[str(part.tag)], str(next(self.ids)))
        return content

    def carry(self, source: str | None, target: str) -> None:
        """Give the new part the relationships of the old one: pictures, fonts, and links that lead out."""
        known = self.package.relationships(source) if source else {}
        made, outside = {}, []
        for key, found in known.items():
            if found.external:
                made[key] = (names.HYPERLINK, address_of(found, self.package.name))
                outside.append(key)
            elif found.kind in _CARRIED:
                made[key] = (_CARRIED[found.kind], f"/{self.binary(found.target)}")
            else:
                raise PackageError(f"'{self.package.name}' has an embedded {found.kind} in the part '{source}'")
        if made:
            folder, _, name = target.rpartition("/")
            self.further[f"{folder}/_rels/{name}.rels"] = relationships(made, outside)

    def binary(self, part: str) -> str:
        """Copy a picture or font and give its new name; one that two parts know is there twice."""
        suffix = part.rpartition(".")[2].lower()
        name = f"word/media/reference{len(self.kinds) + 1}.{suffix}"
        self.further[name] = read_binary(self.file, part, PICTURE_BYTES, self.package.name)
        self.kinds[f"/{name}"] = self.package.content_type(part) or "application/octet-stream"
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


def _plain(part: Element) -> Element:
    """A property of a section with its lengths in twips, and without relationships."""
    made = deepcopy(part)
    for key, value in _attributes(made):
        if key.startswith(f"{{{NAMESPACES['r']}}}"):
            del made.attrib[key]
        elif part.tag in (qname("w:pgSz"), qname("w:pgMar")) and not key.endswith(("}orient", "}code")):
            made.set(key, str(measure(value)))
    return made


def _attributes(part: Element) -> Iterator[tuple[str, str]]:
    yield from [(str(key), str(value)) for key, value in part.attrib.items()]
