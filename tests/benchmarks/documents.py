"""What is rendered: the FAQ page of this project, longer pages of its kind, and the HTML that a PDF is made of."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exporter.backends.base import Rendered
from exporter.backends.html.asset_addresses import ASSETS
from exporter.backends.html.page import print_page
from exporter.backends.pdf import engine
from exporter.backends.pdf.rendering import Rendering
from exporter.build.flow import Flow
from exporter.build.project import open_project
from exporter.build.rendering import Job, render
from exporter.diagnostics import Diagnostics
from exporter.model.document import Asset, Document
from exporter.model.export import Export
from exporter.plan import Selection
from tests.benchmarks.site import SECTIONS, page_text

ROOT = Path(__file__).parents[2]
FORMATS = ("pdf", "docx", "html", "gfm")
PAGE = "faq/Frequently Asked Questions"  # the export of the whole page
VARIANT = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class Made:
    """A document's jobs by format."""

    jobs: Mapping[str, Job]

    def file(self, form: str) -> Rendered:
        """The file of a format, made anew."""
        rendered = render(self.jobs[form])
        assert rendered.data is not None, "the page can be rendered"
        return rendered


@cache
def faq() -> Made:
    """The FAQ page, whole."""
    flow = Flow(open_project(ROOT, Diagnostics(), file=ROOT / "exporter.yaml"))
    export = next(e for e in flow.plan(Diagnostics()) if e.output == PAGE)
    return made(flow, export)


@cache
def long_page(questions: int) -> Made:
    """A page of about so many questions of the same kind."""
    copies = max(1, round(questions / sum(SECTIONS)))
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "content" / "long.md"
        page.parent.mkdir()
        first, *more = (page_text(number) for number in range(1, copies + 1))
        page.write_text(first + "".join(text.split("---\n", 2)[2] for text in more), "utf-8")
        (page.parents[1] / "exporter.yaml").write_text("site: {url: https://example.org}\n", "utf-8")
        flow = Flow(open_project(page.parents[1], Diagnostics()))
        (export,) = flow.plan(Diagnostics(), Selection(("content/long.md",)))
        return made(flow, export)


def made(flow: Flow, export: Export) -> Made:
    """The jobs of an export."""
    document = flow.document(export)
    assert document is not None, "the page can be read"
    chosen = {form: flow.settings.of(export, form) for form in FORMATS}
    return Made({f: Job(format=f, document=document, options=s.options, theme=s.theme) for f, s in chosen.items()})


@dataclass(frozen=True, slots=True)
class Bare:
    """What our PDF is made of, for WeasyPrint alone: HTML, style sheets, fonts, pictures."""

    html: str
    sheets: tuple[str, ...]
    fonts: Path
    assets: Mapping[str, Asset]

    def pdf(self) -> bytes:
        """The PDF as WeasyPrint makes it by itself, the style sheets read from text as from a file."""
        weasyprint: Any = engine.load(self.fonts)
        source = weasyprint.HTML(string=self.html, base_url=ASSETS, url_fetcher=engine.fetcher(self.assets))
        sheets = [weasyprint.CSS(string=css) for css in self.sheets]
        fonts = engine.font_configuration(self.fonts)
        return bytes(source.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT, pdf_tags=True))


class _Watched(Rendering):
    """A rendering that keeps what the layout it ends with was made of."""

    def _layout(self, document: Document, typesetter: Any, sheets: tuple[str, ...], contents: bool) -> Any:
        layout = Rendering._layout(self, document, typesetter, sheets, contents)
        html = print_page(document, self.theme, contents=contents)
        layout.bare = Bare(html, sheets, typesetter.fonts, typesetter.assets)
        return layout

    def _write(self, layout: Any, *rest: Any) -> bytes:
        kept.append(layout.bare)
        return Rendering._write(self, layout, *rest)


kept: list[Bare] = []


def bare(job: Job) -> Bare:
    """The HTML and the style sheets of the layout that a job ends with."""
    kept.clear()
    _Watched(job.document, job.options, job.theme).run()
    return kept.pop()
