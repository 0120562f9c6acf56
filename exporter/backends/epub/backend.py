"""The EPUB backend."""

import os
from collections.abc import Mapping
from typing import Any

from exporter.backends.base import CodeOptions, Held, Options, Rendered
from exporter.backends.epub.broken_links import LINK, broken_links
from exporter.backends.epub.page_list import PAGES, divided_tables
from exporter.backends.losses import losses
from exporter.diagnostics import Code, Diagnostic
from exporter.model.document import Document
from exporter.theme.files import Theme

EPOCH = "SOURCE_DATE_EPOCH"


class EpubOptions(CodeOptions):
    """The options under ``epub:``."""

    @property
    def holds(self) -> frozenset[Held]:
        """Return everything that its metadata and its list of pages take from elsewhere.

        ``modified``: the pages' last commit gives the date if no other is known.
        """
        return frozenset({"modified", "evaluation", "pagination"})


class EpubBackend:
    """The EPUB format."""

    name = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    public = True
    options: type[Options] = EpubOptions
    codes: tuple[Code, ...] = (LINK, PAGES)

    def environment(self) -> Mapping[str, str]:
        """Return the date that is set from outside; the bytes depend on nothing else but the exporter."""
        return {EPOCH: os.environ.get(EPOCH, "")}

    def check(self, document: Document, options: Any, theme: Theme) -> tuple[Diagnostic, ...]:
        """Return the losses of the book."""
        return losses(document, (broken_links(document), divided_tables(document, theme)))

    def render(self, document: Document, options: Any, theme: Theme) -> Rendered:
        """Return the document as an EPUB file."""
        from exporter.backends.epub.book import book  # noqa: PLC0415 (it loads Jinja2)

        return book(document, theme, os.environ.get(EPOCH))


BACKEND = EpubBackend()
