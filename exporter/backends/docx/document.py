"""One document as one package."""

from collections.abc import Iterable, Iterator

from docx.document import Document as WordDocument

from exporter.backends.base import Rendered
from exporter.backends.docx import build_reference, comments, footnotes, page_setup, review, toc
from exporter.backends.docx.blocks import blocks
from exporter.backends.docx.check import check
from exporter.backends.docx.core_properties import set_properties
from exporter.backends.docx.document_styles import DocumentStyles
from exporter.backends.docx.font_table import embed_fonts
from exporter.backends.docx.form import form_file
from exporter.backends.docx.front_back import back_elements, front_elements
from exporter.backends.docx.languages import mirror_borders, set_language
from exporter.backends.docx.lists import Numbering
from exporter.backends.docx.numbers import heading_lists
from exporter.backends.docx.opc import Relations, new_part, open_form, open_reference, package_bytes
from exporter.backends.docx.options import FORM_PATH, DocxOptions
from exporter.backends.docx.reference import has_form, is_users, known_lists, known_styles, reference
from exporter.backends.docx.spacing import on_new_page, separate_tables
from exporter.backends.docx.stylesheet import QUESTION
from exporter.backends.docx.theme_tokens import Tokens
from exporter.backends.docx.writing import BlockContext, TextPart, Writing
from exporter.backends.front_back import generated_words
from exporter.backends.paging import begins_page, has_small_code
from exporter.diagnostics import Diagnostics
from exporter.model.anchors import Anchored, anchored
from exporter.model.captions import label_anchor, numbered
from exporter.model.document import Document
from exporter.model.languages import language_of
from exporter.model.nodes import AnyNode, BlockChange, Revision
from exporter.model.passages import heads
from exporter.model.walk import children
from exporter.ooxml import names
from exporter.ooxml.elements import Element, element, parse, set_child, set_property
from exporter.ooxml.names import qname
from exporter.ooxml.package import PackageError
from exporter.theme.files import Theme
from exporter.theme.styles import roles


def package(document: Document, options: DocxOptions, theme: Theme, epoch: str | None) -> Rendered:
    """Return the package; its properties carry ``epoch``, the SOURCE_DATE_EPOCH."""
    diagnostics = Diagnostics(list(check(document, options, theme)))
    try:
        word = _beginning(document, options, theme, diagnostics)
    except PackageError:
        return Rendered(None, findings=tuple(diagnostics))
    writing = _start(document, options, theme, word)
    _write(writing, epoch, own_margins=not is_users(theme))
    if not is_users(theme):
        embed_fonts(word, document, options, theme, diagnostics)
    assert word.part.package is not None
    return Rendered(package_bytes(word.part.package), findings=tuple(diagnostics))


def _beginning(document: Document, options: DocxOptions, theme: Theme, diagnostics: Diagnostics) -> WordDocument:
    """Return the document to write into: the filled form, or a reference document without text."""
    if has_form(theme):
        return open_form(form_file(theme.read(FORM_PATH), document.control.request, diagnostics))
    return open_reference(reference(theme, options.reference))


def _start(document: Document, options: DocxOptions, theme: Theme, word: WordDocument) -> Writing:
    styles = DocumentStyles(word.styles.element)
    missing = styles.add_missing(known_styles(theme))
    if language_of(document.language).right_to_left and not is_users(theme):
        mirror_borders(word.styles.element)
    numbering = Numbering(_numbering_part(word), parse(known_lists(theme)))
    if QUESTION in missing or not styles.counted_by(QUESTION) <= numbering.known:
        styles.count_by(QUESTION, numbering.shared_list(build_reference.QUESTIONS))
    notes = (block for note in document.footnotes for block in note.children)
    targets = tuple(_targets((*document.body, *notes)))
    return Writing(
        document=document,
        words=generated_words(document, theme),
        options=options,
        word=word,
        styles=styles,
        roles=roles(theme),
        numbering=numbering,
        heading_lists=heading_lists(document, styles, numbering),
        targets=frozenset((*(node.anchor for node, _ in targets), *map(label_anchor, numbered(document.body)))),
        kept_targets=frozenset(node.anchor for node, gone in targets if not gone),
        text_size=Tokens.of(theme).rem(1),
        small_code=has_small_code(document),
        toc_pages=toc.page_numbers(document, options),
        shift=min((head.level for head in heads(document.body)), default=1) - 1,
    )


def _targets(nodes: Iterable[AnyNode], gone: bool = False) -> Iterator[tuple[Anchored, bool]]:
    """Yield the nodes with an anchor, each with whether a change deletes it or a node around it."""
    for node in nodes:
        change = node if isinstance(node, Revision) else getattr(node, "change", None)
        away = gone or (isinstance(change, BlockChange | Revision) and change.change == "deleted")
        yield from ((one, away) for one in anchored((node,)))
        yield from _targets(children(node), away)


def _numbering_part(word: WordDocument) -> Element:
    root: Element = word.part.numbering_part.element
    return root


def _write(writing: Writing, epoch: str | None, *, own_margins: bool) -> None:
    word, document = writing.word, writing.document
    section = word.sections[-1]
    width = page_setup.set_up_page(writing, section, own_margins=own_margins)
    page_setup.add_header_and_footer(writing, section, width)
    turned = page_setup.landscape_width(section)
    body = BlockContext(part=TextPart(Relations("b")), width=width, turned=turned)
    notes = BlockContext(part=TextPart(Relations("n"), allows_comments=False), width=width)
    form = list(word.element.body)[:-1]
    front = [] if form else list(front_elements(writing, body))
    contents = [*toc.contents(writing, body), *toc.caption_lists(writing, body)]
    shown = list(blocks(writing, body, document.body))
    if contents and (document.cover or begins_page(document.body[0], None)):
        shown = list(on_new_page(writing, body, shown))
    back = list(back_elements(writing, body))
    if writing.options.line_numbers:
        for paragraph in (p for part in (*front, *contents, *back) for p in part.iter(qname("w:p"))):
            set_property(paragraph, element("w:suppressLineNumbers"))
    rest = [*contents, *shown, *back]
    if (document.cover or form) and rest:
        rest = list(on_new_page(writing, body, rest))
    content = list(page_setup.without_empty_sections(separate_tables(writing, body, [*front, *rest])))
    last = word.element.body.find(qname("w:sectPr"))
    for block in content:
        last.addprevious(block)
    if writing.page_turns:
        page_setup.end_with_last_section(word.element.body, content[-1])
        section.different_first_page_header_footer = False
    _add_part(writing, body, "footnotes", footnotes.footnotes_part(writing, notes), notes.part.relations)
    _add_part(writing, body, "comments", comments.comments_part(writing), None)
    _write_settings(writing, epoch)
    if writing.options.review:
        review.add_review_map(writing, body.part.relations)
    body.part.relations.write(word.part)


def _add_part(
    writing: Writing, body: BlockContext, name: str, content: Element | None, relations: Relations | None
) -> None:
    if content is None:
        return
    kinds = {"footnotes": (names.FOOTNOTES, names.FOOTNOTES_TYPE), "comments": (names.COMMENTS, names.COMMENTS_TYPE)}
    relationship, content_type = kinds[name]
    part = new_part(writing.word, f"/word/{name}.xml", content_type, content)
    if relations is not None:
        relations.write(part)
    body.part.relations.id_of(relationship, part)


def _write_settings(writing: Writing, epoch: str | None) -> None:
    """Write numbering, settings, language and properties, which the body decides."""
    word, document = writing.word, writing.document
    writing.numbering.mark_questions(writing.label("question_mark"))
    writing.numbering.write()
    settings = word.settings.element
    if document.footnotes:
        set_child(settings, "w:settings", footnotes.footnote_settings())
    if writing.options.review:
        review.track_changes(settings)
    if writing.options.toc_pages is True:
        set_child(settings, "w:settings", element("w:updateFields", val="true"))
    set_language(word.styles.element, document.language)
    set_properties(word.core_properties, document, epoch, writing.words)
