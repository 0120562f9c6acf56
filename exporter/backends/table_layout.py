"""The layout of tables on paper: widths of columns, size of type, orientation of the page, groups of columns.

A table that is too wide for its place takes these measures in this order: break points in long words, smaller type
and padding, a landscape page, several tables side by side in reading order that repeat the first column. Widths are
estimates in em of the table's own type, made from average widths of letters, which need no font. Every format takes
the same decisions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain
from math import fsum

from exporter.backends.paging import EM, words_by_line
from exporter.backends.word_breaks import BOLD, is_ideograph, text_width, word_pieces
from exporter.model.nodes import (
    AnyNode,
    Block,
    Cell,
    Code,
    CodeBlock,
    Image,
    List,
    Paragraph,
    Table,
)
from exporter.model.table_grid import grid_of
from exporter.model.walk import walk

SIZES = (0.88, 0.82, 0.77, 0.72)  # of the table's type, in rem: with 10.5 pt text the smallest is 7.5 pt
PADDING = (1.2, 1.0, 0.8, 0.6)  # left and right of a cell together, in rem
SHORT = 18  # letters of a cell that stays on one line
LONGEST = 16  # letters of a piece of a word that a column makes room for
IDEOGRAPHS = 5  # the same of ideographs
MOST_LETTERS = 120  # longer lines make a column no wider
LINES = 6  # of a sentence, above which short cells give room
FEW = 3  # columns that share any room rather than become several tables
SPLIT = 2  # the step of size of a table that is split
ROUNDING = 1e-6  # rem by which sums of widths may differ from the room that they were made from

_PICTURE, _ICON = 5.0, 1.2
_MARKER = 2.0  # the indent of a list
_SMALL = ("icon", "avatar")


@dataclass(frozen=True, slots=True)
class Part:
    """Columns of a table that stand side by side, and the width of each in rem."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]

    @property
    def room(self) -> float:
        """The width of all columns."""
        return fsum(self.widths)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Decisions for one table: the step of its size (0 for the usual one), a landscape page, one part or several."""

    parts: tuple[Part, ...]
    step: int = 0
    landscape: bool = False

    @property
    def groups(self) -> list[tuple[int, ...]]:
        """The columns of each part."""
        return [part.columns for part in self.parts]

    def letters(self, part: Part, start: int, end: int) -> float:
        """Return the width in em that the words of a cell have in the columns of ``part`` from ``start`` to ``end``."""
        return (fsum(part.widths[start:end]) - PADDING[self.step]) / SIZES[self.step]

    def column_letters(self, part: Part) -> list[float]:
        """Return the letters that a line of each column of ``part`` has room for."""
        return [self.letters(part, at, at + 1) / EM for at in range(len(part.widths))]


class Keep(Enum):
    """The content of cells that stays on one line: parts of words, dates and numbers too, or all short cells."""

    WORDS = "words"
    NUMBERS = "numbers"
    SHORT = "short"


SMALLEST = len(SIZES) - 1
_MEASURES = (*((Keep.SHORT, step) for step in range(len(SIZES))), (Keep.NUMBERS, SMALLEST))


@dataclass(slots=True)
class _Need:
    """Widths that the content of a column needs, in em: for each ``Keep``, and for all lines unbroken."""

    words: float = 1.0
    numbers: float = 1.0
    short: float = 1.0
    line: float = 1.0
    given: str = ""

    def least(self, keep: Keep) -> float:
        """Return the least width at which the content to keep stays on one line."""
        return float(getattr(self, keep.value))

    def include(self, other: "_Need") -> None:
        """Make room for the content of another cell."""
        for name in ("words", "numbers", "short", "line"):
            setattr(self, name, max(getattr(self, name), getattr(other, name)))


def table_layout(table: Table, room: float, landscape: float = 0) -> TableLayout:
    """Return the layout of a table in ``room``; ``landscape`` is the room of a landscape page, 0 for none.

    Both are in rem: widths in units of the size of text.
    """
    needs = _needs(table)
    every = tuple(range(len(needs)))
    usual = [(wide, keep, step) for wide in filter(None, (room, landscape)) for keep, step in _MEASURES]
    for wide, keep, step in (*usual, (landscape or room, Keep.WORDS, SMALLEST)):
        if fsum(_least(needs, step, wide, keep)) <= wide + ROUNDING:
            keep = Keep.NUMBERS if keep is Keep.SHORT and _starved(needs, step, wide) else keep
            return TableLayout((Part(every, _widths(needs, step, wide, keep)),), step, landscape=wide is not room)
    if len(needs) <= FEW:
        return TableLayout((Part(every, _widths(needs, SMALLEST, room, Keep.WORDS)),), SMALLEST)
    return TableLayout(tuple(_groups(needs, room)), SPLIT)


def _starved(needs: Sequence[_Need], step: int, room: float) -> bool:
    """Whether short cells on one line would leave a column of sentences more than six lines high."""
    widths = _widths(needs, step, room, Keep.SHORT)
    return any(
        not need.given and SIZES[step] * need.line > LINES * (width - PADDING[step])
        for need, width in zip(needs, widths, strict=True)
    )


def _groups(needs: Sequence[_Need], room: float) -> list[Part]:
    """Return as few groups of columns as fit the room, about equally wide, each with the first column."""
    widest = _filled(needs, room, room)
    evener = (_filled(needs, room, room * part / 10) for part in range(4, 10))
    groups = next((one for one in evener if len(one) == len(widest)), widest)
    return [_part(needs, group, room) for group in groups]


def _filled(needs: Sequence[_Need], room: float, limit: float) -> list[list[int]]:
    """Return groups of columns that each take up to ``limit``."""
    groups = [[0]]
    for at in range(1, len(needs)):
        wider = [needs[i] for i in (*groups[-1], at)]
        if len(groups[-1]) > 1 and fsum(_least(wider, SPLIT, room, Keep.SHORT)) > limit + ROUNDING:
            groups.append([0])
        groups[-1].append(at)
    return groups


def _part(needs: Sequence[_Need], columns: Sequence[int], room: float) -> Part:
    kept = [replace(needs[at], given="") for at in columns]
    return Part(tuple(columns), _widths(kept, SPLIT, room, Keep.SHORT))


# --- widths --------------------------------------------------------------------------------------------------------


def _least(needs: Sequence[_Need], step: int, room: float, keep: Keep) -> list[float]:
    """Return the least width of each column, in rem: widths of the page give way to the words of other columns."""
    words, whole = ([SIZES[step] * need.least(kept) + PADDING[step] for need in needs] for kept in (Keep.WORDS, keep))
    given = [_given(need.given, room) for need in needs]
    small: set[int] = set()  # columns whose given width is too small for their words
    while True:
        free = [at for at, need in enumerate(needs) if need.given and at not in small]
        taken = fsum(words[at] if at in small else whole[at] for at in range(len(needs)) if at not in free)
        scale = min(1.0, max(0.0, room - taken) / (fsum(given[at] for at in free) or 1))
        tight = {at for at in free if given[at] * scale < words[at]}
        if not tight:
            break
        small |= tight
    return [given[at] * scale if at in free else words[at] if at in small else whole[at] for at in range(len(needs))]


def _given(width: str, room: float) -> float:
    """Return a width that the page gives, in rem; a pixel is three quarters of a point, a rem ten and a half."""
    if width.endswith("%"):
        return room * float(width[:-1]) / 100
    return float(width.removesuffix("px") or 0) * 0.75 / 10.5


def _widths(needs: Sequence[_Need], step: int, room: float, keep: Keep) -> tuple[float, ...]:
    """Return the width of each column: its least one, and a share of the rest of the room by its text."""
    least = _least(needs, step, room, keep)
    lack = fsum(least) - room
    if lack > ROUNDING:
        return _levelled(least, room)
    rest = max(0.0, -lack)
    spare = [
        0.0 if need.given else max(0.0, SIZES[step] * need.line + PADDING[step] - has)
        for need, has in zip(needs, least, strict=True)
    ]
    if fsum(spare) > rest:
        return tuple(has + rest * more / fsum(spare) for has, more in zip(least, spare, strict=True))
    wanted = [has + more for has, more in zip(least, spare, strict=True)]  # each line has the room that it needs
    free = [0.0 if need.given else width for need, width in zip(needs, wanted, strict=True)]
    free = free if any(free) else wanted
    left = room - fsum(wanted)
    return tuple(width + left * part / fsum(free) for width, part in zip(wanted, free, strict=True))


def _levelled(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Return ``widths`` with the widest cut to one level, so that they fit: narrow columns keep their words whole."""
    level, rest = room, room
    for count, width in enumerate(sorted(widths)):
        level = rest / (len(widths) - count)
        if width >= level:
            break
        rest -= width
    return tuple(min(width, level) for width in widths)


# --- the content of columns ----------------------------------------------------------------------------------------


def _needs(table: Table) -> list[_Need]:
    grid = grid_of(table)
    needs = [_Need(given=width) for width in table.widths[: grid.width]]
    needs += [_Need() for _ in range(grid.width - len(needs))]
    for placed in chain.from_iterable(grid.starting()):
        own = _cell_need(placed.cell)
        span = placed.end - placed.start
        spanned = needs[placed.start : placed.end]
        if span == 1:
            spanned[0].include(own)
        elif (lack := own.words - fsum(need.words for need in spanned)) > 0:
            for need in spanned:
                need.include(_same(need.words + lack / span))
    return needs


def _cell_need(cell: Cell) -> _Need:
    need = _Need()
    for node, indent in _texts(cell.children):
        monospaced = isinstance(node, CodeBlock) or any(isinstance(inner, Code) for inner in walk([node]))
        for line in words_by_line([node]):
            need.include(_line_need(line, indent, BOLD if cell.scope else 1.0, monospaced=monospaced))
    for picture in (node for node in walk(cell.children) if isinstance(node, Image)):
        wide = _ICON if picture.role in _SMALL else min(picture.width * 0.08, 12.0) if picture.width else _PICTURE
        need.include(_same(wide))
    for inner in (node for node in cell.children if isinstance(node, Table)):
        need.include(_table_need(inner))
    return need


def _same(width: float) -> _Need:
    """Return the need of content that has one width, such as a picture."""
    return _Need(width, width, width, width)


def _line_need(line: str, indent: float, heavy: float, *, monospaced: bool) -> _Need:
    words = line.split()
    pieces = (piece for word in words for piece in word_pieces(word))
    longest = max((text_width(_unbroken(piece), monospaced) for piece in pieces), default=0.0) * heavy + indent
    whole = text_width(" ".join(words)[:MOST_LETTERS], monospaced) * heavy + indent
    is_short = sum(2 if is_ideograph(letter) else 1 for letter in line.strip()) <= SHORT
    has_number = is_short and any(word.strip(".,:;()").isdigit() for word in words)
    return _Need(longest, whole if has_number else longest, whole if is_short else longest, whole)


def _unbroken(piece: str) -> str:
    """Return the letters of a piece of a word that a column makes room for; a line may end after each ideograph."""
    return piece[: IDEOGRAPHS if is_ideograph(piece[0]) else LONGEST]


def _table_need(table: Table) -> _Need:
    """Return the widths that a table in a cell needs, with the padding of its cells."""
    needs = _needs(table)
    padding = PADDING[0] * len(needs)
    return _Need(
        fsum(need.words for need in needs) + padding,
        fsum(need.numbers for need in needs) + padding,
        fsum(need.short for need in needs) + padding,
        fsum(need.line for need in needs) + padding,
    )


def _texts(blocks: Iterable[Block], indent: float = 0.0) -> Iterator[tuple[AnyNode, float]]:
    """Yield the paragraphs and code of blocks, without those of inner tables, with their indent."""
    for block in blocks:
        match block:
            case Paragraph() | CodeBlock():
                yield block, indent
            case List():
                for item in block.items:
                    yield from _texts(item.children, indent + _MARKER)
            case Table():
                pass
            case _:
                yield from ((node, indent) for node in walk([block]) if isinstance(node, Paragraph | CodeBlock))
