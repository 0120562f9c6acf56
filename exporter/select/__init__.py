"""From pages to one document: what an export shows of them, whole in itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from exporter.config import Config
from exporter.diagnostics import Diagnostics
from exporter.model.dates import changed
from exporter.model.document import Control, Document, Page, Review, Sibling
from exporter.model.export import Export, Format
from exporter.model.nodes import Image
from exporter.select.parts import Part, cut, merged
from exporter.source.site import Site
from exporter.theme.files import Theme
from exporter.transforms.labels import labels

__all__ = ["Surroundings", "select"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document takes from around its pages."""

    config: Config
    site: Site
    formats: Collection[Format]
    theme: Theme


def select(
    pages: Mapping[str, Page], export: Export, around: Surroundings, diagnostics: Diagnostics
) -> Document | None:
    """The document of an export, its levels, numbers and contents still open; ``pages`` has its own by file.

    None where one of the export's pages is not among them: why is a finding already.
    """
    if any(file not in pages for file in export.pages):
        return None
    own = [pages[file] for file in export.pages]
    parts = [cut(page, export, around.formats, around.config.all_hosts, diagnostics) for page in own]
    words = labels(around.theme, export.language, diagnostics)
    body, footnotes = merged(parts, around.site, around.site.page_routes, words, diagnostics)
    return Document(
        title=export.title,
        subtitle=export.subtitle,
        language=export.language,
        description=export.description,
        author=export.author,
        publisher=export.publisher,
        keywords=export.keywords,
        page_size=around.config.page.size,
        logo=export.logo,
        picture=_picture(export),
        cover=export.cover,
        control=_control(export, parts, around),
        review=Review(instructions=around.config.review.instructions, until=around.config.review.until),
        siblings=_siblings(export, around),
        body=body,
        footnotes=footnotes,
        labels=words,
        pos=export.pos,
    )


def _picture(export: Export) -> Image | None:
    if export.picture is None:
        return None
    return Image(asset=export.picture.path, alt=export.picture.alt, decorative=not export.picture.alt, pos=export.pos)


def _control(export: Export, parts: list[Part], around: Surroundings) -> Control:
    page = parts[0].page
    single = len(parts) == 1
    content = around.config.shown(around.config.content_folder) + "/"
    return Control(
        identifier=export.identifier,
        date=export.date,
        status=export.status,
        address=around.site.url + quote(page.route) if single and around.site.url and page.route else "",
        source=page.file.removeprefix(content) if single else "",
        section=export.heading,
        anchor=export.section,
        export=export.output,
        source_date=changed(page.data) if single else "",
        history=export.history,
        legal=export.legal,
    )


def _siblings(export: Export, around: Surroundings) -> tuple[Sibling, ...]:
    """The public files of the export, at their addresses on the site."""
    public = (f for f in around.formats if f.public and f.name in export.formats)
    return tuple(Sibling(format=f.name, address=f"{around.site.url}/{quote(export.output)}{f.suffix}") for f in public)
