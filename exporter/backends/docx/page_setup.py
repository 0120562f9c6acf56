"""Page setup: size, margins, running header and footer, line numbers, watermark (17.6)."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import accumulate

from docx.enum.section import WD_ORIENT
from docx.section import Section
from docx.section import _BaseHeaderFooter as Story
from docx.section import _Header as Header

from exporter.backends.docx.languages import document_run
from exporter.backends.docx.writing import Writing
from exporter.backends.front_back import draft_word, owner
from exporter.model.document import RunningLine, running_pieces
from exporter.model.languages import language_of
from exporter.model.page_size import page_size
from exporter.ooxml import runs
from exporter.ooxml.elements import Element, element, properties, set_child, set_property
from exporter.ooxml.names import qname
from exporter.ooxml.watermark import watermark
from exporter.theme.contrast import WATERMARK

MARGINS = {"top": 1304, "bottom": 1247, "left": 1361, "right": 1361, "header": 624, "footer": 567, "gutter": 0}
HEAD_LETTER, HEAD_CAPITAL = 98, 138  # twips that a letter of the running head takes, a tenth more than on average
REVIEW_MARGIN = 2552  # at the right of a review file: room for notes by hand


def set_up_page(writing: Writing, section: Section, *, own_margins: bool) -> int:
    """Set size and margins, and return the width of the text; a user's reference document keeps its own margins."""
    layout = section._sectPr
    width, height = page_size(writing.document.page_size)
    orientation = "landscape" if width > height else None
    set_child(layout, "w:sectPr", element("w:pgSz", w=width, h=height, orient=orientation))
    if own_margins or writing.document.margins:
        set_child(layout, "w:sectPr", element("w:pgMar", **_page_margins(writing)))
    if language_of(writing.document.language).right_to_left:
        set_child(layout, "w:sectPr", element("w:bidi"))
    if writing.options.line_numbers:
        set_child(layout, "w:sectPr", element("w:lnNumType", countBy=1, distance=284, restart="continuous"))
    margins = [section.left_margin, section.right_margin]
    return width - sum(round(margin.twips) if margin is not None else 0 for margin in margins)


def _page_margins(writing: Writing) -> dict[str, int]:
    """Return the margins of the page, and the distances of header and footer from its edges."""
    margins = {**MARGINS, **dict(zip(("top", "right", "bottom", "left"), writing.document.margins, strict=False))}
    margins["header"] = min(MARGINS["header"], margins["top"] // 2)
    margins["footer"] = min(MARGINS["footer"], margins["bottom"] // 2)
    if writing.options.review:
        margins["right"] = max(REVIEW_MARGIN, margins["right"])
    return margins


def landscape_width(section: Section) -> int:
    """Return the width of text on the page of ``section`` turned to landscape, 0 if it is landscape already."""
    width, height = section.page_width, section.page_height
    if width is None or height is None or width >= height:
        return 0
    margins = (section.left_margin, section.right_margin)
    return int(height.twips) - sum(round(margin.twips) if margin is not None else 0 for margin in margins)


def section_break(writing: Writing, paragraph: Element, *, landscape: bool) -> Element:
    """Give a paragraph the end of a section with the document's page setup, turned if it is ``landscape``."""
    layout = deepcopy(writing.word.sections[-1]._sectPr)
    section = Section(layout, writing.word.part)
    if landscape:
        _turn(writing, section)
    if writing.page_turns:
        section.different_first_page_header_footer = False
    writing.page_turns += 1
    return set_property(paragraph, layout)


def without_empty_sections(content: Iterable[Element]) -> Iterator[Element]:
    """Yield ``content`` without the upright sections between neighbouring landscape pages: they are empty pages."""
    behind_landscape = False
    for part in content:
        layout = _layout(part)
        if layout is None or _is_landscape(layout) or not behind_landscape:
            yield part
        behind_landscape = layout is not None and (behind_landscape or _is_landscape(layout))


def end_with_last_section(body: Element, last: Element) -> None:
    """Let a document that ends on a landscape page end there: another section would be an empty page."""
    if (layout := _layout(last)) is not None:
        layout.getparent().remove(layout)  # type: ignore[union-attr]  # a child of the paragraph's properties
        body.replace(body[-1], layout)


def _layout(part: Element) -> Element | None:
    """Return the page setup that a paragraph ends its section with."""
    return part.find(f"{qname('w:pPr')}/{qname('w:sectPr')}")


def _is_landscape(layout: Element) -> bool:
    return layout.find(qname("w:pgSz")).get(qname("w:orient")) == "landscape"  # type: ignore[union-attr]  # we set it


def _turn(writing: Writing, section: Section) -> None:
    """Turn a section's page; header and footer of the exporter get the width of its text."""
    width = landscape_width(section)
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE
    if not writing.own_running_lines:
        return
    if not writing.landscape_lines:
        _drop_running_lines(section)
        add_header_and_footer(writing, section, width)
        writing.landscape_lines += [deepcopy(line) for line in section._sectPr if line.tag in _RUNNING_LINES]
    _drop_running_lines(section)
    for at, line in enumerate(writing.landscape_lines):
        section._sectPr.insert(at, deepcopy(line))


def _drop_running_lines(section: Section) -> None:
    for line in [line for line in section._sectPr if line.tag in _RUNNING_LINES]:
        section._sectPr.remove(line)


_RUNNING_LINES = (qname("w:headerReference"), qname("w:footerReference"))


def add_header_and_footer(writing: Writing, section: Section, width: int) -> None:
    """Add header and footer unless the reference document has its own; the first page has no header."""
    if section.header.is_linked_to_previous and section.footer.is_linked_to_previous:
        writing.own_running_lines = True
        section.different_first_page_header_footer = True
        document = writing.document
        named = " ".join(filter(None, (document.control.identifier, document.control.version)))
        title = _on_one_line(document.title, width - len(named) * HEAD_LETTER)
        head = document.header or RunningLine(left=(title,), right=(named,))
        foot = document.footer or RunningLine(left=(owner(document),), right=running_pieces(writing.label("page_of")))
        first = replace(foot, right=()) if document.cover and document.footer is None else foot
        _line(writing, section.header, head, width)
        _line(writing, section.footer, foot, width)
        _line(writing, section.first_page_footer, first, width)
        _line(writing, section.first_page_header, RunningLine(), width)
    if word := _watermark_words(writing):
        for number, header in enumerate(_headers(writing, section), 1):
            _first_paragraph(header).append(watermark(word, number, WATERMARK))


def _on_one_line(title: str, width: int) -> str:
    """Return the title, or its first words with an ellipsis if it is wider than ``width``."""
    ends = accumulate(HEAD_CAPITAL if letter.isupper() else HEAD_LETTER for letter in title)
    most = sum(end <= width for end in ends)
    if most >= len(title):
        return title
    words = title[: max(1, most - 1)]
    return f"{words.rpartition(' ')[0].rstrip(' ,;:–—-') or words}…"


def _headers(writing: Writing, section: Section) -> list[Header]:
    """Return the headers: of the first page, of pages with even numbers, of all others."""
    first = [section.first_page_header] if section.different_first_page_header_footer else []
    even = [section.even_page_header] if writing.word.settings.odd_and_even_pages_header_footer else []
    return [*first, *even, section.header]


def _first_paragraph(story: Story) -> Element:
    """Return the first paragraph of a header or footer; a user's may have paragraphs in tables only."""
    found: Element = (story.paragraphs or [story.add_paragraph()])[0]._p
    return found


def _line(writing: Writing, story: Story, words: RunningLine, width: int) -> None:
    """Fill a new header or footer: words at the left margin, and at the right."""
    left, right = _words(writing, words.left), _words(writing, words.right)
    paragraph = _first_paragraph(story)
    name = "header" if isinstance(story, Header) else "footer"
    formatting = [
        element("w:pStyle", val=writing.styles.id(name)),
        element("w:tabs", element("w:tab", val="right", pos=width)) if right else None,
    ]
    for old in list(paragraph):
        paragraph.remove(old)
    paragraph.extend([part for part in (properties("w:pPr", formatting),) if part is not None])
    paragraph.extend([*left, runs.text("\t"), *right] if right else left)


def _words(writing: Writing, pieces: Iterable[str]) -> list[Element]:
    """Return the runs of a running line, with fields in place of the placeholders."""
    made: list[Element] = []
    for piece in filter(None, pieces):
        if piece in _FIELDS:
            made += runs.field(_FIELDS[piece], [runs.text("\u00a0" if piece == "{section}" else "1")])
        else:
            made.append(document_run(writing.document.language, piece))
    return made


_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES", "{section}": "STYLEREF 1"}  # the style of headings of level 1


def _watermark_words(writing: Writing) -> str:
    if writing.options.watermark is not None:
        return writing.options.watermark
    return draft_word(writing.document, writing.words)
