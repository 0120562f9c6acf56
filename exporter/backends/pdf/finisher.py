"""The last step before WeasyPrint writes a file: repair its tag tree, mark artifacts, set the PDF/UA mark.

Each function repairs one fault of WeasyPrint 70, some with the help of ``tags``. References: ISO 14289-1 (PDF/UA-1),
ISO 19005-3 (PDF/A-3), ISO 32000-1 (PDF 1.7).
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from exporter.backends.pdf import pdfua2, tag_shape
from exporter.backends.pdf.element_repairs import REPAIRS, complete, is_rest_of_link, is_superfluous, kids_for
from exporter.backends.pdf.formula_files import FormulaFiles
from exporter.backends.pdf.fragments import join_fragments
from exporter.backends.pdf.structure import ARTIFACT, Array, Dictionary, Stream, StructureTree

_DROPPED_WHEN_EMPTY = frozenset({"/NonStruct", "/Span", "/Div", "/P", "/Sect", "/Code", "/Reference"})
PRINT_FLAG = 4  # annotation flag, ISO 32000-1, table 165


@dataclass(slots=True)
class Finisher:
    """The repair of one file; WeasyPrint calls it with its document and the pydyf file."""

    marked: bool  # whether to set the PDF/UA mark
    formulas: FormulaFiles = field(default_factory=FormulaFiles)  # of PDF 2.0
    fault: str = ""  # the reason for which the tags do not allow it
    _second: bool = False  # whether it is of PDF 2.0
    _kept: set[bytes] = field(default_factory=set)  # references of elements that stay in the tree
    _names: list[tuple[str, Any, Any]] = field(default_factory=list)  # element ids, with the elements
    _heirs: dict[bytes, bytes] = field(default_factory=dict)  # elements by references of those that they absorbed
    _places: dict[str, Any] = field(default_factory=dict)  # elements by the names of places in them that are dropped
    _dropped: set[bytes] = field(default_factory=set)  # references of annotations that are removed

    def __call__(self, document: Any, pdf: Any) -> None:
        """Repair the file."""
        _disable_interpolation(pdf)
        if "StructTreeRoot" in pdf.catalog:
            tree = StructureTree(pdf)
            self._second = "Namespaces" in tree.root
            join_fragments(tree, tree.document)
            self._repair_element(tree, tree.document, in_link=False)
            artifacts = self._prune_parent_tree(tree, len(document.pages))
            self._repair_pages(tree, artifacts)
            self._add_id_tree(tree)
            if self._second and not pdfua2.Completion(tree, self._places, self.formulas).run():
                self.fault = "a link has no target"
            if self.marked:
                self.fault = self.fault or tag_shape.fault(tree)
                self.marked = not self.fault
        _set_print_flags(pdf)
        _deduplicate_attachments(pdf)
        if "Metadata" in pdf.catalog:
            self._write_marks(pdf)
        _free(pdf)
        _compress(pdf)

    def _write_marks(self, pdf: Any) -> None:
        """Put the PDF/UA mark into the existing ``rdf:RDF``; readers ignore a second one."""
        stream = StructureTree(pdf).find(pdf.catalog["Metadata"])
        text = b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in stream.stream).decode()
        if self.marked:
            mark = "" if "pdfuaid:part" in text else pdfua2.MARK if self._second else _PDFUA_MARK + _PDFUA_SCHEMA
            text = text.replace("</rdf:RDF>", f"{mark}{pdfua2.DECLARATIONS if self._second else ''}</rdf:RDF>", 1)
        else:
            text = _ENGINES_MARK.sub("", text)
        if "AF" not in pdf.catalog:  # PDF/A-4f is for files with attachments
            text = text.replace(' pdfaid:conformance="F"', "", 1)
        stream.stream[:] = [text.encode()]
        stream.compress = False  # some checkers read it only so

    # --- the tree ------------------------------------------------------------------------------------------------

    def _repair_element(self, tree: StructureTree, element: Any, *, in_link: bool) -> None:
        self._kept.add(element.reference)
        is_link = element["S"] == "/Link"
        if in_link:
            self._unlink(tree, element)
        if self._second and element["S"] == "/Span":
            pdfua2.set_type(element)
        if element["S"] in REPAIRS:
            REPAIRS[element["S"]](tree, element)
        if "ID" in element:
            self._names.append((element["ID"].string, element["ID"], element))
        kids, last = Array(), None
        for kid in tree.spliced(element):
            inner = tree.element(kid)
            if inner is None:
                kids.append(kid)
            elif inner["S"] == ARTIFACT:
                self._drop_artifact(tree, inner)
            else:
                self._repair_element(tree, inner, in_link=in_link or is_link)
                if not inner["K"] and inner["S"] in _DROPPED_WHEN_EMPTY:
                    self._drop(inner)
                    if (source := getattr(inner, "source", None)) is not None and source.get("id"):
                        self._places[source.get("id")] = element
                elif is_superfluous(inner, element):
                    tree.move(inner["K"], element)
                    kids.extend(kids_for(element, inner))
                    self._drop(inner, element)
                elif last is not None and is_rest_of_link(inner, last):
                    tree.move(inner["K"], last)
                    last["K"].extend(inner["K"])
                    self._drop(inner, last)
                else:
                    kids.append(kid)
                    last = inner
                    continue
            last = None
        element["K"] = kids
        complete(tree, element)

    def _drop(self, element: Any, heir: Any = None) -> None:
        """Take an element out of the file; ``heir`` has its content."""
        self._kept.discard(element.reference)
        element.free = "f"
        if heir is not None:
            self._heirs[element.reference] = heir.reference

    def _unlink(self, tree: StructureTree, element: Any) -> None:
        """Remove links that inline boxes inherit from a link: one annotation is enough (ISO 14289-1, 7.18.5)."""
        inner = [kid for kid in element["K"] if tree.annotation(kid)]
        self._dropped.update(tree.annotation(kid) for kid in inner)
        element["K"] = Array([kid for kid in element["K"] if kid not in inner])
        if element["S"] == "/Link":
            element["S"] = "/Span"

    def _drop_artifact(self, tree: StructureTree, element: Any) -> None:
        """Remove an element, and the links in it, from the tree."""
        for kid in element["K"]:
            if annotation := tree.annotation(kid):
                self._dropped.add(annotation)
            elif inner := tree.element(kid):
                self._drop_artifact(tree, inner)

    # --- pages ---------------------------------------------------------------------------------------------------

    def _prune_parent_tree(self, tree: StructureTree, pages: int) -> dict[int, set[int]]:
        """Remove elements that left the tree from the parent tree; return the marked content of artifacts by page."""
        numbers = tree.find(tree.root["ParentTree"])["Nums"]
        owners = {
            found["StructParent"]: getattr(found, "reference", None)
            for found in tree.pdf.objects
            if isinstance(found, dict) and "StructParent" in found
        }
        artifacts: dict[int, set[int]] = {}
        kept = Array()
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            if key >= pages:
                if owners.get(key) not in self._dropped:
                    kept.extend((key, self._heir(value)))
                continue
            value[:] = [self._heir(reference) for reference in value]
            gone = {mark for mark, reference in enumerate(value) if reference not in self._kept}
            for mark in gone:
                value[mark] = "null"
            if gone:
                artifacts[key] = gone
            kept.extend((key, value))
        numbers[:] = kept
        tree.root["ParentTreeNextKey"] = max(kept[::2], default=-1) + 1
        return artifacts

    def _heir(self, reference: bytes) -> bytes:
        """Return the element that has the content of an element now."""
        while (heir := self._heirs.get(reference)) is not None:
            reference = heir
        return reference

    def _repair_pages(self, tree: StructureTree, artifacts: dict[int, set[int]]) -> None:
        for at, reference in enumerate(tree.pdf.page_references):
            page = tree.find(reference)
            if self._dropped and "Annots" in page:
                page["Annots"] = Array([a for a in page["Annots"] if a not in self._dropped])
                if not page["Annots"]:
                    del page["Annots"]
            if at in artifacts:
                _mark_artifacts(tree.find(page["Contents"]).stream, artifacts[at])

    def _add_id_tree(self, tree: StructureTree) -> None:
        """Add the name tree of element ids (ISO 32000-1, 14.7.2)."""
        if self._names:
            entries = [
                part for _, name, element in sorted(self._names, key=_name_of) for part in (name, element.reference)
            ]
            names = Dictionary({"Names": Array(entries)})
            tree.pdf.add_object(names)
            tree.root["IDTree"] = names.reference


def _name_of(entry: tuple[str, Any, Any]) -> str:
    return entry[0]


def _mark_artifacts(stream: list[Any], marks: set[int]) -> None:
    """Turn tagged content that left the tree into artifacts (ISO 32000-1, 14.8.2.2)."""
    for at, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            kind = "/Layout" if stream[at - 1] == "/Figure" else "/Pagination"
            stream[at - 1 : at + 1] = ["/Artifact", Dictionary({"Type": kind})]


# --- the rest of the file ----------------------------------------------------------------------------------------


def _disable_interpolation(pdf: Any) -> None:
    """Turn off the interpolation of pictures (ISO 19005-3, 6.2.8)."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"
            mask = item.extra.get("SMask")
            if isinstance(mask, Stream):
                mask.extra["Interpolate"] = "false"


def _set_print_flags(pdf: Any) -> None:
    """Mark annotations for printing (ISO 19005-3, 6.3.2)."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = PRINT_FLAG


def _deduplicate_attachments(pdf: Any) -> None:
    """Name each attached file once in the catalog (WeasyPrint names it twice)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))


def _free(pdf: Any) -> None:
    """Number dropped objects as free ones (ISO 32000-1, 7.5.8.3).

    Otherwise pydyf counts them as objects of the object stream, and strict readers miss all objects behind them.
    """
    for item in pdf.objects:
        if item.free == "f" and item.number:
            item.number, item.generation = 0, 1


COMPRESSION = 6  # zlib's; 9 takes three times the time for a hundredth of the size


def _compress(pdf: Any) -> None:
    """Compress each stream once; pydyf compresses twice, for the file and for the file's identifier."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.compress:
            data = Stream(item.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            item.stream, item.compress = [zlib.compress(data, COMPRESSION)], False
            item.extra["Filter"] = "/FlateDecode"


# WeasyPrint writes it where PDF/UA is the only standard.
_ENGINES_MARK = re.compile(r'<rdf:Description [^>]*pdfuaid:part="[^>]*(?:/>|(?<!/)>.*?</rdf:Description>)', re.DOTALL)
_PDFUA_MARK = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    "</rdf:Description>"
)
# ISO 19005-3, 6.6.2.3: a property that XMP does not know is described in the file.
_PDFUA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
