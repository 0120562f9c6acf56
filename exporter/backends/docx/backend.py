"""The DOCX backend: name, options, versions, and the calls that load python-docx."""

import os
from collections.abc import Mapping
from typing import Any

from exporter.backends.base import Options, Rendered
from exporter.backends.docx.options import CODES, DocxOptions
from exporter.diagnostics import Code, Diagnostic
from exporter.fonts.families import FAMILIES, installed
from exporter.installed import package_version
from exporter.model.document import Document
from exporter.theme.files import Theme

LIBRARIES = ("python-docx", "lxml", "fonttools")
EPOCH = "SOURCE_DATE_EPOCH"


class DocxBackend:
    """The Word format."""

    name = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    public = False
    options: type[Options] = DocxOptions
    codes: tuple[Code, ...] = CODES

    def environment(self) -> Mapping[str, str]:
        """Return the versions of libraries and font packages that the bytes depend on, and ``SOURCE_DATE_EPOCH``."""
        packages = sorted({family.package.replace("_", "-") for family in FAMILIES if installed(family)})
        return {**{name: package_version(name) for name in (*LIBRARIES, *packages)}, EPOCH: os.environ.get(EPOCH, "")}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Check links, pictures and the reference document."""
        from exporter.backends.docx.check import check  # noqa: PLC0415 (a run without Word files loads no python-docx)

        return check(document, options, theme)

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as a DOCX package."""
        from exporter.backends.docx.document import package  # noqa: PLC0415 (as in ``check``)

        return package(document, options, theme, os.environ.get(EPOCH))


BACKEND = DocxBackend()
