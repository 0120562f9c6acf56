"""The HTML backend: a page in one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from exporter.backends.base import Options, Rendered
from exporter.backends.html.options import HtmlOptions
from exporter.diagnostics import Code, Diagnostic, Diagnostics, Severity
from exporter.model.document import Document
from exporter.theme.files import Theme
from exporter.version import __version__

UNKNOWN_FONT = Code(
    "html-font",
    Severity.WARNING,
    "a theme names a font family that the exporter does not have",
    why="Browsers show another font than the theme names, also where the font's licence bits allow print alone.",
    mend="Name a family that ships with the exporter, put its fonts into the theme, or set html.fonts to system.",
)


@dataclass(frozen=True, slots=True)
class HtmlBackend:
    """The standalone page; the contract is ``backends.base.Backend``."""

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    media_type: ClassVar[str] = "text/html; charset=utf-8"
    public: ClassVar[bool] = True
    options: ClassVar[type[Options]] = HtmlOptions
    codes: ClassVar[tuple[Code, ...]] = (UNKNOWN_FONT,)

    def environment(self) -> Mapping[str, str]:
        """Return the version of the exporter."""
        return {"exporter": __version__}

    def check(self, document: Document, options: HtmlOptions, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return a finding for each family of the theme without a font."""
        from exporter.backends.html.font_faces import unknown_families  # noqa: PLC0415 (it loads fontTools)

        diagnostics = Diagnostics()
        for family in unknown_families(theme) if options.fonts == "embedded" else ():
            diagnostics.add(
                UNKNOWN_FONT,
                f"no font of the family '{family}'",
                document.pos,
                "name a family that ships with the exporter, or put its fonts into the theme's folder 'fonts'",
            )
        return tuple(diagnostics)

    def render(self, document: Document, options: HtmlOptions, theme: Theme) -> Rendered:
        """Return the page in UTF-8."""
        from exporter.backends.html.standalone import page  # noqa: PLC0415 (it loads fontTools and Jinja2)

        findings = self.check(document, options, theme)
        return Rendered(data=page(document, options, theme).encode(), findings=findings)


BACKEND = HtmlBackend()
