"""An own judge of a tagged PDF: conditions of the Matterhorn Protocol that a machine can check, and those of PDF/UA-2.

It reads the written file with qpdf and shares nothing with the exporter. Numbers are the protocol's failure conditions;
those of PDF/UA-2 are clauses of ISO 14289-2.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
PDF2, PDF1 = "http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"
IN_PDF_2 = frozenset(
    re.findall(
        r"\w+",
        "Document DocumentFragment Part Sect Div Aside NonStruct P H1 H2 H3 H4 H5 H6 H Title FENote Sub Lbl Span Em"
        " Strong Link Annot Form Ruby RB RT RP Warichu WT WP L LI LBody Table TR TH TD THead TBody TFoot Caption Figure"
        " Formula",
    )
)
ONLY_IN_PDF_2 = frozenset({"DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong"})
IN_PDF_1 = (IN_PDF_2 - ONLY_IN_PDF_2) | frozenset(
    {"Art", "BlockQuote", "TOC", "TOCI", "Index", "Private", "Quote", "Note", "Reference", "BibEntry", "Code"}
)
PARTS = frozenset({"THead", "TBody", "TFoot"})
PARENTS = {  # 09-004 to 09-008: the elements that a part of a structure stands in
    "TH": {"TR"},
    "TD": {"TR"},
    "TR": {"Table", *PARTS},
    **{part: {"Table"} for part in PARTS},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
KIDS = {
    "Table": {"TR", "Caption", *PARTS},
    **{part: {"TR"} for part in PARTS},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
GROUPS = {"Document", "Part", "Sect", "Table", *PARTS, "TR", "L", "LI", "TOC", "TOCI"}  # without content of their own


@dataclass(slots=True)
class Judge:
    """The judgement of one file."""

    pdf: pikepdf.Pdf
    second: bool  # by PDF/UA-2
    faults: Counter[str] = field(default_factory=Counter)
    marks: set[tuple[Any, int]] = field(default_factory=set)  # marked content in the tree, by page
    links: set[Any] = field(default_factory=set)  # annotations in the tree
    levels: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def run(self) -> list[str]:
        """Return the faults, a line each."""
        root = self.pdf.Root
        self.unless(bool(root.get("/MarkInfo", {}).get("/Marked")), "06-001 not marked as tagged")
        self.unless(bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")), "07-001 the title is not shown")
        self.unless(TAG.fullmatch(str(root.get("/Lang", ""))) is not None, "11-006 no language")
        with self.pdf.open_metadata() as metadata:
            self.unless(bool(metadata.get("dc:title")), "06-003 no title")
        self.element(root.StructTreeRoot.K[0], "", None)
        steps = zip([0, *self.levels], self.levels, strict=False)
        self.unless(all(level <= before + 1 for before, level in steps), "14-003 a heading skips a level")
        self.unless(len(self.ids) == len(set(self.ids)), "19-004 an id stands twice")
        for page in self.pdf.pages:
            self.page(page)
        for item in self.outline() if self.second else ():
            self.unless("/SD" in item.get("/A", {}), "8.8 a bookmark has no place in the structure")
        return [f"{fault} ({count} times)" for fault, count in self.faults.items()]

    def unless(self, holds: bool, fault: str) -> None:
        """Count a fault that is there."""
        if not holds:
            self.faults[fault] += 1

    def outline(self) -> Iterator[Any]:
        """Yield the bookmarks."""
        waiting = [self.pdf.Root.get("/Outlines", {}).get("/First")]
        while waiting:
            if (item := waiting.pop()) is not None:
                yield item
                waiting += [item.get("/Next"), item.get("/First")]

    def element(self, element: Any, parent: str, page: Any) -> None:
        """Judge an element and those in it."""
        kind, page = str(element.S)[1:], element.get("/Pg", page)
        kids, inner = _kids(element), _elements(element)
        kinds = [str(kid.S)[1:] for kid in inner]
        self.structure(element, kind, kinds, parent)
        self.unless(kind not in GROUPS or len(inner) == len(kids), f"09 content directly in {kind}")
        for kid in kids:
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                mark = (page.objgen, kid) if isinstance(kid, int) else (kid.Pg.objgen, int(kid.MCID))
                self.unless(mark not in self.marks, "01 content stands twice in the tree")
                self.marks.add(mark)
            elif kid.get("/Type") == "/OBJR":
                self.links.add(kid.Obj.objgen)
                self.unless(kind == "Link", f"28-011 a link in {kind}")
            else:
                self.unless(kid.P.objgen == element.objgen, "09 an element names another parent")
                self.element(kid, kind, page)

    def structure(self, element: Any, kind: str, kinds: list[str], parent: str) -> None:
        """Judge an element by its type and the types of what it holds."""
        if self.second:
            space = str(element.get("/NS", {}).get("/NS", PDF1))
            self.unless(kind in (IN_PDF_2 if space == PDF2 else IN_PDF_1), f"8.2.4 {kind} is not in its namespace")
        else:
            self.unless(kind in IN_PDF_1, f"02-001 {kind} is no standard type")
        self.unless(parent in PARENTS.get(kind, {parent}), f"09 {kind} in {parent}")
        self.unless(set(kinds) <= KIDS.get(kind, set(kinds)), f"09 {kind} holds {', '.join(sorted(set(kinds)))}")
        if "/Lang" in element:
            self.unless(TAG.fullmatch(str(element.Lang)) is not None, "11-001 a passage has no valid language")
        match kind:
            case "Figure":
                self.unless(bool(str(element.get("/Alt", ""))), "13-004 a figure has no alternative text")
            case "H1" | "H2" | "H3" | "H4" | "H5" | "H6":
                self.levels.append(int(kind[1]))
            case "Table":
                self.table(element, kinds)
            case "TH":
                self.unless("/Scope" in element.get("/A", {}), "15-003 a header has no scope")
            case "L":
                labels = any(kid.S == "/Lbl" for item in _elements(element) for kid in _elements(item))
                told = "/ListNumbering" in element.get("/A", {})
                self.unless(told or not labels or not self.second, "8.2.5.25 a list does not tell its labels")
            case "Note" | "FENote":
                self.ids.append(str(element.get("/ID", "")))
                self.unless(bool(self.ids[-1]), "19-003 a note has no id")
                self.unless(self.second is (kind == "FENote"), f"8.2.5.14 a {kind}")
                if self.second:
                    back = [
                        link for link in element.get("/Ref", []) if element.objgen in _objects(link.get("/Ref", []))
                    ]
                    self.unless(bool(back), "8.2.5.14 a note has no reference to it")
            case "TOCI":
                self.unless("/Ref" in element or not self.second, "8.2.5.8 a line of contents has no target")
            case _:
                pass

    def table(self, table: Any, kinds: list[str]) -> None:
        """Judge the shape of a table."""
        self.unless("TBody" in kinds or not {"THead", "TFoot"} & set(kinds), "09 a head or foot without a body")
        rows = [
            row
            for part in _elements(table)
            for row in ([part] if part.S == "/TR" else _elements(part))
            if row.S == "/TR"
        ]
        widths, held = set(), Counter[int]()
        for at, row in enumerate(rows):
            cells = [cell.get("/A", {}) for cell in _elements(row)]
            widths.add(held[at] + sum(int(cell.get("/ColSpan", 1)) for cell in cells))
            for cell in cells:
                held.update(
                    {at + down: int(cell.get("/ColSpan", 1)) for down in range(1, int(cell.get("/RowSpan", 1)))}
                )
        self.unless(len(widths) <= 1, "15-003 rows of different widths")
        self.unless(all(at < len(rows) for at in held), "15 a cell leaves its table")

    def page(self, page: Any) -> None:
        """Judge the content of a page: each mark is in the tree, all else an artifact; each link is in the tree."""
        owners = self.owners(page)
        depth, seen = [], set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                mark = operands[1].get("/MCID") if len(operands) > 1 else None
                depth.append(mark is not None or str(operands[0]) == "/Artifact")
                if mark is not None:
                    seen.add(int(mark))
            elif name == "EMC":
                depth.pop()
            elif name in ("Tj", "TJ", "Do", "f", "S", "sh"):
                self.unless(any(depth), "01-005 content is neither tagged nor an artifact")
        found = {mark for objgen, mark in self.marks if objgen == page.objgen}
        self.unless(found <= seen, "01 the tree has content that the page does not have")
        self.unless(seen <= found, "01 marked content is not in the tree")
        self.unless(all(at < len(owners) and owners[at] is not None for at in found), "01 content has no parent")
        for annotation in page.get("/Annots", []):
            self.unless(annotation.objgen in self.links, "28-002 a link is not in the tree")
            self.unless(bool(str(annotation.get("/Contents", ""))), "28-004 a link has no description")
            self.unless(page.get("/Tabs") == "/S", "28-008 no order of links")
            inner = "/Dest" in annotation or annotation.get("/A", {}).get("/S") == "/GoTo"
            led = "/SD" in annotation.get("/A", {})
            self.unless(led or not inner or not self.second, "8.8 a link has no place in the structure")

    def owners(self, page: Any) -> list[Any]:
        """Return the owners of a page's marked content, by the parent tree."""
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        found = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True)).get(int(page.get("/StructParents", -1)))
        return [] if found is None else list(found)


def _kids(element: Any) -> list[Any]:
    """Return what is directly in an element."""
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return list(kids)
    return [] if kids is None else [kids]


def _elements(element: Any) -> list[Any]:
    """Return the elements directly in an element."""
    return [kid for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]


def _objects(elements: Any) -> list[Any]:
    return [element.objgen for element in elements]


def faults(data: bytes) -> list[str]:
    """Return a line for each condition that a tagged PDF does not meet."""
    with pikepdf.open(BytesIO(data)) as pdf:
        second = re.search(rb"pdfuaid:part(>|=\")2", pdf.Root.Metadata.read_bytes())
        return Judge(pdf, second is not None).run()
