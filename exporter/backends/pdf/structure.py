"""The tag tree of a PDF while it is written: elements, their kids and the marks on the pages.

ISO 32000-1, 14.7 (logical structure). pydyf keeps every object in a list; a reference ``b"12 0 R"`` is the index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pydyf

# pydyf has no types.
Dictionary: Any = pydyf.Dictionary
Array: Any = pydyf.Array
String: Any = pydyf.String
Stream: Any = pydyf.Stream

# Not PDF structure types: the finisher removes elements of the first, and puts the kids of the second in their place.
ARTIFACT, SPLICED = "/Artifact", "/Spliced"


def object_number(reference: object) -> int | None:
    """Return the object number of a reference, None for other values."""
    if isinstance(reference, bytes):
        return int(reference[:-4]) if reference.endswith(b" 0 R") else None
    return int(reference[:-4]) if isinstance(reference, str) and reference.endswith(" 0 R") else None


@dataclass(slots=True)
class StructureTree:
    """One file's structure tree."""

    pdf: Any

    def find(self, reference: object) -> Any:
        """Return the object of ``reference``, None for other values."""
        index = object_number(reference)
        return None if index is None else self.pdf.objects[index]

    def element(self, reference: object) -> Any:
        """Return the structure element of ``reference``, None for other objects."""
        found = self.find(reference)
        return found if isinstance(found, dict) and found.get("Type") == "/StructElem" else None

    def annotation(self, reference: object) -> Any:
        """Return the reference of the annotation in an object reference (OBJR), None for other kids."""
        found = self.find(reference)
        return found["Obj"] if isinstance(found, dict) and found.get("Type") == "/OBJR" else None

    def elements(self, element: Any) -> Iterator[Any]:
        """Yield the elements directly inside ``element``."""
        return (kid for kid in map(self.element, element["K"]) if kid is not None)

    def spliced(self, element: Any) -> Iterator[Any]:
        """Yield the kids of ``element``, with the kids of spliced elements in place of these."""
        for kid in element["K"]:
            inner = self.element(kid)
            if inner is None or inner["S"] != SPLICED:
                yield kid
                continue
            for below in self.spliced(inner):
                if (moved := self.element(below)) is not None:
                    moved["P"] = element.reference
                yield below

    def add(self, kind: str, parent: Any, kids: list[Any]) -> Any:
        """Return a new element between ``parent`` and some of its ``kids``; the caller puts it into the parent."""
        made = Dictionary(
            {"Type": "/StructElem", "S": kind, "K": Array(kids), "Pg": parent["Pg"], "P": parent.reference}
        )
        self.pdf.add_object(made)
        self.move(kids, made)
        return made

    def move(self, kids: Iterable[object], parent: Any) -> None:
        """Name ``parent`` in elements among ``kids``; the caller puts them into it."""
        for kid in map(self.element, kids):
            if kid is not None:
                kid["P"] = parent.reference

    @property
    def root(self) -> Any:
        """The structure tree root."""
        return self.find(self.pdf.catalog["StructTreeRoot"])

    @property
    def document(self) -> Any:
        """The element that holds all others."""
        return self.find(self.root["K"][0])
