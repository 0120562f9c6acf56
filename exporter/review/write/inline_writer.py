"""A paragraph's new source: what stays of the old pieces, and new words between them.

Each character says which elements it wants to stand in. A new one stands where those around it stand if it looks like
them, else it brings its own marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from exporter.model.markdown_escapes import MDC_STARTS, escape_start
from exporter.review.match.text_blocks import Leaf, Wrap
from exporter.review.word.document import PARAGRAPH, Format
from exporter.review.write.markdown_syntax import TRAITS, Escaping, closing, escape_at, opening
from exporter.review.write.source_pieces import Key, Pieces
from exporter.review.write.yaml_scalars import Context

SAYABLE: Final[Format] = frozenset(TRAITS)
_EMPHASIS: Final = frozenset(("b", "i", "s"))
_PLAIN_TARGET: Final = re.compile(r"[^\s()<>\\\"'&{}]+")
NEW: Final = -1
_GAP: Final = -2
Frame = Key | str
"""What a character stands in: a wrap of the page, or a mark of our own (``b``, ``a:https://…``)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One character of the new paragraph. ``char`` is its number in the leaf, -1 for a new one, -2 for a gap.

    ``source`` is its old source (of a new one ``""``); ``frames`` what it stands in, None until that is decided.
    """

    text: str
    char: int = -1
    source: str = ""
    format: Format = frozenset()
    href: str = ""
    frames: tuple[Frame, ...] | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stood beside a place: its look and the wraps around it."""

    format: Format
    href: str
    wraps: tuple[Key, ...]


@dataclass(slots=True)
class Loom:
    """All that is needed to write paragraphs: their pieces, their wraps, the context and how to escape."""

    context: Context
    escaping: Escaping = "backslash"
    break_source: str = "  \n"
    paragraph_source: str = "\n\n"
    cell: bool = False
    opens: dict[Key, str] = field(default_factory=dict)
    closes: dict[Key, str] = field(default_factory=dict)
    wraps: dict[Key, Wrap] = field(default_factory=dict)

    def add(self, leaf: Leaf, pieces: Pieces) -> None:
        """Makes a leaf's wraps known."""
        self.opens.update(pieces.opens)
        self.closes.update(pieces.closes)
        self.wraps.update({(leaf.index, i): wrap for i, wrap in enumerate(leaf.wraps)})

    def retarget(self, key: Key, target: str) -> None:
        """Lets a link lead elsewhere, if its target stands in its signs as it is and once."""
        old = self.wraps[key].href
        signs = (self.opens, self.closes)
        if sum(sign[key].count(old) for sign in signs) == 1 and _PLAIN_TARGET.fullmatch(target):
            for sign in signs:
                sign[key] = sign[key].replace(old, self.context.encode(target))
            self.wraps[key] = replace(self.wraps[key], href=target)

    def source(self, wishes: Sequence[Wish]) -> str:
        """The source of a paragraph (or of several, parted by paragraph marks)."""
        wishes = list(_trimmed(self._tight(list(_spaced(wishes)))))
        out: list[str] = []
        stack: tuple[Frame, ...] = ()
        for i, wish in enumerate(wishes):
            frames = wish.frames or ()
            if frames != stack:
                shared = _shared(stack, frames)
                out.extend(self._close(f, wishes, i) for f in reversed(stack[shared:]))
                out.extend(self._open(f, wishes, i) for f in frames[shared:])
                stack = frames
            out.append(self._text(wishes, i))
        out.extend(self._close(f, wishes, len(wishes)) for f in reversed(stack))
        return "".join(out)

    def _text(self, wishes: Sequence[Wish], i: int) -> str:
        wish = wishes[i]
        if wish.source:
            return wish.source
        if wish.text == PARAGRAPH:
            return self.context.encode(self.paragraph_source)
        if wish.text == "\n":
            return self.context.encode(self.break_source)
        if wish.frames and "c" in map(self._trait, wish.frames):
            return self.context.encode(wish.text)
        return self.context.encode(self._escaped(wishes, i))

    def _escaped(self, wishes: Sequence[Wish], i: int) -> str:
        """A new character, escaped where its neighbours make it a sign."""
        before = wishes[i - 1].text if i and wishes[i - 1].char != _GAP else ""
        after = "".join(w.text for w in wishes[i + 1 : i + 12])
        own = escape_at(before + wishes[i].text + after, len(before), self.escaping, self.cell)
        starts = not before or before in (PARAGRAPH, "\n")
        if starts and self.escaping != "none" and own == wishes[i].text:
            return escape_start(own + after, MDC_STARTS)[: -len(after) or None]
        return own

    def _trait(self, frame: Frame) -> str:
        return frame if isinstance(frame, str) else self.wraps[frame].trait

    def _open(self, frame: Frame, wishes: Sequence[Wish], i: int) -> str:
        if isinstance(frame, str):
            return self.context.encode(opening(frame, _inside(frame, wishes, i)))
        return self.opens[frame]

    def _close(self, frame: Frame, wishes: Sequence[Wish], i: int) -> str:
        if isinstance(frame, str):
            return self.context.encode(closing(frame, _inside(frame, wishes, i - 1)))
        return self.closes[frame]

    def _tight(self, wishes: Sequence[Wish]) -> list[Wish]:
        """Blanks at the edges of emphasis stand outside: ``**word **`` is no emphasis (CommonMark, section 6.2)."""
        out = list(wishes)
        frames = {f for w in out for f in w.frames or () if self._trait(f) in _EMPHASIS}
        for frame in frames:
            for start, end in _stretches(out, frame):
                low, high = start, end
                while low < high and out[low].text.isspace():
                    low += 1
                while high > low and out[high - 1].text.isspace():
                    high -= 1
                for i in (*range(start, low), *range(high, end)):
                    kept = tuple(f for f in out[i].frames or () if f != frame)
                    out[i] = replace(out[i], frames=kept)
        return out


def _shared(one: tuple[Frame, ...], other: tuple[Frame, ...]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _inside(frame: str, wishes: Sequence[Wish], i: int) -> str:
    """The words of the stretch around ``i`` that stand in a mark of our own."""
    low, high = i, i
    while low > 0 and frame in (wishes[low - 1].frames or ()):
        low -= 1
    while high < len(wishes) and frame in (wishes[high].frames or ()):
        high += 1
    return "".join(w.text for w in wishes[low:high])


def _stretches(wishes: Sequence[Wish], frame: Frame) -> Iterator[tuple[int, int]]:
    at = 0
    for inside, run in groupby(wishes, key=lambda w: frame in (w.frames or ())):
        length = len(list(run))
        if inside:
            yield at, at + length
        at += length


def _trimmed(wishes: Sequence[Wish]) -> Iterator[Wish]:
    """No blanks at the edges of paragraphs, where they show nothing and could mean something."""
    kept = list(wishes)
    for i, wish in enumerate(kept):
        if not (wish.text.isspace() and wish.text != PARAGRAPH):
            yield wish
            continue
        before = next((w for w in reversed(kept[:i]) if w.char != _GAP and not _blank(w)), None)
        after = next((w for w in kept[i + 1 :] if w.char != _GAP and not _blank(w)), None)
        at_mark = (before and before.text == PARAGRAPH) or (after and after.text == PARAGRAPH)
        at_edge = before is None or after is None
        if not at_mark and not at_edge:
            yield wish


def _blank(wish: Wish) -> bool:
    return wish.text.isspace() and wish.text != PARAGRAPH


def _spaced(wishes: Sequence[Wish]) -> Iterator[Wish]:
    """Tabs and line separators of new words as the blanks that they show as."""
    for wish in wishes:
        blank = wish.char == NEW and wish.text in ("\t", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
        yield replace(wish, text=" ") if blank else wish


# --- where new characters stand ---------------------------------------------------------------------------------------


def framed(
    look: Format, href: str, beside: Sequence[Neighbour], around: tuple[Key, ...], loom: Loom
) -> tuple[Frame, ...]:
    """What a new character stands in: the wraps of the first neighbour that looks like it, else marks of its own.

    ``around`` are the wraps that both sides share: those that the new look allows stay around it.
    """
    for neighbour in beside:
        if neighbour.format & SAYABLE == look and neighbour.href == href:
            return neighbour.wraps
    base: list[Frame] = []
    have: set[str] = set()
    linked = ""
    for key in around:
        wrap = loom.wraps[key]
        if (wrap.href and wrap.href != href) or (wrap.trait in SAYABLE and wrap.trait not in look):
            break
        base.append(key)
        have.add(wrap.trait)
        linked = wrap.href or linked
    marks = [] if not href or linked else [f"a:{href}"]
    return (*base, *marks, *(t for t in TRAITS if t in look and t not in have))


def relinked(frames: tuple[Frame, ...], href: str, loom: Loom) -> tuple[Frame, ...]:
    """What a character stands in once it has this link, ``""`` for none."""
    links = [f for f in frames if not isinstance(f, str) and loom.wraps[f].href]
    if [loom.wraps[f].href for f in links] == ([href] if href else []):
        return frames
    others = [f for f in frames if f not in links]
    return (f"a:{href}", *others) if href else tuple(others)


def reframed(wraps: tuple[Key, ...], look: Format, loom: Loom) -> tuple[Frame, ...]:
    """What an old character stands in once its look is ``look``."""
    kept = [key for key in wraps if loom.wraps[key].trait not in SAYABLE or loom.wraps[key].trait in look]
    have = {loom.wraps[key].trait for key in kept}
    return (*kept, *(t for t in TRAITS if t in look and t not in have))
