"""What no output may hold, whatever a page says: looked for in the web page, the Word file and the PDF."""

import base64
import hashlib
import io
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pikepdf
from lxml import etree

SCHEMES = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
ELEMENTS = {"object", "embed", "iframe", "frame", "base", "form", "applet", "template", "noscript", "audio"}
ELEMENTS |= {"video", "source", "foreignobject"}
ELEMENTS |= {"annotation-xml", "maction", "mglyph"}  # of MathML: HTML inside, actions, pictures
# The script and the data that the exporter writes itself; the content security policy has the script's hash.
OWN_TYPES = {"application/ld+json"}
FIELDS = re.compile(
    r"\s*(TOC|PAGE|NUMPAGES|PAGEREF|NOTEREF|REF|STYLEREF|DOCPROPERTY|TITLE|SEQ|HYPERLINK)\b[\w\s\\\"\-.*]*"
)
RUN = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Movie", "/Rendition", "/Sound"}


def faults(folder: Path) -> list[str]:
    """What is wrong with the files below an output folder."""
    looks = {".html": html_faults, ".docx": docx_faults, ".pdf": pdf_faults}
    files = (p for p in sorted(folder.rglob("*")) if p.suffix in looks and _regular(p))
    return [f"{p.name}: {fault}" for p in files for fault in looks[p.suffix](p.read_bytes())]


def _regular(path: Path) -> bool:
    """Whether it is a file of its own: what an attack put there as a link or a pipe is not read."""
    return stat.S_ISREG(path.lstat().st_mode)


def words(folder: Path) -> str:
    """The text of the web pages and of all parts of the Word files but fonts, markup and all."""
    return "\n".join(_text(p) for p in sorted(folder.rglob("*")) if p.suffix in (".html", ".docx") and _regular(p))


def _text(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        names = (name for name in package.namelist() if not name.endswith(".odttf"))
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in names)


def holds(folder: Path, secret: str) -> bool:
    """Whether any file has the words, however it is packed."""
    return any(secret.encode() in data for p in folder.rglob("*") if _regular(p) for data in _unpacked(p))


def _unpacked(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix in (".docx", ".epub"):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
    elif path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            streams = (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") != "/Image")
            yield from (bytes(s.read_bytes()) for s in streams)


def html_faults(data: bytes) -> Iterator[str]:
    """Elements that act, handlers, addresses of other schemes, and anything that a browser would load."""
    tree = html5lib.parse(data.decode(), namespaceHTMLElements=False)
    policy = next((e.get("content", "") for e in tree.iter("meta") if e.get("http-equiv")), "")
    if "default-src 'none'" not in policy:
        yield f"no policy that forbids loading ('{policy}')"
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.rpartition("}")[2].lower() in ELEMENTS:
            yield f"<{element.tag}>"
        if element.tag == "script" and element.get("type") not in OWN_TYPES and _hash(element.text) not in policy:
            yield "a script that the policy does not name"
        if element.tag == "link" and element.get("rel") not in ("icon", "canonical"):
            yield f"<link rel={element.get('rel')}>"
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield "a refresh"
        yield from _attribute_faults(element)


def _hash(script: str | None) -> str:
    return base64.b64encode(hashlib.sha256((script or "").encode()).digest()).decode()


def _attribute_faults(element: Any) -> Iterator[str]:
    for name, value in element.attrib.items():
        short = name.rpartition("}")[2].lower()
        if short.startswith("on") or short in ("srcdoc", "formaction", "ping", "background", "srcset"):
            yield f"{short}='{value[:40]}'"
        if short == "style" and re.search(r"url\(|expression|@import|[{}<]", value):
            yield f"style='{value[:60]}'"
        if short in ("src", "data", "poster") and not re.match(r"data:image/(png|jpeg|svg\+xml);base64,", value):
            yield f"{short}='{value[:60]}'"
        if short in ("href", "cite", "action") and not (re.match(r"#|data:(image/|,$)", value) or SCHEMES.match(value)):
            yield f"{short}='{value[:60]}'"


def docx_faults(data: bytes) -> Iterator[str]:
    """Relationships that leave the file other than by links, fields with words of content, active parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.search(r"vba|activex|embeddings|\.bin$", name, re.IGNORECASE):
                yield f"the part {name}"
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            for element in root.iter("{*}Relationship"):
                if element.get("TargetMode") == "External":
                    yield from _external_faults(element.get("Type", ""), element.get("Target", ""))
            for element in root.iter("{*}instrText", "{*}fldSimple"):
                code = element.text or element.get(f"{{{element.nsmap.get('w')}}}instr") or ""
                if not FIELDS.fullmatch(code):
                    yield f"the field {code[:60]}"


def _external_faults(kind: str, target: str) -> Iterator[str]:
    if not kind.endswith("/hyperlink"):
        yield f"an external {kind.rpartition('/')[2]} '{target}'"
    if not SCHEMES.match(target):
        yield f"a link to '{target}'"


def pdf_faults(data: bytes) -> Iterator[str]:
    """Actions other than going to an address of a known scheme, and files inside."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or "/OpenAction" in pdf.Root or "/AA" in pdf.Root:
            yield "an attachment or an action"
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Dictionary):
                continue
            if str(one.get("/S")) in RUN or "/JS" in one:
                yield f"the action {one.get('/S')}"
            if one.get("/Type") == "/Filespec":
                yield "a file"
            address = one.get("/URI")
            if isinstance(address, pikepdf.String) and not SCHEMES.match(str(address)):
                yield f"a link to '{address}'"
