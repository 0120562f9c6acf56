"""MathML of formulas in a PDF 2.0 file: files of their structure elements (ISO 32000-2, 14.13.6; WTPDF 1.0).

PDF/A-4 allows embedded files that are PDF/A themselves, and PDF/A-4f all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from exporter.backends.html.asset_addresses import asset_name
from exporter.backends.html.formula_pictures import formula_picture
from exporter.backends.html.mathml import mathml
from exporter.backends.pdf.structure import Array, Dictionary, Stream, String, StructureTree
from exporter.model.document import Document
from exporter.model.math import Math
from exporter.model.walk import every_node

_NAME: Final = "formula.mml"
_TYPE: Final = "/application#2Fmathml+xml"


def formulas_by_picture(document: Document) -> dict[str, bytes]:
    """Return the MathML of the document's formulas by the names of their pictures."""
    read = (node for node in every_node(document) if isinstance(node, Math) and node.read is not None)
    return {formula_picture(node.read.drawing).name: mathml(node).encode() for node in read if node.read}


@dataclass(slots=True)
class FormulaFiles:
    """The MathML to write into one file; equal formulas share it."""

    mathml: Mapping[str, bytes] = field(default_factory=dict)
    _files: dict[bytes, bytes] = field(default_factory=dict)  # references of file specifications by their MathML

    def attach(self, tree: StructureTree, element: Any) -> None:
        """Give the element of a formula its MathML."""
        data = self.mathml.get(asset_name(element.source.get("src", "")))
        if data is not None:
            if data not in self._files:
                self._files[data] = _file(tree.pdf, data)
            element["AF"] = Array([self._files[data]])


def _file(pdf: Any, data: bytes) -> bytes:
    stream = Stream(
        [data], {"Type": "/EmbeddedFile", "Subtype": _TYPE, "Params": Dictionary({"Size": len(data)})}, True
    )
    pdf.add_object(stream)
    specification = Dictionary({
        "Type": "/Filespec",
        "F": String(_NAME),
        "UF": String(_NAME),
        "EF": Dictionary({"F": stream.reference, "UF": stream.reference}),
        "AFRelationship": "/Supplement",
        "Desc": String("MathML"),
    })  # fmt: skip
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference
