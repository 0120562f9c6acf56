"""Numbers of headings, figures and tables, and the lists of these, as ``Document.numbering`` asks for them.

Headings count by their place in the outline: a page of a book by its place in the book. Headings in items and answers
have no number, since lists and questions count themselves. A block that a redline deletes has none either: the others
have those of the new state.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from exporter.diagnostics import Diagnostics
from exporter.model.anchors import without_anchors
from exporter.model.captions import Captioned, kind_of, numbered
from exporter.model.document import CaptionKind, Document, ListedCaption
from exporter.model.nodes import AnyNode, Block, BlockNode, Cell, Columns, Container, Heading, Quote, Row, Table
from exporter.model.walk import children, link_words, plain_text, rebuild, walk

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def with_numbers(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with its numbers."""
    wanted = document.numbering
    headings = heading_numbers(document.body) if wanted.headings else {}
    kinds: dict[CaptionKind, bool] = {
        "figure": wanted.figures or "figure" in wanted.lists,
        "table": wanted.tables or "table" in wanted.lists,
    }
    if not headings and not any(kinds.values()):
        return document
    counts: dict[CaptionKind, int] = {"figure": 0, "table": 0}

    def number(block: Block) -> tuple[Block]:
        if isinstance(block, Heading):
            return (replace(block, number=headings.get(block.anchor, "") if block.number != _GONE else ""),)
        if not isinstance(block, Captioned) or not kinds[kind_of(block)] or not _has_words(block):
            return (block,)
        if block.number == _GONE_CAPTION:
            return (replace(block, number=0),)
        counts[kind_of(block)] += 1
        return (replace(block, number=counts[kind_of(block)]),)

    return replace(document, body=rebuild(_with_gone(document.body), number))


def with_lists(document: Document, _diagnostics: Diagnostics) -> Document:
    """Return the document with the lines of its lists of figures and tables."""
    kinds = document.numbering.lists
    return replace(document, captions=tuple(_listed(document.body, kinds))) if kinds else document


def without_numbers(document: Document) -> Document:
    """Return the document without the numbers of headings, figures and tables."""

    def plain(block: Block) -> tuple[Block]:
        if isinstance(block, Heading):
            return (replace(block, number=""),)
        return (replace(block, number=0),) if isinstance(block, Captioned) else (block,)

    return replace(document, body=rebuild(document.body, plain), captions=())


def _listed(body: Iterable[Block], kinds: Iterable[CaptionKind]) -> Iterator[ListedCaption]:
    nodes = list(numbered(body))
    for kind in kinds:
        for node in nodes:
            if kind_of(node) == kind:
                words = without_anchors(link_words(node.caption))
                yield ListedCaption(kind=kind, number=node.number, children=words)


def _has_words(node: Captioned) -> bool:
    return bool(plain_text(node.caption).strip())


_GONE, _GONE_CAPTION = "-", -1  # in place of the numbers of what a redline deletes


def _with_gone(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return ``blocks`` with a mark on each heading, figure and table that a redline deletes, alone or in a block."""

    def gone(block: Block) -> tuple[Block]:
        if isinstance(block, Heading):
            return (replace(block, number=_GONE),)
        return (replace(block, number=_GONE_CAPTION) if isinstance(block, Captioned) else block,)

    def marked(block: Block) -> tuple[Block, ...]:
        return rebuild((block,), gone) if _deleted(block) else (block,)

    return rebuild(blocks, marked) if any(isinstance(b, BlockNode) and _deleted(b) for b in walk(blocks)) else blocks


def _deleted(block: BlockNode) -> bool:
    return block.change is not None and block.change.change == "deleted"


# --- headings ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """An open heading: its level and number, and how many numbers stand below it."""

    level: int
    number: str
    below: int = 0


@dataclass(slots=True)
class _Count:
    """The state of counting: the open headings, the numbers at the top, and the letters of appendices."""

    open: list[_Open] = field(default_factory=list)
    top: int = 0
    appendices: int = 0

    def next(self, heading: Heading) -> str:
        """Return the number of the next heading in the outline; empty for none."""
        while self.open and self.open[-1].level >= heading.level:
            self.open.pop()
        own = self._number(heading, self.open[-1] if self.open else None)
        self.open.append(_Open(heading.level, own))
        return own

    def _number(self, heading: Heading, above: _Open | None) -> str:
        if heading.numbering == "unnumbered":
            return ""
        if above and not _is_annex(heading):
            if not above.number:
                return ""
            above.below += 1
            return f"{above.number}.{above.below}"
        if heading.numbering == "appendix":
            self.appendices += 1
            return letter(self.appendices)
        self.top += 1
        return str(self.top)


def _is_annex(heading: Heading) -> bool:
    """Whether a chapter is an appendix, which has a letter in a part of a book too."""
    return heading.role == "chapter" and heading.numbering == "appendix"


def letter(number: int) -> str:
    """Return the letter of an appendix as Word counts: A to Z, then AA, BB (ECMA-376 part 1, 17.18.59)."""
    return LETTERS[(number - 1) % len(LETTERS)] * ((number - 1) // len(LETTERS) + 1)


def heading_numbers(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the number of each numbered heading by its anchor."""
    count = _Count()
    return {heading.anchor: own for heading in _outline(blocks) if (own := count.next(heading))}


def _outline(nodes: Iterable[AnyNode]) -> Iterator[Heading]:
    """Yield the headings that count, in reading order."""
    for node in nodes:
        match node:
            case BlockNode() if _deleted(node):
                pass
            case Heading():
                yield node
            case Container() | Columns() | Quote() | Table() | Row() | Cell():
                yield from _outline(children(node))
            case _:
                pass
