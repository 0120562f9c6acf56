"""A Word file that gets more parts: all parts of a package as bytes, changed in place and written again."""

import posixpath
import re
from dataclasses import dataclass, field
from typing import IO, Final

from lxml import etree

from exporter.ooxml import archive, names
from exporter.ooxml.elements import Element, element, parse, root, serialize
from exporter.ooxml.package import PackageLimits, read_package, read_parts

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ITEM: Final = re.compile(r"customXml/item\d+\.xml")
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(slots=True)
class EditedPackage:
    """The parts of a Word file by their names, and the name of its main document part."""

    parts: dict[str, bytes] = field(repr=False)
    main: str

    @classmethod
    def read(cls, file: IO[bytes], name: str, limits: PackageLimits) -> "EditedPackage":
        """Read a DOCX within limits. Raises ``PackageError``."""
        package = read_package(file, name, limits)
        file.seek(0)
        return cls(read_parts(file, name, limits), package.main)

    def document(self) -> Element:
        """Return the root of the main document part."""
        return parse(self.parts[self.main])

    def set(self, part: str, root: Element) -> None:
        """Write a part anew."""
        self.parts[part] = serialize(root)

    def add(self, part: str, content_type: str, data: bytes) -> None:
        """Add a part, or write it anew."""
        self.parts[part] = data
        types = parse(self.parts[archive.CONTENT_TYPES])
        if all(entry.get("PartName") != f"/{part}" for entry in types):
            etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type})
            self.set(archive.CONTENT_TYPES, types)

    def relate(self, relationship: str, part: str) -> None:
        """Relate the main document part to another one, once."""
        folder, base = posixpath.split(self.main)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        known = parse(self.parts.get(path, archive.relationships({})))
        target = posixpath.relpath(part, folder)
        if all(entry.get("Target") not in (target, f"/{part}") for entry in known):
            ids = {entry.get("Id") for entry in known}
            own = next(f"rAdded{i}" for i in range(len(ids) + 1) if f"rAdded{i}" not in ids)
            etree.SubElement(known, f"{_RELATIONS}Relationship", {"Id": own, "Type": relationship, "Target": target})
            self.set(path, known)

    def add_custom_xml(self, item: str, namespace: str, data: bytes) -> None:
        """Add a custom XML part (15.2.5) with its properties, without which programs drop it on saving.

        It takes the place of a part that names the same namespace.
        """
        known = (part for part, old in self.parts.items() if _ITEM.fullmatch(part) and namespace.encode() in old)
        if (own := next(known, None)) is not None:
            self.parts[own] = data
            return
        number = next(i for i in range(1, len(self.parts) + 2) if f"customXml/item{i}.xml" not in self.parts)
        part, described = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
        properties = root("ds:datastoreItem", ds_itemID=item)
        properties.append(element("ds:schemaRefs", element("ds:schemaRef", ds_uri=namespace)))
        self.add(part, "application/xml", data)
        self.add(described, names.CUSTOM_XML_PROPERTIES_TYPE, serialize(properties))
        targets = {"rId1": (names.CUSTOM_XML_PROPERTIES, posixpath.basename(described))}
        self.parts[f"customXml/_rels/item{number}.xml.rels"] = archive.relationships(targets)
        self.relate(names.CUSTOM_XML, part)

    def data(self) -> bytes:
        """Return the file; equal parts give equal bytes."""
        return archive.write(self.parts)
