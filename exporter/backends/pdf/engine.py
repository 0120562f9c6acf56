"""WeasyPrint, loaded once, with the document's fonts and pictures and nothing else.

It logs problems; these lines are kept, so that each becomes a finding.
"""

import logging
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock, get_ident
from types import ModuleType
from typing import Any

from exporter.activity import Activity, during
from exporter.backends.html.asset_addresses import ASSETS, asset_name
from exporter.backends.pdf.glyph_text import own_codes
from exporter.backends.pdf.hanging_spaces import hanging_spaces
from exporter.backends.pdf.known_lines import KnownLines, known_lines
from exporter.backends.pdf.long_documents import linear_pages
from exporter.backends.pdf.system_libraries import by_file_name, missing
from exporter.backends.pdf.tags import annotated
from exporter.backends.pdf.user_agent_stylesheet import html_class
from exporter.model.document import Asset

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)  # time of attached files: their own times are no part of a document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to put into the PDF."""

    name: str
    data: bytes
    description: str = ""


_lock = Lock()


def load(fonts: Path) -> ModuleType:
    """Return WeasyPrint, which reads ``fonts`` (a Fontconfig configuration) when it is imported.

    Raises ``EnvironmentFault`` if a system library is missing: without libharfbuzz-subset font subsets are slow, and
    other bytes each time.
    """
    with _fontconfig_file(fonts):
        return _loaded()


@cache
def _loaded() -> ModuleType:
    try:
        with by_file_name():
            import weasyprint  # noqa: PLC0415 (it takes half a second, and needs the configuration of fonts)
            from weasyprint.text.ffi import harfbuzz_subset  # noqa: PLC0415 (as above)
    except OSError as error:
        library = next(iter(re.findall(r"'(lib[^']+|[a-z]+-[\d.]+-?\d*)'", str(error))), "Pango")
        message = f"WeasyPrint cannot load the system library {library}"
        raise missing(message) from error
    if not harfbuzz_subset:
        message = "the system library libharfbuzz-subset is missing"
        raise missing(message)
    return weasyprint


@contextmanager
def _fontconfig_file(configuration: Path) -> Iterator[None]:
    """Set ``FONTCONFIG_FILE`` to ``configuration``: Fontconfig reads it whenever fonts are looked up anew."""
    with _lock:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def font_configuration(fonts: Path) -> Any:
    """Return a new WeasyPrint configuration of some fonts."""
    weasyprint = load(fonts)
    with _fontconfig_file(fonts):
        return weasyprint.text.fonts.FontConfiguration()


@lru_cache(maxsize=8)
def _thread_configuration(fonts: Path, thread: int) -> Any:  # noqa: ARG001 (Pango's maps of fonts are not to be shared)
    """Return the configuration for all documents of a thread: each new one keeps a quarter of a megabyte for good."""
    return font_configuration(fonts)


@lru_cache(maxsize=32)
def style_sheet(css: str) -> tuple[Any, tuple[str, ...]]:
    """Return ``css`` parsed by WeasyPrint, and its log; never for CSS of pages, which can make the engine loop."""
    lines: list[str] = []
    with captured_log(lines):
        sheet = _loaded().CSS(string=css, base_url=ASSETS, url_fetcher=fetcher({}))
    return sheet, tuple(lines)


def fetcher(assets: Mapping[str, Asset]) -> Any:
    """Return a URL fetcher that has the pictures of the document and nothing else."""
    urls: Any = import_module("weasyprint.urls")

    class AssetFetcher(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> Any:
            asset = assets.get(asset_name(url)) if url.startswith(ASSETS) else None
            if asset is None:
                raise ValueError(f"not a picture of this document: {url[:80]}")
            kind = asset.media_type if asset.printed is asset.data else "image/png"
            return urls.URLFetcherResponse(url, asset.printed, {"Content-Type": kind})

    return AssetFetcher(allowed_protocols=("asset",), allow_redirects=False)


@dataclass(slots=True)
class Typesetter:
    """WeasyPrint with the fonts and pictures of one document; ``lines`` is the engine's log."""

    fonts: Path
    assets: Mapping[str, Asset]
    lines: list[str] = field(default_factory=list)
    _known: KnownLines = field(default_factory=KnownLines)
    _read: tuple[Any, str, Any] = (None, "", None)  # the last markup, with the class that read it, and its tree

    def layout(self, html: str, sheets: tuple[str, ...], variant: str | None) -> Any:
        """Return WeasyPrint's document: the pages of ``html``, laid out with style sheets ``sheets``."""
        read = [style_sheet(css) for css in sheets]
        self.lines = [line for _, lines in read for line in lines]
        with captured_log(self.lines), _adapted(self._known), during(Activity.LAYOUT):
            source = self._source(html, sheets)
            fonts = _thread_configuration(self.fonts, get_ident())
            return source.render(font_config=fonts, stylesheets=[sheet for sheet, _ in read], pdf_variant=variant)

    def _source(self, html: str, sheets: tuple[str, ...]) -> Any:
        """Return the tree of ``html``, read once for several layouts."""
        make = html_class(_loaded().HTML, sheets)
        if self._read[:2] != (make, html):
            source = make(string=html, base_url=ASSETS, url_fetcher=fetcher(self.assets))
            self._read = make, html, source
        return self._read[2]

    def tree(self, html: str) -> Any:
        """Return the root element of ``html``, as ``layout`` reads it."""
        with captured_log([]):
            return _loaded().HTML(string=html, base_url=ASSETS, url_fetcher=fetcher({})).etree_element

    def write(self, layout: Any, variant: str | None, finisher: Any, attachments: Iterable[Attachment]) -> bytes:
        """Return the file of a layout; ``finisher`` repairs it before it is written."""
        files = [
            _loaded().Attachment(
                string=a.data,
                name=a.name,
                description=a.description,
                created=EPOCH,
                modified=EPOCH,
                relationship="Source",
            )
            for a in attachments
        ]
        with captured_log(self.lines), annotated(), own_codes() as add_codes, warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the file of its colour profile open

            def finish(document: Any, pdf: Any) -> None:
                add_codes(pdf)
                finisher(document, pdf)

            data: bytes = layout.write_pdf(pdf_variant=variant, pdf_tags=True, finisher=finish, attachments=files)
        return data

    def take_log_lines(self) -> list[str]:
        """Return the lines logged since the last call."""
        lines, self.lines = self.lines, []
        return lines


@contextmanager
def _adapted(known: KnownLines) -> Iterator[None]:
    """Change layouts made meanwhile by all adapters; lines of text come from ``known``, spaces at their ends hang."""
    with hanging_spaces(), known_lines(known), linear_pages():
        yield


@contextmanager
def captured_log(lines: list[str]) -> Iterator[None]:
    """Put the engine's log into ``lines``, and nowhere else."""
    logger = logging.getLogger("weasyprint")
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [_Handler(lines)], False
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = before, propagate


class _Handler(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())
