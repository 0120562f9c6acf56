"""The PDF backend."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from typing import ClassVar

from exporter.backends.base import Options, Rendered
from exporter.backends.pdf import codes
from exporter.backends.pdf.options import PdfOptions
from exporter.backends.pdf.system_libraries import library_versions
from exporter.diagnostics import Code, Diagnostic
from exporter.fonts.families import FAMILIES
from exporter.installed import package_version
from exporter.model.document import Document
from exporter.theme.files import Theme

LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pillow", "pyphen")


@dataclass(frozen=True, slots=True)
class PdfBackend:
    """Accessible PDFs."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"
    public: ClassVar[bool] = True
    options: ClassVar[type[Options]] = PdfOptions
    codes: ClassVar[tuple[Code, ...]] = codes.CODES

    def environment(self) -> Mapping[str, str]:
        """Return the versions of libraries and of font packages that the bytes depend on."""
        packages = sorted({family.package.replace("_", "-") for family in FAMILIES})
        return {**_versions(*LIBRARIES, *packages), **library_versions()}

    def check(self, document: Document, options: PdfOptions, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return findings for unmet conditions of PDF/UA, and for characters and families without a font."""
        from exporter.backends.pdf.rendering import Rendering  # noqa: PLC0415 (it loads fontTools, Jinja2 and pydyf)

        return Rendering(document, options, theme).check()

    def render(self, document: Document, options: PdfOptions, theme: Theme) -> Rendered:
        """Return the document as a PDF, or the findings that prevent one."""
        from exporter.backends.pdf.rendering import Rendering  # noqa: PLC0415 (as above)

        return Rendering(document, options, theme).run()


def _versions(*names: str) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = package_version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found
