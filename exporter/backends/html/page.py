"""A whole page around the body: title block, contents, footnotes, document control."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from exporter.backends.contents import Toc, to_depth
from exporter.backends.front_back import (
    FRAME,
    IN_HEAD,
    Fact,
    author,
    changed,
    control_table,
    facts,
    is_draft,
    logo,
)
from exporter.backends.html.asset_addresses import asset_address
from exporter.backends.html.body import Body, ImageAddress
from exporter.backends.html.foot_notes import FootNotes, foot_notes
from exporter.backends.html.numbers import numbered
from exporter.backends.html.paper_tables import PaperTables
from exporter.model.captions import before_listed, own_anchor
from exporter.model.document import CaptionKind, Document, Footnote, TocEntry
from exporter.model.languages import language_of
from exporter.model.nodes import Text
from exporter.model.walk import link_words
from exporter.theme.files import Theme
from exporter.theme.templates import templates


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the contents; ``depth`` counts from 1 without gaps, ``entries`` are the entries below it."""

    anchor: str
    content: Markup
    question: bool
    depth: int
    entries: "tuple[ContentsEntry, ...]" = ()


@dataclass(frozen=True, slots=True)
class CaptionList:
    """A list of figures or of tables: its title, and the anchor and words of each line."""

    kind: CaptionKind
    title: str
    entries: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class PageContext:
    """The variable ``page`` of the templates; ``control`` has key, value and address (empty: no link)."""

    screen: bool
    book: bool
    words: dict[str, str]
    direction: str
    title: Markup
    subtitle: Markup
    author: str
    draft: str
    created: str
    modified: str
    logo: Markup
    picture: Markup
    lists: tuple[CaptionList, ...]
    control: tuple[tuple[str, str, str], ...]
    table: tuple[Fact, ...]
    colophon: tuple[tuple[str, str, str], ...]


def print_page(
    document: Document,
    theme: Theme,
    *,
    contents: bool = False,
    image: ImageAddress = asset_address,
    tables: PaperTables | None = None,
    book: bool = False,
    feet: bool = False,
    make: Callable[..., Body] = Body,
) -> str:
    """Return the page that a PDF or an e-book is made from, by ``templates/html/print.html.j2``; styles come beside it.

    With ``contents`` the document's contents follow the title. ``image`` gives each picture's address, ``tables``
    the layout of tables on pages of a known size, ``make`` another body; ``book`` is true for an e-book. With ``feet``
    notes stand at the foot of pages if all of them can.
    """
    at_foot: FootNotes = foot_notes(document) if feet else {}
    body = make(document, theme, book=book, image=image, tables=tables or PaperTables(), feet=at_foot)
    return templates(theme).render(
        "html/print.html.j2",
        document=document,
        page=page_context(document, body),
        body=body.blocks(document.body),
        notes=notes(() if at_foot else document.footnotes, body),
        contents=list(flattened(contents_tree(document.toc, body))) if contents else [],
    )


def page_context(document: Document, body: Body) -> PageContext:
    """Return the content around the body of ``document``."""
    return PageContext(
        screen=body.screen,
        book=body.book,
        words=body.words,
        direction="rtl" if language_of(document.language).right_to_left else "ltr",
        title=body.line((Text(text=document.title),)),
        subtitle=body.line((Text(text=document.subtitle),)),
        author=author(document),
        draft=body.words["draft"] if is_draft(document) else "",
        created=document.control.date,
        modified=changed(document),
        logo=body.inline(shown) if (shown := logo(document)) else Markup(),
        picture=body.inline(document.picture) if document.picture else Markup(),
        lists=tuple(_lists(document, body)),
        control=tuple(_control(document, body.words)),
        table=control_table(document, body.words),
        colophon=tuple(_colophon(document, body.words)),
    )


def contents_for(document: Document, body: Body, toc: Toc) -> tuple[ContentsEntry, ...]:
    """Return the contents of a browser's page: always, never, or with ``auto`` if it has more than one heading."""
    headings = sum(not entry.question for entry in document.toc)
    wanted = toc.show == "always" or (toc.show == "auto" and headings > 1)
    return contents_tree(to_depth(document, toc.depth), body) if wanted else ()


def notes(footnotes: Iterable[Footnote], body: Body) -> list[tuple[Footnote, Markup]]:
    """Return each footnote with its markup."""
    return [(note, body.blocks(note.children)) for note in footnotes]


def contents_tree(toc: tuple[TocEntry, ...], body: Body) -> tuple[ContentsEntry, ...]:
    """Return the contents as a tree: an entry holds the entries of lower levels that follow it."""
    return tuple(_tree(toc, body, 1))


def flattened(tree: Iterable[ContentsEntry]) -> Iterator[ContentsEntry]:
    """Yield every entry of ``tree`` in reading order."""
    for entry in tree:
        yield entry
        yield from flattened(entry.entries)


def _tree(toc: tuple[TocEntry, ...], body: Body, depth: int) -> Iterator[ContentsEntry]:
    while toc:
        first, rest = toc[0], toc[1:]
        inside = next((at for at, entry in enumerate(rest) if entry.level <= first.level), len(rest))
        below = tuple(_tree(rest[:inside], body, depth + 1))
        words = numbered(first.number, link_words(first.children), body)
        yield ContentsEntry(first.anchor, words, first.question, depth, below)
        toc = rest[inside:]


def _lists(document: Document, body: Body) -> Iterator[CaptionList]:
    """Yield the lists of figures and tables that the document asks for."""
    for kind, entries in groupby(document.captions, lambda entry: entry.kind):
        lines = (
            (
                own_anchor(kind, entry.number),
                body.line((Text(text=before_listed(entry, body.words)), *link_words(entry.children))),
            )
            for entry in entries
        )
        yield CaptionList(kind, body.words[f"{kind}s"], tuple(lines))


def _control(document: Document, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the facts of the head: identifier, date, status."""
    return ((fact.key, fact.value, fact.address) for fact in facts(document, words, *IN_HEAD))


def _colophon(document: Document, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the facts of the foot: the source of the page, its control data, and its other files."""
    for fact in facts(document, words, "publisher", "source", "section", "source_date", *IN_HEAD, *FRAME):
        yield fact.key, fact.value, fact.address
    for sibling in document.siblings:
        if sibling.format != "html":  # the page itself
            yield "download", sibling.format.upper(), sibling.address
