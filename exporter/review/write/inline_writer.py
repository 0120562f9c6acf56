"""Source of a paragraph: the pieces of the old source that stay, and new characters between them.

Each character has its enclosures. A new character shares those of its neighbours if it looks like them, else it brings
its own marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from html import escape
from itertools import groupby
from typing import Final

from exporter.model.markdown_escapes import MDC_STARTS, escape_start
from exporter.review.match.text_blocks import InlineElement, TextBlock
from exporter.review.word.document import PARAGRAPH, Traits
from exporter.review.write.markdown_syntax import TRAITS, Escaping, closing, escape_at, opening
from exporter.review.write.paragraph_source import ElementKey, ParagraphSource
from exporter.review.write.yaml_scalars import ScalarContext

MARKDOWN_TRAITS: Final[Traits] = frozenset(TRAITS)
_EMPHASIS: Final = frozenset(("b", "i", "s"))
_PLAIN_TARGET: Final = re.compile(r"[^\s()<>\\\"'&{}]+")
Enclosure = ElementKey | str
"""An element of the page around a character, or a new mark (``b``, ``a:https://…``)."""


class CharacterOrigin(Enum):
    """The origin of a character of the new paragraph."""

    KEPT = auto()
    NEW = auto()
    GAP = auto()  # source between characters that shows nothing


@dataclass(frozen=True, slots=True)
class OutputCharacter:
    """A character of the new paragraph.

    ``source`` is its old source, None for a new one, ``""`` if it shares the source of the last of several (a value).
    ``enclosures`` are None until they are decided.
    """

    text: str
    origin: CharacterOrigin = CharacterOrigin.NEW
    source: str | None = None
    format: Traits = frozenset()
    href: str = ""
    enclosures: tuple[Enclosure, ...] | None = None


@dataclass(slots=True)
class InlineWriter:
    """Writer of paragraphs, in ``html`` or Markdown: their elements with the source of their borders, the escaping."""

    context: ScalarContext
    escaping: Escaping = Escaping.BACKSLASH
    break_source: str = "  \n"
    paragraph_source: str = "\n\n"
    further_source: str = "\n\n"  # between two paragraphs of one item
    cell: bool = False
    html: bool = False
    quote: str = ""  # around the words of an attribute or title, which may not have it
    opens: dict[ElementKey, str] = field(default_factory=dict)
    closes: dict[ElementKey, str] = field(default_factory=dict)
    elements: dict[ElementKey, InlineElement] = field(default_factory=dict)

    def add(self, block: TextBlock, pieces: ParagraphSource) -> None:
        """Add the elements of a block."""
        self.opens.update(pieces.opens)
        self.closes.update(pieces.closes)
        self.elements.update({(block.index, i): element for i, element in enumerate(block.elements)})

    def retarget(self, key: ElementKey, target: str) -> None:
        """Give a link another target, if its old one is in its source as it is and once."""
        old = self.elements[key].href
        signs = (self.opens, self.closes)
        if sum(sign[key].count(old) for sign in signs) == 1 and _PLAIN_TARGET.fullmatch(target):
            for sign in signs:
                sign[key] = sign[key].replace(old, self.context.encode(target))
            self.elements[key] = replace(self.elements[key], href=target)

    def source(self, outputs: Sequence[OutputCharacter]) -> str:
        """Return the source of a paragraph, or of several between paragraph marks."""
        outputs = list(_trimmed(self._tight(list(_spaced(outputs)))))
        out: list[str] = []
        stack: tuple[Enclosure, ...] = ()
        for i, output in enumerate(outputs):
            enclosures = output.enclosures or ()
            if enclosures != stack:
                shared = _shared(stack, enclosures)
                out.extend(self._close(f, outputs, i) for f in reversed(stack[shared:]))
                out.extend(self._open(f, outputs, i) for f in enclosures[shared:])
                stack = enclosures
            out.append(self._text(outputs, i))
        out.extend(self._close(f, outputs, len(outputs)) for f in reversed(stack))
        return "".join(out)

    def _text(self, outputs: Sequence[OutputCharacter], i: int) -> str:
        output = outputs[i]
        if output.source is not None:
            return output.source
        if output.text == PARAGRAPH:
            return self.context.encode(self.paragraph_source)
        if output.text == "\n":
            return self.context.encode(self.break_source)
        if output.enclosures and "c" in map(self._trait, output.enclosures):
            entities = self.html and self.escaping is Escaping.ENTITIES
            return self.context.encode(escape(output.text, quote=False) if entities else output.text)
        return self.context.encode(self._escaped(outputs, i))

    def _escaped(self, outputs: Sequence[OutputCharacter], i: int) -> str:
        """Return a new character, escaped if its neighbours make it a sign."""
        if outputs[i].text == self.quote:
            return escape(self.quote)
        before = outputs[i - 1].text if i and outputs[i - 1].origin is not CharacterOrigin.GAP else ""
        after = "".join(w.text for w in outputs[i + 1 : i + 12])
        own = escape_at(before + outputs[i].text + after, len(before), self.escaping, self.cell)
        starts = not before or before in (PARAGRAPH, "\n")
        if starts and self.escaping is not Escaping.NONE and own == outputs[i].text:
            return escape_start(own + after, MDC_STARTS)[: -len(after) or None]
        return own

    def _trait(self, enclosure: Enclosure) -> str:
        return enclosure if isinstance(enclosure, str) else self.elements[enclosure].trait

    def _open(self, enclosure: Enclosure, outputs: Sequence[OutputCharacter], i: int) -> str:
        if isinstance(enclosure, str):
            return self.context.encode(opening(enclosure, _inside(enclosure, outputs, i), self.html))
        return self.opens[enclosure]

    def _close(self, enclosure: Enclosure, outputs: Sequence[OutputCharacter], i: int) -> str:
        if isinstance(enclosure, str):
            return self.context.encode(closing(enclosure, _inside(enclosure, outputs, i - 1), self.html))
        return self.closes[enclosure]

    def _tight(self, outputs: Sequence[OutputCharacter]) -> list[OutputCharacter]:
        """Move blanks at the edges of emphasis outside: ``**word **`` is not emphasis (CommonMark, section 6.2)."""
        out = list(outputs)
        enclosures = {f for w in out for f in w.enclosures or () if self._trait(f) in _EMPHASIS}
        for enclosure in enclosures:
            for start, end in _stretches(out, enclosure):
                low, high = start, end
                while low < high and out[low].text.isspace():
                    low += 1
                while high > low and out[high - 1].text.isspace():
                    high -= 1
                for i in (*range(start, low), *range(high, end)):
                    kept = tuple(f for f in out[i].enclosures or () if f != enclosure)
                    out[i] = replace(out[i], enclosures=kept)
        return out


def _shared(one: tuple[Enclosure, ...], other: tuple[Enclosure, ...]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _inside(enclosure: str, outputs: Sequence[OutputCharacter], i: int) -> str:
    """Return the text around ``i`` inside a new mark."""
    low, high = i, i
    while low > 0 and enclosure in (outputs[low - 1].enclosures or ()):
        low -= 1
    while high < len(outputs) and enclosure in (outputs[high].enclosures or ()):
        high += 1
    return "".join(w.text for w in outputs[low:high])


def _stretches(outputs: Sequence[OutputCharacter], enclosure: Enclosure) -> Iterator[tuple[int, int]]:
    """Yield the ranges from where an enclosure opens to where it closes, by itself or with one around it."""

    def around(output: OutputCharacter) -> tuple[Enclosure, ...]:
        inside = output.enclosures or ()
        return inside[: inside.index(enclosure) + 1] if enclosure in inside else ()

    at = 0
    for inside, run in groupby(outputs, key=around):
        length = len(list(run))
        if inside:
            yield at, at + length
        at += length


def _trimmed(outputs: Sequence[OutputCharacter]) -> Iterator[OutputCharacter]:
    """Drop blanks at the edges of paragraphs, where they show nothing and could have a meaning."""
    kept = list(outputs)
    for i, output in enumerate(kept):
        if not (output.text.isspace() and output.text != PARAGRAPH):
            yield output
            continue
        before = next((w for w in reversed(kept[:i]) if w.origin is not CharacterOrigin.GAP and not _blank(w)), None)
        after = next((w for w in kept[i + 1 :] if w.origin is not CharacterOrigin.GAP and not _blank(w)), None)
        at_mark = (before and before.text == PARAGRAPH) or (after and after.text == PARAGRAPH)
        at_edge = before is None or after is None
        if not at_mark and not at_edge:
            yield output


def _blank(output: OutputCharacter) -> bool:
    return output.text.isspace() and output.text != PARAGRAPH


def _spaced(outputs: Sequence[OutputCharacter]) -> Iterator[OutputCharacter]:
    """Replace tabs and line separators of new text by blanks."""
    for output in outputs:
        blank = output.origin is CharacterOrigin.NEW and output.text in (
            "\t",
            "\r",
            "\x0b",
            "\x0c",
            "\x85",
            "\u2028",
            "\u2029",
        )
        yield replace(output, text=" ") if blank else output


# --- where new characters stand ---------------------------------------------------------------------------------------


def new_enclosures(
    traits: Traits, href: str, around: tuple[ElementKey, ...], inline: InlineWriter
) -> tuple[Enclosure, ...]:
    """Return the enclosures of a new character: elements that its format allows, then marks of its own.

    ``around`` are the elements that both its neighbours share.
    """
    base: list[Enclosure] = []
    have: set[str] = set()
    linked = ""
    for key in around:
        element = inline.elements[key]
        if (element.href and element.href != href) or (
            element.trait in MARKDOWN_TRAITS and element.trait not in traits
        ):
            break
        base.append(key)
        have.add(element.trait)
        linked = element.href or linked
    marks = [] if not href or linked else [f"a:{href}"]
    return (*base, *marks, *(t for t in TRAITS if t in traits and t not in have))


def enclosures_with_link(enclosures: tuple[Enclosure, ...], href: str, inline: InlineWriter) -> tuple[Enclosure, ...]:
    """Return enclosures with this link, ``""`` for none."""
    links = [f for f in enclosures if not isinstance(f, str) and inline.elements[f].href]
    if [inline.elements[f].href for f in links] == ([href] if href else []):
        return enclosures
    others = [f for f in enclosures if f not in links]
    return (f"a:{href}", *others) if href else tuple(others)


def enclosures_with_traits(
    elements: tuple[ElementKey, ...], traits: Traits, inline: InlineWriter
) -> tuple[Enclosure, ...]:
    """Return the enclosures of an old character that gets the format ``traits``."""
    kept = [
        key
        for key in elements
        if inline.elements[key].trait not in MARKDOWN_TRAITS or inline.elements[key].trait in traits
    ]
    have = {inline.elements[key].trait for key in kept}
    return (*kept, *(t for t in TRAITS if t in traits and t not in have))
