"""The conditions of PDF/UA-1 (ISO 14289-1; the Matterhorn Protocol) that a file must meet to carry its mark.

The rules check the model, so that each finding stands at the line that causes it. Numbers in the docstrings are
Matterhorn checkpoints.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from exporter.backends.html.body import LOWEST_LEVEL, TOP_LEVEL
from exporter.backends.pdf import codes
from exporter.backends.pdf.tags import LONGEST
from exporter.diagnostics import Code, Diagnostic, Diagnostics, Severity, counted
from exporter.model.anchors import anchors_of
from exporter.model.document import Document
from exporter.model.languages import is_language
from exporter.model.nodes import AnyNode, Heading, Image, Link, QuestionAnswer, Table
from exporter.model.position import Pos
from exporter.model.table_grid import grid_of
from exporter.model.walk import every_node, plain_text

CONDITIONS = frozenset(code.name for code in codes.CONDITIONS)


@dataclass(frozen=True, slots=True)
class Fault:
    """A condition that the document does not meet."""

    code: Code
    message: str
    pos: Pos | None
    hint: str | None = None


def check(document: Document, diagnostics: Diagnostics) -> None:
    """Add a finding for each condition that the document does not meet."""
    nodes = tuple(every_node(document))
    for rule in RULES:
        for fault in rule(document, nodes):
            diagnostics.add(fault.code, fault.message, fault.pos or document.pos, fault.hint)


def is_met(findings: Iterable[Diagnostic]) -> bool:
    """Return whether a document with these findings meets the conditions."""
    return not any(finding.code in CONDITIONS for finding in findings)


def as_demanded(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings for a file that must have the mark: unmet conditions are errors."""
    for finding in findings:
        yield replace(finding, severity=Severity.ERROR) if finding.code in CONDITIONS else finding


def as_wanted(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings for a file that has the mark if the document allows it: unmet conditions name its absence.

    An error does not: there is no file.
    """
    for finding in findings:
        named = finding.code in CONDITIONS and finding.severity is not Severity.ERROR
        yield replace(finding, message=f"{finding.message}: the PDF has no PDF/UA mark") if named else finding


def _language(document: Document, nodes: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """11-006: the document's language is known."""
    if not is_language(document.language):
        hint = "give a BCP 47 tag such as 'en' or 'pt-BR' as 'language'"
        yield Fault(codes.LANGUAGE, f"no valid language: '{document.language}'", document.pos, hint)
    for node in nodes:
        tag = getattr(node, "lang", None)
        if tag is not None and not is_language(tag):
            yield Fault(codes.LANGUAGE, f"a passage has no valid language: '{tag}'", node.pos, "give a BCP 47 tag")


def _title(document: Document, _: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """06-003, 06-004: the document has a title."""
    if not document.title.strip():
        yield Fault(codes.TITLE, "the document has no title", document.pos, "give the page or the export a 'title'")


def _pictures(document: Document, nodes: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """13-004: each picture has alternative text or is decorative, and has its bytes."""
    for node in (*nodes, *([document.picture] if document.picture else [])):
        match node:
            case Image(asset=asset) if asset not in document.assets:
                yield Fault(codes.PICTURE, f"picture '{asset}' is missing", node.pos, "check its path")
            case Image(decorative=False, alt=alt) if not alt.strip():
                hint = "describe it in its 'alt' or the component's 'altImage'; alt=\"\" marks decoration"
                yield Fault(codes.ALT_TEXT, f"picture '{node.asset}' has no alternative text", node.pos, hint)
            case Image(decorative=False, alt=alt) if len(alt) > LONGEST:
                message = (
                    f"the alternative text of picture '{node.asset}' is cut behind {counted(LONGEST, 'character')}"
                )
                yield Fault(codes.ALT_TEXT, message, node.pos, "shorten it, and tell the rest in the text")
            case _:
                pass
    if document.logo and document.logo not in document.assets:
        yield Fault(codes.PICTURE, f"logo '{document.logo}' is missing", document.pos, "check its path")


def _headings(_: Document, nodes: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """14-003: headings go down one level at a time, from the title (level 1) on."""
    before = 1
    for node in nodes:
        if isinstance(node, Heading | QuestionAnswer):
            level = max(TOP_LEVEL, min(node.level, LOWEST_LEVEL))
            if level > before + 1:
                words = plain_text(node.children if isinstance(node, Heading) else node.question)
                message = f"heading '{words}' is of level {level}, but stands under one of level {before}"
                yield Fault(codes.HEADING_ORDER, message, node.pos, f"make it a heading of level {before + 1}")
            before = level


def _tables(_: Document, nodes: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """15-003 and ISO 14289-1, 7.5: all rows are equally wide, spans counted."""
    for node in nodes:
        if isinstance(node, Table):
            widths = set(grid_of(node).widths())
            if len(widths) > 1:
                message = f"rows of a table have {', '.join(map(str, sorted(widths)))} columns"
                yield Fault(codes.TABLE_SHAPE, message, node.pos, "give each row as many cells as the first")


def _links(_: Document, nodes: tuple[AnyNode, ...]) -> Iterator[Fault]:
    """28-005: each link has words, and each link inside the document has a target."""
    anchors = anchors_of(nodes)
    for node in nodes:
        if isinstance(node, Link):
            if not plain_text(node.children).strip() and not node.title.strip():
                yield Fault(codes.EMPTY_LINK, f"link to '{node.target}' has no words", node.pos, "put words into it")
            if node.target.startswith("#") and node.target[1:] not in anchors:
                yield Fault(codes.ANCHOR, f"no place '{node.target}' in this document", node.pos, "check the link")


RULES: tuple[Callable[[Document, tuple[AnyNode, ...]], Iterator[Fault]], ...] = (
    _language,
    _title,
    _pictures,
    _headings,
    _tables,
    _links,
)
