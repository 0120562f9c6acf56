"""Parts of pages, cut for an export and merged into one body."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal
from urllib.parse import unquote

from exporter.diagnostics import Diagnostics
from exporter.model.anchors import anchors_of, mark, marks, with_marks_first
from exporter.model.document import Footnote, Page
from exporter.model.export import Chapter, Export, Format
from exporter.model.languages import is_in
from exporter.model.nodes import (
    Block,
    Container,
    FootnoteReference,
    Heading,
    HeadingNumbering,
    Inline,
    Link,
    Reference,
    Span,
    Text,
)
from exporter.model.passages import sections
from exporter.model.roles import REQUIRED
from exporter.model.slugs import anchor_of, without_blanks
from exporter.model.walk import rebuild, walk
from exporter.source.site import Site
from exporter.transforms import link_targets, titles, unique_anchors
from exporter.transforms.download_links import without_own_downloads
from exporter.transforms.sections import find_section, heading_words, page_title, same_words


@dataclass(frozen=True, slots=True)
class PagePart:
    """The part of a page in a document. Headings begin at level 2; ``head`` is its anchor (empty: the title's)."""

    page: Page
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    head: str = ""


def page_part(
    page: Page,
    export: Export,
    chapter: Chapter | None,
    formats: Collection[Format],
    hosts: Collection[str],
    diagnostics: Diagnostics,
) -> PagePart:
    """Return the part of ``page`` in ``export``: a section or the whole.

    A ``chapter`` of a book gets its own heading, below those of the parts that it opens. The title replaces the heading
    of a section, and a page's first heading if it repeats the title. Alerts that offer this export for download are
    left out.
    """
    first = None
    if export.section:
        section = find_section(page.body, export.section)
        level, blocks = (section.heading.level, section.blocks) if section else (1, ())
        blocks = _shifted((*(titles.below_title(section.heading, diagnostics) if section else ()), *blocks), 1 - level)
        blocks = _with_anchors_of(section.heading, blocks) if section else blocks
    else:
        first = _repeated(page.body, (export.title, page_title(page)))
        blocks = (
            _replaced(page.body, first, () if chapter else titles.below_title(first, diagnostics))
            if first
            else page.body
        )
    blocks = without_own_downloads(blocks, (export.output, export.known_as), formats, hosts)
    if chapter is None:
        return PagePart(page, _with_anchors_of(first, blocks) if first else blocks, page.footnotes)
    anchor = page.route.rpartition("/")[2] or "page"
    words = first.children if first else (Text(text=page_title(page)),)
    role: Literal["part", "chapter"] = "part" if chapter.opens_own else "chapter"
    head = Heading(
        level=chapter.level,
        children=words,
        anchor=anchor,
        role=role,
        numbering=_numbering(page.data) or (first.numbering if first else ""),
        pos=first.pos if first else None,
    )
    below = _shifted(blocks, chapter.level if _has_top(blocks) else chapter.level - 1)
    blocks = (*_part_headings(chapter), head, *below)
    return PagePart(page, _with_anchors_of(first, blocks) if first else blocks, page.footnotes, anchor)


def _numbering(data: Mapping[str, Any]) -> HeadingNumbering:
    """Return how the heading of a chapter is numbered, as the page's front matter says."""
    wanted = data.get("numbering")
    if wanted is False or (isinstance(wanted, dict) and wanted.get("headings") is False):
        return "unnumbered"
    return "appendix" if data.get("appendix") is True else ""


def missing_part(name: str, chapter: Chapter | None, words: Mapping[str, str]) -> PagePart:
    """Return the part of a book that says that a page is missing."""
    text = (Text(text=words["missing_page"].replace("{name}", name)),)
    anchor = anchor_of(f"missing {name}")
    level = chapter.level if chapter else 1
    head = Heading(level=level, children=text, anchor=anchor, role="chapter" if chapter else "")
    return PagePart(Page(file=name, route="", sha256=""), (head,), (), anchor)


def _part_headings(chapter: Chapter) -> Iterator[Heading]:
    """Yield the headings of the parts that a chapter opens; their anchors are none that a page has."""
    for level, title in enumerate(chapter.parts, chapter.level - len(chapter.parts)):
        yield Heading(level=level, children=(Text(text=title),), anchor=anchor_of(f"part {title}"), role="part")


def merge_parts(
    parts: Sequence[PagePart],
    site: Site,
    files: Mapping[str, str],
    language: str,
    words: Mapping[str, str],
    diagnostics: Diagnostics,
) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    """Merge parts into one body and its footnotes, with unique anchors and resolved links.

    ``language`` is the document's, ``words`` are the generated ones in it.
    """
    whole = [(*part.blocks, *(b for note in part.footnotes for b in note.children)) for part in parts]
    renewed, renamed = unique_anchors.with_unique_anchors(whole)
    targets = {(parts[n].page.route, old): new for (n, old), new in renamed.items()}
    targets |= {(p.page.route, ""): renamed[n, p.head] for n, p in enumerate(parts) if p.head}
    body: list[Block] = []
    footnotes: list[Footnote] = []
    for number, (part, blocks) in enumerate(zip(parts, map(iter, renewed), strict=True)):
        page = part.page
        resolve = link_targets.LinkResolver(site.url, site.hosts, page.file, page.route, targets, files)
        rewrite = _InlineRewriter(resolve, f"{number}:" if len(parts) > 1 else "", words, diagnostics)
        foreign = page.language if len(parts) > 1 and not is_in(language, page.language) else ""
        body.extend(_marked(rebuild(islice(blocks, len(part.blocks)), inline=rewrite), foreign))
        for note in part.footnotes:
            children = _marked(rebuild(islice(blocks, len(note.children)), inline=rewrite), foreign)
            footnotes.append(replace(note, label=rewrite.prefix + note.label, children=children))
    return tuple(body), tuple(footnotes)


def _marked(blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """Return the blocks in a container of this language; as they are if it is empty."""
    return (Container(role="", children=blocks, lang=language, pos=blocks[0].pos),) if language and blocks else blocks


@dataclass(frozen=True, slots=True)
class _InlineRewriter:
    """Rewrites the inlines of a part: resolves links and puts the part's prefix before labels of footnotes."""

    resolve: link_targets.LinkResolver
    prefix: str
    words: Mapping[str, str]
    diagnostics: Diagnostics

    def __call__(self, inline: Inline) -> tuple[Inline, ...]:
        if isinstance(inline, FootnoteReference):
            return (replace(inline, label=self.prefix + inline.label),)
        if isinstance(inline, Span) and inline.role == REQUIRED:
            return (replace(inline, children=(Text(text=self.words[REQUIRED], pos=inline.children[0].pos),)),)
        return self.resolve(inline, self.diagnostics)


def _repeated(body: tuple[Block, ...], known: tuple[str, ...]) -> Heading | None:
    """Return the page's first heading if it repeats one of these titles."""
    first = next(sections(body), None)
    if first is None or first.heading.level != 1:
        return None
    words = heading_words(first.heading)
    return first.heading if any(same_words(words, title) for title in known) else None


def _replaced(body: tuple[Block, ...], head: Heading, other: tuple[Block, ...]) -> tuple[Block, ...]:
    return rebuild(
        body, lambda block: other if isinstance(block, Heading) and block.anchor == head.anchor else (block,)
    )


def _with_anchors_of(removed: Heading, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the first block the anchors of a heading that became the title, if links of ``blocks`` lead to them."""
    linked = {without_blanks(unquote(node.target[1:])) for node in walk(blocks) if isinstance(node, Link | Reference)}
    known = anchors_of(walk(blocks))
    own = (mark(removed.anchor), *marks(removed.children))
    return with_marks_first(blocks, [one for one in own if one.anchor in linked - known])


def _has_top(blocks: tuple[Block, ...]) -> bool:
    return any(section.heading.level == 1 for section in sections(blocks))


def _shifted(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    """Return the blocks with the levels of their headings shifted; a transform closes the gaps later."""
    if not by:
        return blocks
    return rebuild(blocks, lambda b: (replace(b, level=b.level + by),) if isinstance(b, Heading) else (b,))
