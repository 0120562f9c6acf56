"""The check of a document before its Word file is written: links, pictures, fonts, the reference document."""

from exporter.backends.docx.document_styles import DocumentStyles
from exporter.backends.docx.font_table import font_findings
from exporter.backends.docx.form import check_form
from exporter.backends.docx.links import link_fault
from exporter.backends.docx.opc import open_reference
from exporter.backends.docx.options import FORM_PATH, HEADERS, LINK, PICTURE, REFERENCE, RULES, STYLES, DocxOptions
from exporter.backends.docx.pictures import is_there
from exporter.backends.docx.reference import has_form, is_users, known_styles, reference
from exporter.backends.docx.table_headers import has_unmarked_headers
from exporter.diagnostics import Diagnostic, Diagnostics, counted
from exporter.model.anchors import anchors_of
from exporter.model.document import Document
from exporter.model.math import Grid, Math, formula_parts
from exporter.model.nodes import Image, Link, Table
from exporter.model.walk import every_node
from exporter.ooxml.package import PackageError
from exporter.theme.files import Theme


def check(document: Document, options: DocxOptions, theme: Theme) -> tuple[Diagnostic, ...]:
    """Return the findings, each once."""
    diagnostics = Diagnostics()
    if has_form(theme):
        check_form(theme.read(FORM_PATH), diagnostics)
    elif is_users(theme):
        _reference(options, theme, diagnostics)
    else:
        font_findings(document, options, theme, diagnostics)
    nodes = tuple(every_node(document))
    anchors = anchors_of(nodes)
    for node in (*([document.picture] if document.picture else []), *nodes):
        match node:
            case Link() if (fault := link_fault(node, anchors)) is not None:
                diagnostics.add(LINK, *fault)
            case Image() if not is_there(document, node):
                diagnostics.add(PICTURE, f"no picture '{node.asset}'", node.pos, "check its path")
            case Math() if _has_rules(node):
                message = "lines between columns or rows of an array in a formula"
                diagnostics.add(RULES, message, node.pos, "write brackets, or a table with formulas", subject="math")
            case Table() if has_unmarked_headers(node):
                message = "headers outside of the first rows and a whole first column are plain cells"
                hint = "make all cells of the first column headers, or divide the table"
                diagnostics.add(HEADERS, message, node.pos, hint, subject="table")
            case _:
                pass
    return tuple(dict.fromkeys(diagnostics))


def _has_rules(formula: Math) -> bool:
    parts = formula_parts(formula.read.tree) if formula.read else ()
    return any(isinstance(part, Grid) and (part.verticals or part.horizontals) for part in parts)


def _reference(options: DocxOptions, theme: Theme, diagnostics: Diagnostics) -> None:
    try:
        word = open_reference(reference(theme, options.reference))
    except PackageError as error:
        hint = "save it in Word as .docx without the named part, or start from 'exporter template docx'"
        diagnostics.add(REFERENCE, f"the reference document cannot be read: {error}", hint=hint)
        return
    if missing := DocumentStyles(word.styles.element).add_missing(known_styles(theme)):
        hint = "copy them from 'exporter template docx' to change their look"
        message = f"the reference document is missing {counted(len(missing), 'style')}: {', '.join(missing)}"
        diagnostics.add(STYLES, message, hint=hint)
