"""Make the bytes of a PDF from a document: check, lay out, finish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exporter.backends.base import Rendered
from exporter.backends.contents import for_paper
from exporter.backends.front_back import author, draft_word, generated_words
from exporter.backends.html.body import Body
from exporter.backends.html.foot_notes import has_all_notes
from exporter.backends.html.formula_pictures import with_formula_pictures
from exporter.backends.html.page import print_page
from exporter.backends.html.paper_tables import PaperTables, paper_tables, table_css
from exporter.backends.html.word_faces import WordFaces
from exporter.backends.losses import Loss, has_title, losses
from exporter.backends.pdf import codes, engine, font_fallback, paper, paper_findings, pdfua, tags
from exporter.backends.pdf.change_bars import draw_change_bars
from exporter.backends.pdf.code_colors import color_code, without_tokens
from exporter.backends.pdf.element_places import ElementPlaces
from exporter.backends.pdf.engine_log import report, undrawn
from exporter.backends.pdf.finisher import Finisher
from exporter.backends.pdf.formula_files import FormulaFiles, formulas_by_picture
from exporter.backends.pdf.line_numbers import number_lines
from exporter.backends.pdf.link_notes import with_link_notes
from exporter.backends.pdf.memory import quiet_collector, relieve
from exporter.backends.pdf.missing_faces import report_missing_faces
from exporter.backends.pdf.options import STANDARDS, UNIVERSAL, PdfOptions
from exporter.backends.pdf.page_starts import pagination
from exporter.backends.pdf.relayout import (
    NEARLY_EMPTY,
    ROUNDS,
    contents_at_first,
    has_right_contents,
    last_page_fill,
    tightened,
    whole_word_css,
)
from exporter.backends.pdf.repeated_labels import repeat_labels
from exporter.backends.pdf.stylesheet import document_css, theme_css
from exporter.diagnostics import Diagnostic, Diagnostics
from exporter.fonts.families import Family
from exporter.fonts.fontconfig import configuration
from exporter.fonts.own_families import known_families
from exporter.model.change_marks import is_changed
from exporter.model.document import Document, Pagination
from exporter.model.languages import language_of
from exporter.theme.files import Theme
from exporter.theme.styles import tokens
from exporter.version import __version__

LOSSES = (Loss(codes.LINK_TITLE, "the title of a link is not shown", "a", has_title),)


@dataclass(slots=True)
class Rendering:
    """One rendering of one document."""

    document: Document
    options: PdfOptions
    theme: Theme
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    _faces: WordFaces = field(default_factory=WordFaces)
    tables: PaperTables = field(default_factory=PaperTables)
    feet: bool = True  # whether notes stand at the foot of pages
    undrawn: frozenset[str] = frozenset()  # characters that the engine has no glyph for, whatever fonts say
    _page: tuple[object, str] | None = None  # the last markup, and its options
    _contents: bool = False
    _undrawn: frozenset[str] = frozenset()
    _pagination: Pagination | None = None

    def check(self) -> tuple[Diagnostic, ...]:
        """Return the findings before layout."""
        self._prepared(self._generated_words())
        return self._findings()

    def run(self) -> Rendered:
        """Return the file, or the findings alone if an error makes the file impossible."""
        words = self._generated_words()
        document, fonts, self._faces = self._prepared(words)
        if self._has_fatal_finding():
            return Rendered(data=None, findings=self._findings())
        file = configuration(fonts)
        engine.load(file)
        with quiet_collector():
            rendered = self._rendered(document, engine.Typesetter(file, document.assets), words)
        if self._undrawn <= self.undrawn:
            return rendered
        return Rendering(self.document, self.options, self.theme, undrawn=self.undrawn | self._undrawn).run()

    def _generated_words(self) -> dict[str, str]:
        return generated_words(self.document, self.theme)

    def _prepared(self, words: dict[str, str]) -> tuple[Document, dict[Family, frozenset[str]], WordFaces]:
        """Return the document with its options applied, the characters of each family, and words with a family."""
        document = with_formula_pictures(_with_options(self.document, self.options))
        pdfua.check(document, self.diagnostics)
        self.diagnostics.extend(losses(document, LOSSES))
        if self.options.link_notes:
            document = with_link_notes(document, words)
        generated = (*words.values(), draft_word(document, words))
        known = known_families(self.theme)
        families = font_fallback.named_families(tokens(self.theme), known, self.diagnostics)
        document, given, faces = font_fallback.resolve_fonts(
            document, families, known, generated, self.diagnostics, self.undrawn
        )
        report_missing_faces(document, given, self.diagnostics)
        return document, given, faces

    def _findings(self) -> tuple[Diagnostic, ...]:
        """Return the findings, as grave as the options make them."""
        if self.options.strict:
            return tuple(pdfua.as_demanded(self.diagnostics))
        return tuple(pdfua.as_wanted(self.diagnostics) if self.options.universal else self.diagnostics)

    def _has_fatal_finding(self) -> bool:
        """Whether a finding makes the file impossible."""
        return any(f.fatal for f in self.diagnostics)

    def _rendered(self, document: Document, typesetter: engine.Typesetter, words: dict[str, str]) -> Rendered:
        marked = self.options.universal and tags.available() and pdfua.is_met(self.diagnostics)
        if self.options.universal and not marked:
            self._report_missing_mark(document)
        engine.style_sheet(
            theme_css(self.theme, document.language)
        )  # outside ``try``: too deep nesting in it is no fault of the page
        try:
            plain = without_tokens(document)
            layout, faults = self._best_layout(plain, typesetter, words)
            self._report_faults(faults, layout, plain, typesetter)
            relieve(len(layout.pages))
            failed = self._failed(typesetter, document)
            marked = marked and pdfua.is_met(self.diagnostics)  # the engine finds characters of drawings
            finisher = Finisher(marked, FormulaFiles(formulas_by_picture(plain) if self.options.embeds else {}))
            data = self._write(layout, document, typesetter, finisher) if not failed else None
        except RecursionError:
            hint = "take lists, quotes or components out of each other"
            self.diagnostics.add(codes.DEPTH, "the page is nested too deeply for the layout engine", document.pos, hint)
            data = None
        if data is None or self._failed(typesetter, document):
            return Rendered(data=None, findings=self._findings())
        if marked and not finisher.marked:
            hint = "look for links to places that the file does not show, and at the templates of your own theme"
            message = f"{finisher.fault} in the tags: the file has no PDF/UA mark"
            self.diagnostics.add(codes.UNMARKED, message, document.pos, hint)
        lost = frozenset() if finisher.marked else UNIVERSAL.keys()
        met = tuple(STANDARDS[name][0] for name in self.options.standards if name not in lost)
        unmet = tuple(STANDARDS[name][0] for name in self.options.standards if name in lost)
        return Rendered(data, len(layout.pages), self._findings(), met, unmet, self._pagination)

    def _failed(self, typesetter: engine.Typesetter, document: Document) -> bool:
        lines = typesetter.take_log_lines()
        self._undrawn |= undrawn(lines)
        report(lines, document, self.diagnostics, self.theme)
        return self._has_fatal_finding()

    def _report_missing_mark(self, document: Document) -> None:
        """Report why the file does not have the PDF/UA mark, unless its findings say so."""
        if faults := sorted({f.code for f in self.diagnostics if f.code in pdfua.CONDITIONS}):
            if self.options.strict:
                message = f"the file does not have the PDF/UA mark, because of {', '.join(faults)}"
                self.diagnostics.add(codes.UNMARKED, message, document.pos, "fix these findings")
            return
        message = "this version of WeasyPrint does not write the tags of PDF/UA: the file does not have the PDF/UA mark"
        self.diagnostics.add(codes.UNMARKED, message, document.pos, "install the version that the project names")

    def _report_faults(
        self, faults: Sequence[paper.Fault], layout: Any, document: Document, typesetter: engine.Typesetter
    ) -> None:
        """Add findings for what is not seen whole on the paper, at its places."""
        if faults:
            places = ElementPlaces(document)
            marked = typesetter.tree(self._markup(document, self._contents, places.body))
            places.read(layout.pages[0]._page_box.children[0].element, marked)
            paper_findings.report(faults, places, self.diagnostics)

    def _best_layout(
        self, document: Document, typesetter: engine.Typesetter, words: dict[str, str]
    ) -> tuple[Any, tuple[paper.Fault, ...]]:
        """Return the layout to write, and what is not seen whole on its pages."""
        self.tables = paper_tables(document, self.theme)
        own = "\n".join((document_css(document, self.options, words), table_css(self.tables, document.page_size)))
        sheets: tuple[str, ...] = (theme_css(self.theme, document.language), own + self._faces.css)
        contents = contents_at_first(document, self.options)
        layout = self._layout(document, typesetter, sheets, contents)
        if self.options.toc.show == "auto" and document.toc and not has_right_contents(layout, contents):
            other = self._layout(document, typesetter, sheets, not contents)
            if not contents or has_right_contents(other, False):
                layout, contents = other, not contents
        if found := tightened(layout, lambda css: self._layout(document, typesetter, (*sheets, css), contents)):
            layout, sheets = found[0], (*sheets, found[1])
        for _ in range(ROUNDS):
            if not (whole := whole_word_css(layout)):
                break
            other = self._layout(document, typesetter, (*sheets, whole), contents)
            if len(other.pages) > len(layout.pages) and last_page_fill(other) < NEARLY_EMPTY:
                break
            layout, sheets = other, (*sheets, whole)
        self._contents = contents
        self._pagination = pagination(layout, self.document)
        repeat_labels(layout)
        return layout, tuple(paper.faults(layout))

    def _layout(
        self, document: Document, typesetter: engine.Typesetter, sheets: tuple[str, ...], contents: bool
    ) -> Any:
        layout = typesetter.layout(self._markup(document, contents), sheets, self.options.variant)
        if self.feet and not has_all_notes(layout):
            self.feet = False
            return self._layout(document, typesetter, sheets, contents)
        return layout

    def _markup(self, document: Document, contents: bool, make: Callable[..., Body] = Body) -> str:
        known = (contents, self.feet, make)
        if self._page is None or self._page[0] != known:
            page = print_page(document, self.theme, contents=contents, tables=self.tables, feet=self.feet, make=make)
            self._page = known, self._faces.applied(page)
        return self._page[1]

    def _write(self, layout: Any, document: Document, typesetter: engine.Typesetter, finisher: Finisher) -> bytes:
        color_code(layout, document, tokens(self.theme))
        right = language_of(document.language).right_to_left
        if any(map(is_changed, document.body)):
            draw_change_bars(layout, right=right)
        if numbered := self.options.line_numbers:
            number_lines(layout, "lines" if numbered is True else numbered, right=right)
        layout.metadata.generator = f"mdc-exporter {__version__}"
        only = {STANDARDS[name][1] for name in UNIVERSAL}
        variant = self.options.variant if finisher.marked or self.options.variant not in only else None
        return typesetter.write(layout, variant, finisher, self._attachments(document))

    def _attachments(self, document: Document) -> list[engine.Attachment]:
        if self.options.attachments == "none":
            return []
        return [engine.Attachment(name, data, name) for name, data in sorted(document.attachments.items())]


def _with_options(document: Document, options: PdfOptions) -> Document:
    facts = options.metadata
    return replace(
        document,
        cover=document.cover if options.cover is None else options.cover,
        author=facts.author or author(document),
        description=facts.description or document.description,
        keywords=facts.keywords or document.keywords,
        toc=for_paper(document, options.toc.depth),
    )
