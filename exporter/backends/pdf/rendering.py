"""From a document to the bytes of a PDF: check, lay out, finish."""

from dataclasses import dataclass, field, replace
from typing import Any

from exporter import __version__
from exporter.backends.base import Rendered
from exporter.backends.front_back import author, generated_words
from exporter.backends.html.page import print_page
from exporter.backends.losses import Loss, has_title, losses
from exporter.backends.pdf import codes, engine, gate, glyphs, tags
from exporter.backends.pdf.contents import at_first, keep
from exporter.backends.pdf.engine_log import report
from exporter.backends.pdf.finish import Finisher
from exporter.backends.pdf.fit import NEARLY_EMPTY, ROUNDS, fill, undivided, worth_trying
from exporter.backends.pdf.links import with_notes
from exporter.backends.pdf.memory import quiet_collector, relieve
from exporter.backends.pdf.options import STANDARDS, PdfOptions
from exporter.backends.pdf.style import document_css, theme_css
from exporter.diagnostics import Diagnostic, Diagnostics, Severity
from exporter.fonts.families import Family
from exporter.fonts.fontconfig import configuration
from exporter.model.document import Document
from exporter.theme.files import Theme
from exporter.theme.styles import tokens

LOSSES = (Loss(codes.LINK_TITLE, "the title of a link is not shown", "a", has_title),)


@dataclass(slots=True)
class Rendering:
    """One rendering of one document."""

    document: Document
    options: PdfOptions
    theme: Theme
    diagnostics: Diagnostics = field(default_factory=Diagnostics)

    def check(self) -> tuple[Diagnostic, ...]:
        """What is found before the document is laid out."""
        self._prepared(self._words())
        return tuple(self.diagnostics)

    def run(self) -> Rendered:
        """The file, or none where it cannot be made for an error among the findings."""
        words = self._words()
        document, fonts = self._prepared(words)
        if self._impossible():
            return Rendered(data=None, findings=tuple(self.diagnostics))
        file = configuration(fonts)
        engine.load(file)
        with quiet_collector():
            return self._laid_out(document, engine.Paper(file, document.assets), words)

    def _words(self) -> dict[str, str]:
        return generated_words(self.document, self.theme)

    def _prepared(self, words: dict[str, str]) -> tuple[Document, dict[Family, frozenset[str]]]:
        """The document with all that is put into it, and the characters that each family is needed for."""
        document = _with_options(self.document, self.options)
        gate.check(document, self.diagnostics, strict=self.options.universal)
        self.diagnostics.extend(losses(document, LOSSES))
        if self.options.link_notes:
            document = with_notes(document, words)
        families = glyphs.named_families(tokens(self.theme), self.diagnostics)
        return glyphs.prepare(document, families, words.values(), self.diagnostics)

    def _impossible(self) -> bool:
        """Whether a finding says that there can be no file."""
        return any(f.fatal for f in self.diagnostics)

    def _laid_out(self, document: Document, paper: engine.Paper, words: dict[str, str]) -> Rendered:
        marked = self.options.universal and tags.available() and not self.diagnostics.failed
        if self.options.universal and not marked:
            self._unmarked(document)
        engine.style_sheet(theme_css(self.theme))  # what nests too deeply there is no fault of the page
        try:
            layout = self._layout(document, paper, words)
            relieve(len(layout.pages))
            data = self._write(layout, document, paper, marked) if not self._failed(paper, document) else None
        except RecursionError:
            hint = "take lists, quotes or components out of each other"
            self.diagnostics.add(codes.DEPTH, "the page is nested too deeply to be laid out", document.pos, hint)
            data = None
        if data is None or self._failed(paper, document):
            return Rendered(data=None, findings=tuple(self.diagnostics))
        standards = tuple(STANDARDS[name][0] for name in self.options.standard if marked or name != "ua-1")
        return Rendered(data=data, pages=len(layout.pages), findings=tuple(self.diagnostics), standards=standards)

    def _failed(self, paper: engine.Paper, document: Document) -> bool:
        report(paper.taken(), document, self.diagnostics)
        return self._impossible()

    def _unmarked(self, document: Document) -> None:
        """Note why the file does not carry the mark of PDF/UA."""
        if faults := sorted({f.code for f in self.diagnostics if f.severity is Severity.ERROR}):
            message = f"the file does not carry the mark of PDF/UA, for {', '.join(faults)}"
            self.diagnostics.add(codes.UNMARKED, message, document.pos, "mend these findings")
            return
        message = "this version of WeasyPrint cannot be taught the tags of PDF/UA: the file does not carry its mark"
        self.diagnostics.add(codes.UNMARKED, message, document.pos, "install the version that the project names")

    def _layout(self, document: Document, paper: engine.Paper, words: dict[str, str]) -> Any:
        sheets: tuple[str, ...] = (theme_css(self.theme), document_css(document, self.options, words))
        contents = at_first(document, self.options)
        layout = self._pages(document, paper, sheets, contents)
        if self.options.toc == "auto" and document.toc and not keep(layout, contents):
            other = self._pages(document, paper, sheets, not contents)
            if not contents or keep(other, False):
                layout, contents = other, not contents
        for tighter in worth_trying(layout):
            other = self._pages(document, paper, (*sheets, tighter), contents)
            if len(other.pages) < len(layout.pages):
                layout, sheets = other, (*sheets, tighter)
                break
        for _ in range(ROUNDS):
            if not (whole := undivided(layout)):
                break
            other = self._pages(document, paper, (*sheets, whole), contents)
            if len(other.pages) > len(layout.pages) and fill(other) < NEARLY_EMPTY:
                break
            layout, sheets = other, (*sheets, whole)
        return layout

    def _pages(self, document: Document, paper: engine.Paper, sheets: tuple[str, ...], contents: bool) -> Any:
        return paper.layout(print_page(document, self.theme, contents=contents), sheets, self.options.variant)

    def _write(self, layout: Any, document: Document, paper: engine.Paper, marked: bool) -> bytes:
        layout.metadata.generator = f"mdc-exporter {__version__}"
        variant = self.options.variant if marked or self.options.variant != STANDARDS["ua-1"][1] else None
        return paper.write(layout, variant, Finisher(marked), self._attachments(document))

    def _attachments(self, document: Document) -> list[engine.Attachment]:
        if self.options.attachments == "none":
            return []
        return [engine.Attachment(name, data, "text/markdown") for name, data in sorted(document.attachments.items())]


def _with_options(document: Document, options: PdfOptions) -> Document:
    facts = options.metadata
    return replace(
        document,
        cover=document.cover if options.cover is None else options.cover,
        author=facts.author or author(document),
        description=facts.description or document.description,
        keywords=facts.keywords or document.keywords,
    )
