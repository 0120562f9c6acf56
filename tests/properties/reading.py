"""Pages built in every format, and what of their words is neither in the text nor named by a finding."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5lib
import pypdf
from lxml import etree

from exporter.backends.base import Rendered
from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.build.rendering import Job, render, task_of
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.model.position import Places
from tests.end_to_end.extract import squeezed
from tests.properties.marks import MARK, Piece

CONFIGURATION = """\
site: {url: 'https://www.example.org', name: House}
math: true
exports:
  - {page: page.md, output: files/page}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'
FORMATS = ("docx", "html", "epub", "gfm", "text", "json")

Built = Mapping[str, tuple[str, tuple[Diagnostic, ...]]]


def built(folder: Path, text: str, formats: Iterable[str], files: Mapping[str, str] | None = None) -> Built:
    """The text of a page's file in each format, and the findings of its run; the format "validate" has none."""
    jobs, found = _jobs(folder, text, formats, files or {})
    results = {}
    for job in jobs:
        made = render(job)
        assert made.data is not None, [str(f) for f in made.findings]
        results[job.format] = (READERS[job.format](made.data), (*found, *made.findings))
    return results


def rendered(folder: Path, text: str, configuration: str = "") -> Rendered:
    """A page's PDF, with some lines of configuration."""
    jobs, _ = _jobs(folder, text, ("pdf",), {"exporter.yaml": CONFIGURATION + configuration})
    return render(jobs[0])


def _jobs(
    folder: Path, text: str, formats: Iterable[str], files: Mapping[str, str]
) -> tuple[list[Job], tuple[Diagnostic, ...]]:
    """The renderings of a page, and the findings before them."""
    for name, content in {
        "exporter.yaml": CONFIGURATION,
        "content/page.md": text,
        "content/public/dot.svg": PICTURE,
        **files,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    diagnostics = Diagnostics()
    project = open_project(folder, diagnostics, file=folder / "exporter.yaml")
    flow = Flow(project)
    (export,) = flow.plan(diagnostics)
    selected = flow.select(export)
    assert selected.document is not None, [str(f) for f in (*diagnostics, *selected.findings)]
    jobs = [task_of(project, selected, name, flow.settings.of(export, name)).job() for name in formats]
    return jobs, (*diagnostics, *selected.findings)


def lost(page: Piece, results: Built) -> Iterator[str]:
    """Each word of a page that a format neither has nor tells of, with where it stands."""
    places = Places.of("page.md", page.text)
    for name, (text, findings) in results.items():
        shown = set(MARK.findall(squeezed(text)))
        for word, names in page.names.items():
            if "Math" in names and ("alt" in names or name == "pdf"):  # drawn and spoken, or its source is shown
                continue
            if word not in shown and not any(
                _names(f, (word, *names)) for f in _about(page.text, word, findings, places)
            ):
                at = places.point(page.text.index(word))
                line = page.text.split("\n")[at.line - 1].strip()
                yield f"{name}: {word} ({', '.join(names)}), line {at.line}: {line}"


def _about(text: str, word: str, findings: Iterable[Diagnostic], places: Places) -> Iterator[Diagnostic]:
    line = places.point(text.index(word)).line
    return (f for f in findings if f.pos and f.pos.start.line <= line <= f.pos.end.line)


def _names(finding: Diagnostic, names: tuple[str, ...]) -> bool:
    said = f"{finding.message} {finding.subject or ''}".casefold().replace("-", "")
    return any(name.casefold().replace("-", "") in said for name in names)


# --- the words that a reader finds in a file of each format -------------------------------------------------------


def _pdf(data: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(data))
    return " ".join([*(page.extract_text() for page in reader.pages), *_descriptions(reader)])


def _descriptions(reader: pypdf.PdfReader) -> Iterator[str]:
    """The alternative texts of pictures, from the tag tree."""
    waiting: list[Any] = [reader.trailer["/Root"].get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield from [str(node["/Alt"])] if "/Alt" in node else []
            waiting.append(node.get("/K"))


def _docx(data: bytes) -> str:
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in package.namelist():
                for element in etree.fromstring(package.read(name)).iter():
                    kind = etree.QName(element).localname
                    texts += [element.text or ""] if kind == "t" else []
                    texts += [" "] if kind in ("p", "br", "tab") else []
                    texts += [f" {element.get('descr', '')} "] if kind == "docPr" else []
                    texts += [f" {v} " for k, v in element.items() if kind == "hyperlink" and k.endswith("tooltip")]
    return "".join(texts)


def _markup(root: Any) -> str:
    """The words of an HTML body, with those that browsers show or speak from attributes."""
    for element in root.iter():
        if element.tag in ("script", "style"):
            element.text = ""
    spoken = (element.get(name, "") for element in root.iter() for name in ("alt", "title"))
    return " ".join(["".join(root.itertext()), *spoken])


def _html(data: bytes) -> str:
    return _markup(html5lib.parse(data, namespaceHTMLElements=False).find("body"))


def _epub(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        pages = [book.read(n) for n in book.namelist() if n.endswith(".xhtml") and "nav" not in n]
    return " ".join(_html(page) for page in pages)


def _json(data: bytes) -> str:
    return " ".join(_strings(json.loads(data)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _strings(inside) if key not in ("anchor", "labels", "assets", "toc") else ()
    elif isinstance(value, list):
        yield "".join(f"{words} " for item in value for words in _strings(item))
    elif isinstance(value, str):
        yield value


READERS = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "epub": _epub,
    "gfm": lambda data: data.decode().replace("\\", ""),
    "text": bytes.decode,
    "json": _json,
}
