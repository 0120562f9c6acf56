"""What a reader of a file finds in it: words, link targets and stressed words, taken out by other libraries."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import html5lib
import pypdf
from docx.oxml.ns import qn


@dataclass(frozen=True)
class Found:
    """The words of a file as one string, the targets of its links in order, its strong and its stressed words."""

    words: str
    links: tuple[str, ...]
    strong: str = ""
    stressed: str = ""


def squeezed(text: str) -> str:
    """A text without blanks and hyphens: how lines were broken does not count."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text.replace("\ufb01", "fi").replace("\ufb02", "fl"))


def extract(path: Path) -> Found:
    """What is in a PDF, a DOCX or an HTML file."""
    return {".pdf": from_pdf, ".docx": from_docx, ".html": from_html}[path.suffix](path)


def from_pdf(path: Path) -> Found:
    """The text of every page, the targets of its link annotations."""
    reader = pypdf.PdfReader(path)
    strong: list[str] = []
    stressed: list[str] = []

    def note(text: str, _matrix: Any, _position: Any, font: Any, _size: Any) -> None:
        name = str(font.get("/BaseFont", "")) if font else ""
        strong.extend([text] if "Bold" in name else [])
        stressed.extend([text] if "Italic" in name or "Oblique" in name else [])

    words = "\n".join(page.extract_text(visitor_text=note) for page in reader.pages)
    annotations = (a.get_object() for page in reader.pages for a in page.get("/Annots", ()))
    targets = (str(a["/A"]["/URI"]) for a in annotations if "/URI" in a.get("/A", {}))
    return Found(words, tuple(targets), "".join(strong), "".join(stressed))


def from_docx(path: Path) -> Found:
    """The text of the body, the targets of its hyperlinks."""
    document = docx.Document(str(path))
    body = document.element.body
    texts = body.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:p"))
    words = "".join((t.text or "") if t.tag == qn("w:t") else "\n" for t in texts)
    ids = (link.get(qn("r:id")) for link in body.iter(qn("w:hyperlink")))
    targets = tuple(document.part.rels[i].target_ref for i in ids if i)
    return Found(words, targets, _styled(body, "strong", "w:b"), _styled(body, "emphasis", "w:i"))


def _styled(body: Any, style: str, mark: str) -> str:
    """The text of the runs that have a character style, or the mark itself."""
    found = []
    for run in body.iter(qn("w:r")):
        named = [s.get(qn("w:val"), "").lower() for s in run.iter(qn("w:rStyle"))]
        if any(style in name for name in named) or next(run.iter(qn(mark)), None) is not None:
            found += [t.text or "" for t in run.iter(qn("w:t"))]
    return "".join(found)


def from_html(path: Path) -> Found:
    """The text of the page's body, the targets of its links."""
    root = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)
    body = root.find("body")
    for dropped in ("script", "style"):
        for parent in list(body.iter()):
            for child in parent.findall(dropped):
                child.text = ""
    targets = tuple(a.get("href", "") for a in body.iter("a"))
    strong, stressed = ("".join("".join(e.itertext()) for e in body.iter(tag)) for tag in ("strong", "em"))
    return Found("\n".join(body.itertext()), targets, strong, stressed)
