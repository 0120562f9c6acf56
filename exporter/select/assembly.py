"""Assemble the document of an export from its pages, with everything that rendering needs."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from exporter.config import Config
from exporter.config.sections import RunningLineEntry
from exporter.diagnostics import Diagnostics
from exporter.model.dates import changed
from exporter.model.document import Control, Document, Page, Review, RunningLine, Sibling, running_pieces
from exporter.model.export import Export, Format
from exporter.model.nodes import Image
from exporter.select.abbreviations import abbreviations, lists_abbreviations
from exporter.select.bibliography import bibliography
from exporter.select.page_parts import PagePart, merge_parts, missing_part, page_part
from exporter.source.site import Site
from exporter.theme.files import Theme
from exporter.transforms.labels import labels


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """The configuration, site, formats and theme that a document is made with."""

    config: Config
    site: Site
    formats: Collection[Format]
    theme: Theme


def select(
    pages: Mapping[str, Page], export: Export, context: DocumentContext, diagnostics: Diagnostics
) -> Document | None:
    """Return the document of an export before its transforms; ``pages`` has the export's pages by file.

    A missing page already has a finding: a book says at its place that it is missing, any other export is None.
    """
    if not any(file in pages for file in export.pages) or (len(pages) < len(export.pages) and not export.is_book):
        return None
    words = labels(context.theme, export.language, diagnostics)
    chapters = export.chapters or (None,) * len(export.pages)
    parts = [
        page_part(pages[file], export, chapter, context.formats, context.config.all_hosts, diagnostics)
        if file in pages
        else missing_part(file, chapter, words)
        for file, chapter in zip(export.pages, chapters, strict=True)
    ]
    for before, name in sorted(export.missing, reverse=True):
        parts.insert(before, missing_part(name, chapters[max(0, before - 1)], words))
    body, footnotes = merge_parts(parts, context.site, context.site.page_routes, export.language, words, diagnostics)
    own = [part.page for part in parts]
    return Document(
        title=export.title,
        subtitle=export.subtitle,
        language=export.language,
        description=export.description,
        author=export.author,
        publisher=export.publisher,
        keywords=export.keywords,
        page_size=context.config.page.size,
        margins=context.config.page.sides,
        header=_running_line(context.config.page.header, export, words),
        footer=_running_line(context.config.page.footer, export, words),
        logo=export.logo,
        picture=_picture(export),
        cover=export.cover,
        numbering=export.numbering,
        control=_control(export, parts, context),
        review=Review(instructions=context.config.review.instructions, until=context.config.review.until),
        siblings=_siblings(export, context),
        body=body,
        footnotes=footnotes,
        abbreviations=abbreviations(own, context.config, diagnostics),
        abbreviations_list=lists_abbreviations(own, context.config, diagnostics),
        bibliography=bibliography(own, context.config, context.site, diagnostics, whole=not export.section),
        labels=words,
        pos=export.pos,
    )


def _running_line(entry: RunningLineEntry | None, export: Export, words: Mapping[str, str]) -> RunningLine | None:
    """Return the words of a header or footer with the facts of an export; those of pages are left to the formats."""
    if entry is None:
        return None
    known = {name: getattr(export, name) for name in ("title", "date", "identifier", "version", "publisher")}
    known["status"] = words.get(export.status, export.status)
    pieces = (running_pieces(text.strip()) for text in (entry.left, entry.right))
    left, right = (tuple(found for piece in line for found in _with_facts(piece, known)) for line in pieces)
    return RunningLine(left=left, right=right)


def _with_facts(piece: str, known: Mapping[str, str]) -> Iterator[str]:
    return (known.get(part.strip("{}"), part) for part in re.split(r"(\{\w+\})", piece) if part)


def _picture(export: Export) -> Image | None:
    if export.picture is None:
        return None
    origin = export.origins.get("picture")
    pos = origin.pos if origin is not None and origin.pos is not None else export.pos
    return Image(asset=export.picture.path, alt=export.picture.alt, decorative=not export.picture.alt, pos=pos)


def _control(export: Export, parts: list[PagePart], context: DocumentContext) -> Control:
    page = parts[0].page
    single = len(parts) == 1
    content = context.config.shown(context.config.content_folder) + "/"
    return Control(
        identifier=export.identifier,
        date=export.date,
        status=export.status,
        address=context.site.url + quote(page.route) if single and context.site.url and page.route else "",
        source=page.file.removeprefix(content) if single else "",
        section=export.heading,
        anchor=export.section,
        export=export.known_as,
        source_date=changed(page.data) if single else "",
        history=export.history,
        legal=export.legal,
        version=export.version,
        working_group=export.working_group,
        supersedes=export.supersedes,
        comment_period=export.comment_period,
        contacts=export.contacts,
    )


def _siblings(export: Export, context: DocumentContext) -> tuple[Sibling, ...]:
    """Return the public files of the export, at their addresses on the site."""
    public = (f for f in context.formats if f.public and f.name in export.siblings)
    return tuple(Sibling(format=f.name, address=f"{context.site.url}/{quote(export.output)}{f.suffix}") for f in public)
