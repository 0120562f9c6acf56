"""Contents: a field that Word can update, with its entries filled in already (17.16.5.68)."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from exporter.backends.contents import default_depth, for_paper
from exporter.backends.directions import with_directions
from exporter.backends.docx.inlines import inline_runs
from exporter.backends.docx.languages import document_run
from exporter.backends.docx.numbers import SEQUENCES
from exporter.backends.docx.options import DocxOptions
from exporter.backends.docx.writing import BlockContext, Writing
from exporter.backends.paging import FEW_PAGES, estimated_pages
from exporter.model.captions import before_listed, listed_anchors, own_anchor
from exporter.model.document import Document, ListedCaption, TocEntry
from exporter.model.nodes import Text
from exporter.model.walk import link_words
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, set_property

DEPTH = 3
SPACE_BELOW = 280  # twips
CAPTION_LEVEL = 2  # of the contents, whose look the lists of figures and tables have
MOST_WITHOUT = 12  # lines of contents
UNKNOWN = "…"  # a page that Word fills in


def page_numbers(document: Document, options: DocxOptions) -> Mapping[str, int] | None:
    """Return the pages that lines of contents show, by their anchors; None for contents without numbers.

    Numbers are those of the PDF of the same export, as fields that a reader may update.
    """
    if not options.toc_pages or (options.toc_pages == "auto" and not document.toc_pages):
        return None
    return dict(zip(listed_anchors(document), document.toc_pages, strict=False))


def contents(writing: Writing, context: BlockContext) -> Iterator[Element]:
    """Yield the contents, if they are wanted, in the frame by which Word offers to update them."""
    entries = [e for e in for_paper(writing.document, writing.options.toc.depth, DEPTH) if e.anchor in writing.targets]
    if not entries or not _wanted(writing, context, len(entries)):
        return
    title = _title(writing, "contents")
    lines = [_line(writing, context, entry) for entry in entries]
    opening, closing = _field(writing, _field_depth(writing, entries))
    for at, part in enumerate(opening):
        lines[0].insert(1 + at, part)
    lines[-1].extend(closing)
    set_property(lines[-1], element("w:spacing", after=SPACE_BELOW))
    gallery = element("w:docPartObj", element("w:docPartGallery", val="Table of Contents"), element("w:docPartUnique"))
    yield element("w:sdt", element("w:sdtPr", gallery), element("w:sdtContent", title, *lines))


def _title(writing: Writing, key: str) -> Element:
    style = element("w:pStyle", val=writing.styles.id("TOC Heading"))
    return element("w:p", properties("w:pPr", [style]), document_run(writing.document.language, writing.label(key)))


def _wanted(writing: Writing, context: BlockContext, count: int) -> bool:
    """Whether contents are shown: as the options say, else if the document has many headings or pages."""
    if writing.options.toc.show != "auto":
        return writing.options.toc.show == "always"
    return count > MOST_WITHOUT or estimated_pages(writing.document, context.letters) > FEW_PAGES


def _field_depth(writing: Writing, entries: list[TocEntry]) -> int:
    """Return the levels that Word lists once it updates the field: those of the entries."""
    depth = writing.options.toc.depth or min(DEPTH, default_depth(writing.document))
    return max(depth, *(entry.level - writing.shift for entry in entries))


def _field(writing: Writing, depth: int) -> tuple[list[Element], list[Element]]:
    numbers = "" if writing.toc_pages is not None else r" \n"
    made = runs.field(rf'TOC \o "1-{depth}"{numbers} \h \z \u', ())
    return made[:3], made[3:]


def _line(writing: Writing, context: BlockContext, entry: TocEntry) -> Element:
    level = max(1, min(DEPTH, entry.level - writing.shift))
    own = (*((Text(text=f"{entry.number} "),) if entry.number else ()), *link_words(entry.children))
    words = inline_runs(writing, context, with_directions(own, writing.document.language))
    return _entry_line(writing, context, words, entry.anchor, level)


def _entry_line(writing: Writing, context: BlockContext, words: list[Element], anchor: str, level: int) -> Element:
    """Return a line of contents: a link to ``anchor``, with the number of its page in contents with numbers."""
    name = writing.anchors.name(anchor)
    formatting = [element("w:pStyle", val=writing.styles.id(f"toc {level}"))]
    if writing.toc_pages is not None:
        number = str(writing.toc_pages.get(anchor, UNKNOWN))
        words += [runs.text("\t"), *runs.field(rf"PAGEREF {name} \h", [runs.text(number)])]
        formatting.append(element("w:tabs", element("w:tab", val="right", leader="dot", pos=context.width)))
        formatting.append(element("w:ind", right=0))  # LibreOffice shows nothing beyond an indent
    return element("w:p", properties("w:pPr", formatting), element("w:hyperlink", *words, anchor=name, history=1))


def caption_lists(writing: Writing, context: BlockContext) -> Iterator[Element]:
    """Yield the lists of figures and of tables, each a field (17.16.5.68, switch ``c``)."""
    for kind, entries in groupby(writing.document.captions, lambda entry: entry.kind):
        lines = [_caption_line(writing, context, entry) for entry in entries]
        numbers = "" if writing.toc_pages is not None else r" \n"
        made = runs.field(rf'TOC{numbers} \h \z \c "{SEQUENCES[kind]}"', ())
        for at, part in enumerate(made[:3]):
            lines[0].insert(1 + at, part)
        lines[-1].extend(made[3:])
        set_property(lines[-1], element("w:spacing", after=SPACE_BELOW))
        yield _title(writing, f"{kind}s")
        yield from lines


def _caption_line(writing: Writing, context: BlockContext, entry: ListedCaption) -> Element:
    own = (Text(text=before_listed(entry, writing.words)), *link_words(entry.children))
    words = inline_runs(writing, context, with_directions(own, writing.document.language))
    return _entry_line(writing, context, words, own_anchor(entry.kind, entry.number), CAPTION_LEVEL)
