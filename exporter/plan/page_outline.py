"""Outlines of pages: the sections and download links that planning needs, small enough for the cache."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exporter.model.document import Page
from exporter.model.export import Format
from exporter.model.nodes import Block, Columns, Container, Heading
from exporter.model.passages import Section, passages, questions, sections
from exporter.model.position import KeyPath, Pos
from exporter.transforms.download_links import Download, download, is_alert, links
from exporter.transforms.sections import heading_words, page_title


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """A section: its heading's anchor, words and place, and its number of questions."""

    anchor: str
    words: str
    questions: int
    pos: Pos | None = None


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A download link, the anchor of the heading above it (empty for none), and its target as written."""

    download: Download
    anchor: str
    pos: Pos | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class PageOutline:
    """A page: its names, front matter, sections, download links and own language (BCP 47; empty: the project's)."""

    file: str
    route: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    places: Mapping[KeyPath, Pos] = field(default_factory=dict, repr=False)
    sections: tuple[SectionOutline, ...] = ()
    links: tuple[DownloadLink, ...] = ()
    language: str = ""

    def section(self, anchor: str) -> SectionOutline | None:
        """Return the section of the heading with this anchor."""
        return next((s for s in self.sections if s.anchor == anchor), None)


def outline(page: Page, formats: Collection[Format], hosts: Collection[str]) -> PageOutline:
    """Return the outline of a page; ``hosts`` count as the site."""
    outlined = tuple(_outlined(section) for section in sections(page.body))
    downloads = tuple(_downloads(page.body, formats, hosts))
    title = page_title(page)
    return PageOutline(page.file, page.route, title, page.data, page.places, outlined, downloads, page.language)


def _outlined(section: Section) -> SectionOutline:
    heading, count = section.heading, sum(1 for _ in questions(section.blocks))
    return SectionOutline(heading.anchor, heading_words(heading), count, heading.pos)


def _downloads(body: tuple[Block, ...], formats: Collection[Format], hosts: Collection[str]) -> Iterator[DownloadLink]:
    for passage in passages(_flow(body), Heading):
        for alert in filter(is_alert, passage.blocks):
            for link in links((alert,)):
                if wanted := download(link.target, formats, hosts):
                    yield DownloadLink(wanted, passage.head.anchor if passage.head else "", link.pos, link.target)


def _flow(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks in reading order, also inside boxes and columns, but not inside alerts and answers."""
    for block in blocks:
        yield block
        match block:
            case Container() if not is_alert(block):
                yield from _flow(block.children)
            case Columns():
                for column in block.columns:
                    yield from _flow(column)
            case _:
                pass
