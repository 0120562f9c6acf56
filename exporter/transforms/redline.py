"""A redline: two states of a document as one. Rejecting all changes gives the old text, accepting all the new text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal, TypeVar

from exporter.diagnostics import Diagnostics
from exporter.model.document import Asset, Control, Document, Footnote
from exporter.model.nodes import (
    AnyNode,
    Block,
    BlockChange,
    Columns,
    Container,
    Figure,
    FootnoteReference,
    Heading,
    Image,
    Inline,
    List,
    ListItem,
    Paragraph,
    QuestionAnswer,
    Quote,
    Row,
    Table,
    Text,
)
from exporter.model.text_lines import lines
from exporter.model.walk import rebuild
from exporter.textdiff.alignment import aligned, with_lone
from exporter.textdiff.similarity import similarity
from exporter.textdiff.tokens import words
from exporter.transforms.moved_blocks import with_moved_blocks
from exporter.transforms.numbers import with_lists, with_numbers, without_numbers
from exporter.transforms.references import with_references, without_words
from exporter.transforms.revisions import Authorship, revised
from exporter.transforms.split_paragraphs import split_or_joined

Way = Literal["inserted", "deleted"]
Pair = tuple[int | None, int | None]
T = TypeVar("T")

SIMILAR: Final = 0.5
"""Blocks with less similar words are not one changed block: one was deleted, one inserted."""
LARGEST_GAP: Final = 40_000
"""Pairs of blocks that are compared in one gap; boxes, lists and cells have gaps of their own."""


def redline(old: Document, new: Document, *, author: str, date: str) -> Document:
    """``new`` with the changes since ``old`` marked, by ``author`` at ``date`` (``2026-01-31T00:00:00Z``).

    Marks cover words, paragraphs, list items, questions and moves. Other properties of pictures and tables come from
    ``new``, and so do generated numbers, which no mark is about. Places come from ``old``, so that the result is a
    review copy of it.
    """
    old, new = _one_numbering(old), _one_numbering(new)
    new = _without_clashes(old, new)
    maker = _Redliner(Authorship(author, date))
    body = maker.blocks(old.body, new.body)
    footnotes = _footnotes(old, new, maker)
    numbers = {note.label: note.number for note in footnotes}
    body = with_moved_blocks(_renumbered(body, numbers))
    made = replace(
        new,
        body=body,
        footnotes=tuple(replace(n, children=_renumbered(n.children, numbers)) for n in footnotes),
        assets={**old.assets, **new.assets},
        control=_control(old.control, new.control),
    )
    for transform in (with_numbers, with_references, with_lists):
        made = transform(made, Diagnostics())
    return made


def _control(old: Control, new: Control) -> Control:
    """Return the new control with the old page as its source; a redline belongs to no export."""
    return replace(new, source=old.source, section=old.section, anchor=old.anchor, export="")


def _one_numbering(document: Document) -> Document:
    """Remove the numbers of questions, headings and captions, so that a moved one changes no other."""

    def plain(block: Block) -> tuple[Block]:
        return (replace(block, number=0),) if isinstance(block, QuestionAnswer) else (block,)

    document = replace(document, body=rebuild(document.body, plain))
    return without_words(without_numbers(document))


def _without_clashes(old: Document, new: Document) -> Document:
    """Give pictures with one name and different bytes different names."""
    names = {n: f"new-{n}" for n, a in new.assets.items() if n in old.assets and old.assets[n].data != a.data}
    if not names:
        return new

    def renamed(inline: Inline) -> tuple[Inline]:
        if isinstance(inline, Image) and inline.asset in names:
            return (replace(inline, asset=names[inline.asset]),)
        return (inline,)

    assets: dict[str, Asset] = {names.get(n, n): replace(a, name=names.get(n, n)) for n, a in new.assets.items()}
    return replace(new, body=rebuild(new.body, inline=renamed), assets=assets, logo=names.get(new.logo, new.logo))


def _footnotes(old: Document, new: Document, maker: "_Redliner") -> tuple[Footnote, ...]:
    """Return the footnotes of both states, matched by label; footnotes of the old text alone come last."""
    before = {note.label: note for note in old.footnotes}
    notes = []
    for note in new.footnotes:
        known = before.pop(note.label, None)
        notes.append(replace(note, children=maker.blocks(known.children, note.children)) if known else note)
    return tuple(replace(note, number=i) for i, note in enumerate((*notes, *before.values()), 1))


def _renumbered(body: tuple[Block, ...], notes: dict[str, int]) -> tuple[Block, ...]:
    count = 0

    def numbered(block: Block) -> tuple[Block]:
        nonlocal count
        if not isinstance(block, QuestionAnswer):
            return (block,)
        count += 1
        return (replace(block, number=count),)

    def noted(inline: Inline) -> tuple[Inline]:
        if isinstance(inline, FootnoteReference):
            return (replace(inline, number=notes.get(inline.label, inline.number)),)
        return (inline,)

    return rebuild(body, numbered, noted)


@dataclass(slots=True)
class _Redliner:
    """Compares blocks and marks their changes."""

    authorship: Authorship
    merges: dict[type, Callable[..., Block | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.merges = {
            Paragraph: self._paragraph,
            Heading: self._heading,
            QuestionAnswer: self._question,
            List: self._list,
            Quote: self._quote,
            Container: self._container,
            Columns: self._columns,
            Table: self._table,
            Figure: self._figure,
        }

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
        """Return blocks that show both states."""
        return tuple(self._aligned(old, new))

    def _aligned(self, old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
        alone = len(old) == len(new) == 1 and type(old[0]) is type(new[0])  # the only paragraph of a cell or item
        pairs: list[Pair] = [(0, 0)] if alone else list(_paired(old, new, _signature))
        at = 0
        while at < len(pairs):
            together = self._split_or_joined(old, new, pairs[at : at + 2])
            if together:
                yield from together
                at += 2
                continue
            i, j = pairs[at]
            at += 1
            both = self._merged(old[i], new[j]) if i is not None and j is not None else None
            if both is not None:
                yield both
                continue
            if i is not None:
                yield self._marked(old[i], "deleted")
            if j is not None:
                yield self._marked(new[j], "inserted")

    def _split_or_joined(self, old: Sequence[Block], new: Sequence[Block], pairs: Sequence[Pair]) -> list[Block]:
        """Return two paragraphs for one that was split or two that were joined; empty for any other change."""
        olds = [old[i] for i, _ in pairs if i is not None]
        news = [new[j] for _, j in pairs if j is not None]
        if len(pairs) < 2 or sorted((len(olds), len(news))) != [1, 2]:
            return []
        return list(split_or_joined(olds, news, self.authorship))

    def _merged(self, old: Block, new: Block) -> Block | None:
        """Return one block for two of a kind; None if they cannot be merged."""
        if old == new:
            return old
        merge = self.merges.get(type(old))
        return merge(old, new) if merge is not None and type(old) is type(new) else None

    def _marked(self, block: Block, way: Way) -> Block:
        changed = replace(block, change=BlockChange(way, self.authorship.author, self.authorship.date))
        return _placeless(changed) if way == "inserted" else changed

    def _line(self, old: Sequence[Inline], new: Sequence[Inline]) -> tuple[Inline, ...]:
        return revised(old, new, self.authorship)

    def _paragraph(self, old: Paragraph, new: Paragraph) -> Block | None:
        return replace(old, children=self._line(old.children, new.children)) if old.role == new.role else None

    def _heading(self, old: Heading, new: Heading) -> Block | None:
        if old.level != new.level:
            return None
        children = self._line(old.children, new.children)
        return replace(old, anchor=new.anchor, numbering=new.numbering, children=children)

    def _question(self, old: QuestionAnswer, new: QuestionAnswer) -> Block:
        question = self._line(old.question, new.question)
        return replace(old, anchor=new.anchor, question=question, answer=self.blocks(old.answer, new.answer))

    def _list(self, old: List, new: List) -> Block | None:
        if (old.ordered, old.role) != (new.ordered, new.role):
            return None
        items: list[ListItem] = []
        pairs = list(_paired(old.items, new.items, lambda item: _words_of([item])))
        at = 0
        while at < len(pairs):
            together = self._split_items(old.items, new.items, pairs[at : at + 2])
            if together:
                items.extend(together)
                at += 2
                continue
            i, j = pairs[at]
            at += 1
            if i is not None and j is not None:
                one, other = old.items[i], new.items[j]
                items.append(replace(one, checked=other.checked, children=self.blocks(one.children, other.children)))
            elif i is not None:
                items.append(self._marked_item(old.items[i], "deleted"))
            elif j is not None:
                items.append(self._marked_item(new.items[j], "inserted"))
        return replace(old, start=new.start, items=tuple(items))

    def _split_items(self, old: Sequence[ListItem], new: Sequence[ListItem], pairs: Sequence[Pair]) -> list[ListItem]:
        """As ``_split_or_joined``, for items of one paragraph each."""
        involved = [old[i] for i, _ in pairs if i is not None] + [new[j] for _, j in pairs if j is not None]
        if len(involved) != 3 or any(len(item.children) != 1 for item in involved):
            return []
        blocks = self._split_or_joined([i.children[0] for i in old], [i.children[0] for i in new], pairs)
        return [replace(involved[0], children=(block,)) for block in blocks]

    def _marked_item(self, item: ListItem, way: Way) -> ListItem:
        return replace(
            item,
            pos=item.pos if way == "deleted" else None,
            children=tuple(self._marked(block, way) for block in item.children),
        )

    def _quote(self, old: Quote, new: Quote) -> Block:
        return replace(old, children=self.blocks(old.children, new.children))

    def _container(self, old: Container, new: Container) -> Block | None:
        if (old.role, old.label) != (new.role, new.label):
            return None
        children = self.blocks(old.children, new.children)
        return replace(old, anchor=new.anchor, lang=new.lang, title=self._line(old.title, new.title), children=children)

    def _columns(self, old: Columns, new: Columns) -> Block | None:
        if len(old.columns) != len(new.columns):
            return None
        columns = tuple(self.blocks(a, b) for a, b in zip(old.columns, new.columns, strict=True))
        return replace(old, widths=new.widths, columns=columns)

    def _table(self, old: Table, new: Table) -> Block | None:
        """Merge tables of one shape cell by cell; None for tables of different shapes."""
        if _shape(old) != _shape(new):
            return None
        return replace(
            old,
            caption=self._line(old.caption, new.caption),
            head=self._rows(old.head, new.head),
            body=self._rows(old.body, new.body),
            foot=self._rows(old.foot, new.foot),
        )

    def _rows(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(
            replace(
                a,
                cells=tuple(
                    replace(x, children=self.blocks(x.children, y.children))
                    for x, y in zip(a.cells, b.cells, strict=True)
                ),
            )
            for a, b in zip(old, new, strict=True)
        )

    def _figure(self, old: Figure, new: Figure) -> Block | None:
        if old.image.asset != new.image.asset:
            return None
        return replace(old, image=new.image, caption=self._line(old.caption, new.caption))


def _paired(old: Sequence[T], new: Sequence[T], text: Callable[[T], str]) -> Iterator[Pair]:
    """Yield pairs of indexes in order, with None for a missing partner; in a gap the old ones come first."""
    olds, news = [text(x) for x in old], [text(x) for x in new]

    @cache
    def split(one: str) -> list[str]:
        return words(one)

    def score(i: int, j: int) -> float:
        before, after = split(olds[i]), split(news[j])
        return similarity(before, after, SIMILAR) if before or after else SIMILAR

    return with_lone(aligned(olds, news, score, largest=LARGEST_GAP), len(olds), len(news))


def _signature(block: Block) -> str:
    """Return the text that blocks are compared by: their words, or their kind if they have none."""
    return _words_of([block]) or f"\0{type(block).__name__} {getattr(block, 'role', '')}"


def _words_of(nodes: Iterable[AnyNode]) -> str:
    """Return the words of nodes, with a blank between lines."""
    return " ".join(line for line in lines(nodes) if line)


def _shape(table: Table) -> list[list[tuple[int, int]]]:
    return [
        [(len(part), 0), *((c.colspan, c.rowspan) for row in part for c in row.cells)]
        for part in (table.head, table.body, table.foot)
    ]


def _placeless(block: Block) -> Block:
    """Return a block of the new state without places, which are those of the old page."""

    def without(inline: Inline) -> tuple[Inline]:
        if isinstance(inline, Text):
            return (replace(inline, pos=None, offsets=None),)
        return (replace(inline, pos=None),)

    return rebuild((block,), lambda b: (replace(b, pos=None),), without)[0]
